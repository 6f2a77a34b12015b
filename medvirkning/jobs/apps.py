from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from medvirkning.web import navigation


class JobsConfig(AppConfig):
    name = "medvirkning.jobs"
    label = "jobs"
    verbose_name = _("Jobber")

    def ready(self) -> None:
        import_module("medvirkning.jobs.retention")
        navigation.register(
            navigation.NavItem(
                "jobs", _("Mine filer og importer"), "jobs:list", order=50, place=navigation.Place.ACCOUNT
            )
        )
