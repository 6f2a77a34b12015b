from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "medvirkning.audit"
    label = "audit"
    verbose_name = _("Historikk")

    def ready(self) -> None:
        import_module("medvirkning.audit.periods")
