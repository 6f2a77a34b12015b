"""Settings of a trial's live portal: those of `make run`, with mail that is kept, a file a mail."""

from medvirkning.settings.local import *  # noqa: F403
from medvirkning.settings.local import DATA

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA / "mails"
