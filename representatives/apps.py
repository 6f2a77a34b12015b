from importlib import import_module, util

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ROOMS = ["subjects", "organisations", "people"]


class RepresentativesConfig(AppConfig):
    name = "representatives"
    verbose_name = _("Representanter")

    def ready(self) -> None:
        for room in ROOMS:
            for part in ("rules", "tasks", "erasers"):
                name = f"{self.name}.{room}.{part}"
                if util.find_spec(name):
                    import_module(name)
