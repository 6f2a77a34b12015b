from importlib import import_module, util

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# In the order of the import contract: a room may import those before it.
ROOMS = [
    "content",
    "catalogue",
    "glossary",
    "background",
    "units",
    "assessments",
    "overview",
    "implementation",
    "ties",
    "demonstration",
]


class AdviceConfig(AppConfig):
    name = "advice"
    verbose_name = _("Råd")

    def ready(self) -> None:
        for room in ROOMS:
            for part in (
                "rules",
                "tasks",
                "erasers",
                "retention",
                "purposes",
                "reference_data",
                "navigation",
                "slots",
                "editing",
            ):
                name = f"{self.name}.{room}.{part}"
                if util.find_spec(name):
                    import_module(name)
