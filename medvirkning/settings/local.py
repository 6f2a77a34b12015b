"""Settings of `make run` and of every `manage.py` command on a fresh machine: plain HTTP on this machine only."""

from medvirkning.local.places import data_folder
from medvirkning.local.secrets import secret
from medvirkning.settings.addresses import celery_url
from medvirkning.settings.base import *  # noqa: F403
from medvirkning.settings.base import env
from medvirkning.settings.caches import caches

DATA = data_folder()

# Off, so that error pages are those that people meet; MEDVIRKNING_DEBUG=1 turns Django's own on.
DEBUG = env.bool("MEDVIRKNING_DEBUG", default=False)
SECRET_KEY = env("MEDVIRKNING_SECRET_KEY", default="") or secret(DATA / "secret-key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

# The address comes from manage.py or `make run`, which start the embedded server where none is given.
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# No command needs Redis; where nobody gave an address the socket of `make run` is meant, up or not.
REDIS_URL = env("REDIS_URL", default=f"unix://{DATA / 'run' / 'valkey.sock'}?db=0")
CELERY_BROKER_URL = celery_url(REDIS_URL)
CACHES = caches(REDIS_URL)

# Files come straight from the source folders: no collecting, and packed on their way.
MIDDLEWARE = list(MIDDLEWARE)  # noqa: F405
MIDDLEWARE.insert(
    MIDDLEWARE.index("whitenoise.middleware.WhiteNoiseMiddleware"),
    "medvirkning.local.compression.CompressFilesMiddleware",
)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = DATA / "media"
MEDVIRKNING_ERASURE_LIST = env("MEDVIRKNING_ERASURE_LIST", default=str(DATA / "erasures.jsonl"))

# Where links in mails and metadata lead: the port that `make run` was given.
MEDVIRKNING_ADDRESS = env("MEDVIRKNING_ADDRESS", default=f"http://127.0.0.1:{env('PORT', default='8000')}")

# Mail goes nowhere; the outbox is looked at in the portal.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = "medvirkning@localhost"
MEDVIRKNING_LOCAL_MAIL = True
MEDVIRKNING_DEMO = True
