"""The import in the person's own menu."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning.web.navigation import NavItem, Place, register


def _may_import(user: Any) -> bool:
    return bool(user.is_authenticated) and user.has_perm("register.import")


register(
    NavItem("register", _("Importer fra fil"), "register:new", order=45, visible=_may_import, place=Place.ACCOUNT)
)
