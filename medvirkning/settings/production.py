"""Settings for an installation with its own PostgreSQL and Redis. Everything secret comes from the environment."""

from medvirkning.settings import logs
from medvirkning.settings.addresses import celery_url
from medvirkning.settings.base import *  # noqa: F403
from medvirkning.settings.base import MIDDLEWARE, env  # noqa: F401
from medvirkning.settings.caches import caches

DEBUG = False
LOGGING = logs.logging_settings(as_json=True)
SECRET_KEY = env("MEDVIRKNING_SECRET_KEY")
ALLOWED_HOSTS = env.list("MEDVIRKNING_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in {"localhost", "127.0.0.1"}]

DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env("REDIS_URL")
CELERY_BROKER_URL = celery_url(REDIS_URL)
CACHES = caches(REDIS_URL)

SECURE_SSL_REDIRECT = env.bool("MEDVIRKNING_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EMAIL_CONFIG = env.email("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("MEDVIRKNING_FROM_EMAIL", default="medvirkning@localhost")
