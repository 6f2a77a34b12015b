"""What units add to other pages, and the parts of their own record."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from advice.units.models import ServiceUnit, UnitInvitation, UnitLeader
from medvirkning import audit
from medvirkning.web import slots
from medvirkning.web.slots import Fragment

audit.register_part(ServiceUnit, audit.Part(UnitLeader, by="unit", label=_("Ledere")))
audit.register_part(ServiceUnit, audit.Part(UnitInvitation, by="unit", label=_("Invitasjoner")))


def way_to_register(request: HttpRequest, edition: Any) -> Fragment | None:
    """On the front of the catalogue: a service that wants to use the advice registers itself."""
    return Fragment("advice/units/_register_link.html")


slots.register("advice.list", way_to_register, order=50)
