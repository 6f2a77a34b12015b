"""What the menus say of the first page and the statements."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.enums import Role
from medvirkning.web.navigation import NavItem, Place, everyone, register


def _has_work(user: Any) -> bool:
    return bool(user.is_authenticated and user.has_role(Role.STAFF, Role.CENTRE))


register(NavItem("mine", _("Mitt arbeid"), "front:home", order=10, visible=_has_work))
register(NavItem("accessibility", _("Tilgjengelighet"), "front:accessibility", 10, everyone, Place.FOOTER))
register(NavItem("privacy", _("Personvern"), "front:privacy", 20, everyone, Place.FOOTER))
