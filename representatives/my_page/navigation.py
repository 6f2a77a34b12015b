"""«Min side» in the menu of those who have one."""

from django.utils.translation import gettext_lazy as _

from medvirkning.web import navigation
from medvirkning.web.navigation import NavItem
from representatives.my_page.rules import is_representative

navigation.register(NavItem("my-page", _("Min side"), "my_page:home", order=15, visible=is_representative))
