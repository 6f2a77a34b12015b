"""Finding people in the menus."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.enums import Role
from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem


def _finds(user: Any) -> bool:
    return bool(user.is_authenticated) and user.has_role(Role.STAFF, Role.CENTRE)


navigation.register(NavItem("finding", _("Finn representanter"), "finding:list", order=35, visible=_finds))
