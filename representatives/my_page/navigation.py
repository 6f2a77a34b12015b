"""«Min side» in the menu of those who have one."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem
from representatives.my_page.rules import is_representative, stands_in_the_register


def has_a_page(user: Any) -> bool:
    """By the role, which is read anyway; only who has none, as while waiting for a guardian, is looked up."""
    if is_representative(user):
        return True
    return bool(user.is_authenticated) and not user.roles_on() and bool(stands_in_the_register(user))


navigation.register(NavItem("my-page", _("Min side"), "my_page:home", order=15, visible=has_a_page))
