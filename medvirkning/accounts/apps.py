from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from medvirkning.web import navigation


class AccountsConfig(AppConfig):
    name = "medvirkning.accounts"
    label = "accounts"
    verbose_name = _("Kontoer")

    def ready(self) -> None:
        for module in ("retention", "purposes", "signals", "choices"):
            import_module(f"medvirkning.accounts.{module}")
        items = [
            ("security", _("Innlogging og sikkerhet"), "mfa_index", 90, navigation.signed_in),
            ("value-lists", _("Verdilister"), "admin:index", 80, is_administrator),
        ]
        for key, label, url_name, order, visible in items:
            navigation.register(
                navigation.NavItem(key, label, url_name, order, visible=visible, place=navigation.Place.ACCOUNT)
            )


def is_administrator(user: Any) -> bool:
    """Whether the menu shows what administrators do."""
    return bool(user.is_authenticated and user.has_role("administrator"))
