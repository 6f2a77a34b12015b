"""Self-assessments in the menus."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from advice.units.querysets import units_led
from medvirkning.accounts.enums import Role
from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem, Place


def _leads_a_unit(user: Any) -> bool:
    """For service leaders it is the main thing here."""
    return bool(user.is_authenticated and user.has_role(Role.SERVICE_LEADER) and units_led(user))


def _reads_as_staff(user: Any) -> bool:
    return bool(user.is_authenticated and user.has_role(Role.STAFF, Role.CENTRE))


navigation.register(NavItem("assessments", _("Egenvurdering"), "assessments:home", order=25, visible=_leads_a_unit))
navigation.register(NavItem("assessment-actions", _("Tiltak"), "assessments:actions", order=26, visible=_leads_a_unit))
navigation.register(
    NavItem(
        "assessments-staff",
        _("Egenvurdering"),
        "assessments:home",
        order=45,
        visible=_reads_as_staff,
        place=Place.ACCOUNT,
    )
)
