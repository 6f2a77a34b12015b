"""What the menus say of the advice."""

from django.utils.translation import gettext_lazy as _

from medvirkning.web.navigation import NavItem, everyone, register

# Between the work and its figures for staff; for a visitor it is the first.
register(NavItem("advice", _("Råd"), "catalogue:list", order=25, visible=everyone))
