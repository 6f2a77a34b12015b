"""The log in the menus."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem, Place


def _may_list(user: Any) -> bool:
    return bool(user.is_authenticated) and user.has_perm("work.list")


navigation.register(
    NavItem(
        "continuing", _("Grupper som fortsetter"), "involvement:continuing", 32, visible=_may_list, place=Place.ACCOUNT
    )
)
