from importlib import import_module, util

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# In the order of the import contract: a room may import those before it.
ROOMS = [
    "departments",
    "work",
    "involvement",
    "panels",
    "shares",
    "register",
    "insight",
    "demonstration",
    "activities",
]


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("Oppdrag og faste oppgaver")

    def ready(self) -> None:
        for room in ROOMS:
            for part in ("rules", "tasks", "erasers", "purposes", "reference_data", "navigation", "slots", "my_data"):
                name = f"{self.name}.{room}.{part}"
                if util.find_spec(name):
                    import_module(name)
