"""Service units in the menus."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.enums import Role
from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem, Place, everyone


def _has_units(user: Any) -> bool:
    """By the role alone, which is read anyway: the page itself asks whom the account leads."""
    return bool(user.is_authenticated) and user.has_role(Role.CENTRE, Role.SERVICE_LEADER)


navigation.register(
    NavItem("units", _("Tjenesteenheter"), "units:list", order=50, visible=_has_units, place=Place.ACCOUNT)
)
navigation.register(
    NavItem(
        "register-unit", _("Registrer en tjeneste"), "units:register", order=60, visible=everyone, place=Place.FOOTER
    )
)
