from importlib import import_module, util

from django.apps import AppConfig

ROOMS = ["subjects", "organisations", "people"]


class RepresentativesConfig(AppConfig):
    name = "representatives"
    verbose_name = "Representanter"

    def ready(self) -> None:
        for room in ROOMS:
            for part in ("rules", "tasks", "erasers"):
                name = f"{self.name}.{room}.{part}"
                if util.find_spec(name):
                    import_module(name)
