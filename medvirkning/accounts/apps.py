from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from medvirkning.web import navigation


class AccountsConfig(AppConfig):
    name = "medvirkning.accounts"
    label = "accounts"
    verbose_name = _("Kontoer")

    def ready(self) -> None:
        for module in ("retention", "signals", "choices"):
            import_module(f"medvirkning.accounts.{module}")
        place = navigation.Place.ACCOUNT
        navigation.register(navigation.NavItem("security", _("Innlogging og sikkerhet"), "mfa_index", 90, place=place))
