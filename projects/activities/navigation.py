"""What the menus say of the activities of 2023."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.models import User
from medvirkning.web.navigation import NavItem, Place, register


def may_read(user: User | AnonymousUser) -> bool:
    return bool(user.is_authenticated and user.has_perm("activities.view"))


register(
    NavItem(
        "activities-2023",
        _("Aktiviteter i 2023"),
        "activities:activities-2023",
        order=60,
        visible=may_read,
        place=Place.FOOTER,
    )
)
