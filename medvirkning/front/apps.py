from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontConfig(AppConfig):
    name = "medvirkning.front"
    label = "front"
    verbose_name = _("Forside")

    def ready(self) -> None:
        import_module("medvirkning.front.navigation")
