"""What the menus say of figures."""

from django.utils.translation import gettext_lazy as _

from medvirkning.web.navigation import NavItem, Place, everyone, register


def _sees_figures(user) -> bool:
    return bool(user.is_authenticated and user.has_perm("shares.view"))


register(NavItem("insight", _("Innsikt"), "insight:dashboard", order=30, visible=_sees_figures))
register(NavItem("method", _("Slik teller vi"), "insight:method", order=40, visible=everyone, place=Place.FOOTER))
