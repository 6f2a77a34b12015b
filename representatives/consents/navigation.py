"""The texts in the Centre's own menu."""

from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.rules import is_centre
from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem, Place

navigation.register(
    NavItem("consent-texts", _("Samtykketekster"), "consents:texts", order=55, visible=is_centre, place=Place.ACCOUNT)
)
