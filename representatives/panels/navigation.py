"""Panels in the menus."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.enums import Role
from medvirkning.accounts.remembered import remembered
from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem, Place, everyone
from representatives.panels.querysets import panels_for


def _has_panels(user: Any) -> bool:
    """By the role, which is read anyway; of representatives, those who sit on one: others would find an empty list."""
    if not user.is_authenticated:
        return False
    if user.has_role(Role.STAFF, Role.CENTRE, Role.ORGANISATION_CONTACT):
        return True
    return user.has_role(Role.REPRESENTATIVE) and _sees_a_panel(user)


def _sees_a_panel(user: Any) -> bool:
    """Read once for each loaded account."""
    kept = remembered(user, "sees_a_panel")
    if "any" not in kept:
        kept["any"] = panels_for(user).exists()
    return bool(kept["any"])


navigation.register(NavItem("panels", _("Paneler"), "panels:list", order=45, visible=_has_panels, place=Place.ACCOUNT))
navigation.register(
    NavItem("open-panels", _("Bli med i et panel"), "panels:open", order=65, visible=everyone, place=Place.FOOTER)
)
