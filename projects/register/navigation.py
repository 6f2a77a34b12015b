"""The ways to the import: the person's own menu, and the page of files and imports."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from medvirkning.web import slots
from medvirkning.web.navigation import NavItem, Place, register


def _may_import(user: Any) -> bool:
    return bool(user.is_authenticated) and user.has_perm("register.import")


register(
    NavItem("register", _("Importer fra fil"), "register:new", order=45, visible=_may_import, place=Place.ACCOUNT)
)


def _new_import(request: HttpRequest, _subject: Any) -> slots.Fragment | None:
    return slots.Fragment("projects/register/_new_link.html") if _may_import(request.user) else None


slots.register("jobs.list", _new_import)
