from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "medvirkning.audit"
    label = "audit"
    verbose_name = _("Historikk")

    def ready(self) -> None:
        import_module("medvirkning.audit.periods")
        planner = import_module("medvirkning.audit.planner")
        post_migrate.connect(planner.after_migrating, sender=self, dispatch_uid="audit.planner")
