"""Grants in the person's own menu."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem, Place
from representatives.grants.querysets import READERS


def _reads_grants(user: Any) -> bool:
    return bool(user.is_authenticated) and user.has_role(*READERS)


navigation.register(
    NavItem("grants", _("Tilskudd"), "grants:list", order=47, visible=_reads_grants, place=Place.ACCOUNT)
)
