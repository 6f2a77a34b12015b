"""Departments in the menus."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem, Place


def _may_view(user: Any) -> bool:
    return bool(user.is_authenticated) and user.has_perm("departments.view")


def _leads(user: Any) -> bool:
    return bool(user.is_authenticated) and user.has_perm("departments.name_deputy")


navigation.register(NavItem("departments", _("Enheter"), "departments:list", order=40, visible=_may_view))
navigation.register(
    NavItem("deputies", _("Stedfortreder"), "departments:deputies", order=40, visible=_leads, place=Place.ACCOUNT)
)
