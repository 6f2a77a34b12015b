from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "medvirkning.web"
    label = "web"
    verbose_name = _("Sider")

    def ready(self) -> None:
        import_module("medvirkning.web.retention")
