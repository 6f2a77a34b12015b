"""The Celery application. Tasks take ids, are idempotent, and name their queue and time limits."""

from celery import Celery
from django.apps import apps
from django_structlog.celery.steps import DjangoStructLogInitStep

app = Celery("medvirkning")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.steps["worker"].add(DjangoStructLogInitStep)
# Named by the apps themselves: Celery's own search needs the settings to be known before this file is read.
app.autodiscover_tasks(lambda: [config.name for config in apps.get_app_configs()])
