"""Settings shared by every way of running the portal.

`local` (make run), `test` (make test) and `production` build on this file. What differs between installations
comes from the environment; docs/operations.md lists every variable and how to rotate each secret.
"""

from pathlib import Path

import environ
import pghistory
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF

from medvirkning.accounts.providers import form_targets, openid_apps
from medvirkning.settings import logs
from medvirkning.web.vendor import vendor_static_dirs

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

INSTALLED_APPS = [
    # The portal, top layer last in the import contract, first here where templates override.
    "medvirkning.web",
    "medvirkning.accounts",
    "medvirkning.audit",
    "medvirkning.jobs",
    "medvirkning.notifications",
    "medvirkning.api",
    "medvirkning.front",
    "medvirkning.search",
    "representatives",
    "projects",
    "advice",
    # Libraries.
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_htmx",
    "django_linear_migrations",
    "django_prometheus",
    "django_structlog",
    "django_tables2",
    "drf_spectacular",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "medvirkning.api.middleware.MachinesMiddleware",
    "medvirkning.web.middleware.DatabaseDownMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "medvirkning.accounts.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "medvirkning.web.request_log.RequestLogMiddleware",
    "medvirkning.audit.middleware.ContextMiddleware",
    "representatives.caching.PeopleMiddleware",
    "medvirkning.web.middleware.ZeroByteMiddleware",
    "medvirkning.web.parking.KeepTypedMiddleware",
    "medvirkning.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "medvirkning.urls"
WSGI_APPLICATION = "medvirkning.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "medvirkning.web.context_processors.furniture",
            ],
        },
    },
]

# Language and time. The strings in the code are the bokmål text (docs/adr/0001).
LANGUAGE_CODE = "nb"
# Each by its own name, so that everybody finds theirs.
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "medvirkning.notifications.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "medvirkning.accounts.forms.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Beside allauth's own limits: a service is registered without signing in, and a mail goes to the address given;
# readers send feedback on the advice.
ACCOUNT_RATE_LIMITS = {
    "register_unit": "20/h/ip,5/d/key",
    "advice_feedback": "10/h/ip",
    # A whole class may apply from the address of its school; the key is that address with the mail address.
    "apply_to_panel": "200/h/ip,5/d/key",
    "register_organisation": "20/h/ip,5/d/key",
    "look_up_organisation": "60/h/ip",
    "prove_address": "20/h/ip,5/d/key",
}
SOCIALACCOUNT_ADAPTER = "medvirkning.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": openid_apps(env)}}
MFA_ADAPTER = "medvirkning.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Medvirkning"
USERSESSIONS_TRACK_ACTIVITY = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Sessions live in the database, so that signing in works while Redis is down.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "medvirkning.web.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"

# Static files: our own, and what the npm lock brings.
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static", *vendor_static_dirs(BASE_DIR)]

# Uploaded and produced files.
MEDIA_ROOT = BASE_DIR / "var" / "media"

# Forms and tables.
CRISPY_ALLOWED_TEMPLATE_PACKS = ["designsystemet"]
CRISPY_TEMPLATE_PACK = "designsystemet"
CRISPY_FAIL_SILENTLY = False
DJANGO_TABLES2_TEMPLATE = "components/table.html"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

# Headers.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *form_targets(SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
}
SECURE_REFERRER_POLICY = "same-origin"

# Jobs. Schedules are static, declared here and nowhere else.
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = ["medvirkning.jobs.routing.route"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A broker that is down answers at once: what was to be done waits in the database, and beat picks it up.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 2 * 60 * 60,
    "socket_connect_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_TIMEZONE = TIME_ZONE


def nightly(task: str, **when: int) -> dict[str, object]:
    """A task of the queue for what can wait, when the clock shows `when`."""
    return {"task": task, "schedule": crontab(**when), "options": {"queue": "night"}}


CELERY_BEAT_SCHEDULE = {
    "jobs-pick-up": {
        "task": "medvirkning.jobs.tasks.pick_up_jobs",
        "schedule": 30.0,
        "options": {"queue": "default", "expires": 30},
    },
    "mail-send": {
        "task": "medvirkning.notifications.tasks.send_outbox",
        "schedule": 15.0,
        "options": {"queue": "mail", "expires": 15},
    },
    "history-seal": nightly("medvirkning.jobs.tasks.seal_history", minute=17),
    "retention": nightly("medvirkning.jobs.tasks.erase_expired", hour=2, minute=40),
    "groups-that-go-on": nightly("projects.involvement.tasks.groups_that_go_on", hour=6, minute=20),
    "panels-daily": nightly("representatives.panels.tasks.daily", hour=5, minute=50),
    "consents-expiring": nightly("representatives.consents.tasks.expiring", hour=6, minute=0),
    "deadlines-of-actions": nightly("advice.assessments.tasks.deadlines_of_actions", hour=6, minute=40),
    "posts-of-the-day": nightly("representatives.enrolments.tasks.posts_of_the_day", hour=3, minute=20),
    "organisations-confirmation": nightly(
        "representatives.organisations.tasks.remind_of_confirmation", hour=6, minute=30
    ),
    "organisations-entity-register": nightly(
        "representatives.organisations.tasks.ask_entity_register", hour=3, minute=20
    ),
    "shares-drain": {"task": "projects.shares.tasks.drain", "schedule": 10.0, "options": {"queue": "shares"}},
    "shares-midnight": {
        "task": "projects.shares.tasks.midnight",
        "schedule": crontab(hour=0, minute=5),
        "options": {"queue": "shares"},
    },
    "shares-midnight-made-up": {
        "task": "projects.shares.tasks.midnight",
        "schedule": crontab(minute=35),
        "options": {"queue": "shares"},
    },
}

# History: keys in history rows are read one record at a time, by `pgh_obj` alone; other indexes only cost writes.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)

# Logs: plain text here, JSON lines in production.
logs.configure()
LOGGING = logs.logging_settings(as_json=False)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# Lists and limits.
MEDVIRKNING_PAGE_SIZE = 50
# The public body that runs the portal, and how to reach it; the statements say «ikke satt» where empty.
MEDVIRKNING_BODY_NAME = env("MEDVIRKNING_BODY_NAME", default="")
MEDVIRKNING_BODY_CONTACT = env("MEDVIRKNING_BODY_CONTACT", default="")
MEDVIRKNING_DEMO = False
MEDVIRKNING_LOCAL_MAIL = False
# Below this age a guardian consents. Only the year of birth is known, so the year in which it is reached is below.
MEDVIRKNING_CONSENT_AGE = env.int("MEDVIRKNING_CONSENT_AGE", default=16)
# How old members of a youth panel are in the year they come in, where the panel has set no ages; below the first one
# nobody is a member of any (docs/adr/0187).
MEDVIRKNING_YOUTH_FROM = env.int("MEDVIRKNING_YOUTH_FROM", default=12)
MEDVIRKNING_YOUTH_TO = env.int("MEDVIRKNING_YOUTH_TO", default=25)
# Days by the name of a retention rule, where the privacy officer has set others than the rule's own.
MEDVIRKNING_RETENTION_DAYS: dict[str, int] = env.json("MEDVIRKNING_RETENTION_DAYS", default={})
# What was erased and taken back, without names, in a file that no restore of the database puts back (docs/adr/0195).
MEDVIRKNING_ERASURE_LIST = env("MEDVIRKNING_ERASURE_LIST", default=str(BASE_DIR / "var" / "erasures" / "list.jsonl"))
# The legal basis by the key of a purpose, in words, as the privacy officer has set it (docs/privacy.md).
MEDVIRKNING_LEGAL_BASES: dict[str, str] = env.json("MEDVIRKNING_LEGAL_BASES", default={})
# Who sends, in mails: the address people's links lead to.
MEDVIRKNING_ADDRESS = env("MEDVIRKNING_ADDRESS", default="http://localhost:8000")
# Where Enhetsregisteret is asked about organisation numbers; empty means that it never is (docs/adr/0160).
MEDVIRKNING_ENTITY_REGISTER_URL = env(
    "MEDVIRKNING_ENTITY_REGISTER_URL", default="https://data.brreg.no/enhetsregisteret/api"
)
MEDVIRKNING_IMPORT_MAX_BYTES = 500 * 1024 * 1024

# The API: tokens only, problem details, 100 a page.
REST_FRAMEWORK: dict[str, object] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["medvirkning.api.authentication.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["medvirkning.api.permissions.HasScope"],
    "DEFAULT_THROTTLE_CLASSES": ["medvirkning.api.throttling.MinuteThrottle"],
    "DEFAULT_PAGINATION_CLASS": "medvirkning.api.pagination.CursorPages",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["medvirkning.api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "medvirkning.api.schema.AutoSchema",
    "EXCEPTION_HANDLER": "medvirkning.api.problems.handle",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "PAGE_SIZE": 100,
    # `format` is a parameter of the schema alone.
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS: dict[str, object] = {
    "TITLE": "Medvirkning",
    "DESCRIPTION": "User and carer involvement in a health directorate: register and shares.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["medvirkning.api.permissions.HasToken"],
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "medvirkning.api.schema.add_problems",
    ],
}
MEDVIRKNING_API_PER_MINUTE = env.int("MEDVIRKNING_API_PER_MINUTE", default=1200)
MEDVIRKNING_API_PUBLIC_PER_MINUTE = env.int("MEDVIRKNING_API_PUBLIC_PER_MINUTE", default=120)
# Who may read /metrics; empty means that nobody may.
MEDVIRKNING_METRICS_TOKEN = env("MEDVIRKNING_METRICS_TOKEN", default="")
