"""Work in the menus."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem, Place


def _may_list(user: Any) -> bool:
    return bool(user.is_authenticated) and user.has_perm("work.list")


def _may_mend(user: Any) -> bool:
    return bool(user.is_authenticated) and user.has_perm("work.mend")


navigation.register(NavItem("work", _("Oppdrag"), "work:list", order=20, visible=_may_list))
navigation.register(
    NavItem("decisions", _("Unntak"), "work:decisions", order=30, visible=_may_list, place=Place.ACCOUNT)
)
navigation.register(
    NavItem("to-mend", _("Til opprydding"), "work:to-mend", order=35, visible=_may_mend, place=Place.ACCOUNT)
)
