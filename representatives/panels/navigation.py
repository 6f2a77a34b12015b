"""Panels in the menus."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.enums import Role
from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem, Place, everyone


def _has_panels(user: Any) -> bool:
    """By the role alone, which is read anyway; the page itself asks what the account sees."""
    return bool(user.is_authenticated) and user.has_role(
        Role.STAFF, Role.CENTRE, Role.ORGANISATION_CONTACT, Role.REPRESENTATIVE
    )


navigation.register(NavItem("panels", _("Paneler"), "panels:list", order=45, visible=_has_panels, place=Place.ACCOUNT))
navigation.register(
    NavItem("open-panels", _("Bli med i et panel"), "panels:open", order=65, visible=everyone, place=Place.FOOTER)
)
