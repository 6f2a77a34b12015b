from importlib import import_module, util

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ROOMS = [
    "subjects",
    "geography",
    "organisations",
    "people",
    "consents",
    "profiles",
    "enrolments",
    "panels",
    "grants",
    "finding",
    "my_page",
    "demonstration",
]


# What Django finds by itself in an app, and not in a room.
PARTS = ("rules", "tasks", "erasers", "retention", "purposes", "reference_data", "navigation", "slots", "my_data")


class RepresentativesConfig(AppConfig):
    name = "representatives"
    verbose_name = _("Representanter")

    def ready(self) -> None:
        for room in ROOMS:
            for part in PARTS:
                name = f"{self.name}.{room}.{part}"
                if util.find_spec(name):
                    import_module(name)
