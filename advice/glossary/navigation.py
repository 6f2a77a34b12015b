"""The glossary is at hand on every page."""

from django.utils.translation import gettext_lazy as _

from medvirkning.web.navigation import NavItem, Place, everyone, register

register(NavItem("glossary", _("Begreper"), "glossary:list", 5, everyone, Place.FOOTER))
