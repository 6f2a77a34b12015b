"""The Celery application. Tasks take ids, are idempotent, and name their queue and time limits."""

from celery import Celery
from django_structlog.celery.steps import DjangoStructLogInitStep

app = Celery("medvirkning")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.steps["worker"].add(DjangoStructLogInitStep)
app.autodiscover_tasks()
