"""The overview in the menus."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.enums import Role
from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem, Place


def _leads_a_service(user: Any) -> bool:
    """In the header of those whose work it is about."""
    return bool(user.is_authenticated and user.has_role(Role.SERVICE_LEADER))


def _sees_it_besides(user: Any) -> bool:
    return bool(user.is_authenticated and user.has_perm("overview.view") and not user.has_role(Role.SERVICE_LEADER))


navigation.register(
    NavItem("assessment-overview", _("Oversikt"), "overview:national", order=27, visible=_leads_a_service)
)
navigation.register(
    NavItem(
        "assessment-overview-staff",
        _("Oversikt over egenvurderingene"),
        "overview:national",
        order=46,
        visible=_sees_it_besides,
        place=Place.ACCOUNT,
    )
)
