"""Settings of the tests. The servers are started by tests_services before this file is read."""

from pathlib import Path

from medvirkning.settings.addresses import celery_url
from medvirkning.settings.base import *  # noqa: F403
from medvirkning.settings.base import env
from medvirkning.settings.caches import caches

DEBUG = False
SECRET_KEY = "for-the-tests-only-" + "x" * 40
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]

DATABASES = {"default": env.db("MEDVIRKNING_TEST_DATABASE_URL")}

REDIS_URL = env("MEDVIRKNING_TEST_REDIS_URL")
CELERY_BROKER_URL = celery_url(REDIS_URL)
CACHES = caches(REDIS_URL)

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The live server of the tests serves them itself; WhiteNoise would look through all of them for each new client.
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
STATIC_ROOT = None  # type: ignore[assignment]
MEDIA_ROOT = Path(env.str("MEDVIRKNING_TEST_FILES"))

MEDVIRKNING_ERASURE_LIST = str(MEDIA_ROOT / "erasures.jsonl")

# The slowest hash serves nobody here.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "medvirkning@localhost"
# No network: a test that asks the register starts a server of its own.
MEDVIRKNING_ENTITY_REGISTER_URL = ""
