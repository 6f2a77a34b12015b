"""Organisations in the menus."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.enums import Role
from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem, Place, everyone


def _has_organisations(user: Any) -> bool:
    """By the roles alone, which are read anyway: the page itself asks whom the account acts for."""
    return bool(user.is_authenticated) and user.has_role(Role.STAFF, Role.CENTRE, Role.ORGANISATION_CONTACT)


def _decides(user: Any) -> bool:
    return bool(user.is_authenticated) and user.has_role(Role.CENTRE)


navigation.register(
    NavItem("organisations", _("Organisasjoner"), "organisations:list", order=35, visible=_has_organisations)
)
navigation.register(
    NavItem(
        "organisation-applications",
        _("Innmeldinger"),
        "organisations:applications",
        order=36,
        visible=_decides,
        place=Place.ACCOUNT,
    )
)
navigation.register(
    NavItem(
        "register-organisation",
        _("Meld inn en organisasjon"),
        "organisations:register",
        order=61,
        visible=everyone,
        place=Place.FOOTER,
    )
)
