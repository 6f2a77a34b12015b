"""Erasing on request in the Centre's own menu."""

from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.rules import is_centre
from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem, Place

navigation.register(
    NavItem("erase-person", _("Slett en person"), "people:find", order=57, visible=is_centre, place=Place.ACCOUNT)
)
