"""What the tests of units are about: an application as it is filled in, and the link of a mail."""

import re
from typing import Any

from advice.units.enums import OwnerKind, SizeClass, UnitKind
from advice.units.models import ServiceUnit
from advice.units.services import Applicant, Facts
from medvirkning.notifications.models import Message
from representatives.geography.enums import County

ADDRESS = "kari.soker@bergen.example"


def posted(**values: Any) -> dict[str, Any]:
    """The form of registration, filled in."""
    return {
        "name": "Rus og psykisk helse",
        "owner_kind": OwnerKind.MUNICIPALITY,
        "owner_name": "Bergen kommune",
        "county": County.VESTLAND,
        "kind": UnitKind.MUNICIPAL_SERVICE,
        "size_class": SizeClass.FROM_10,
        "applicant_name": "Kari Søker",
        "applicant_email": ADDRESS,
        "application_text": "Vi vil gjerne i gang.",
    } | values


def facts(**values: Any) -> Facts:
    given = {name: value for name, value in posted(**values).items() if name in Facts.__dataclass_fields__}
    return Facts(**given)


def applicant(**values: Any) -> Applicant:
    given = {name: value for name, value in posted(**values).items() if name in Applicant.__dataclass_fields__}
    return Applicant(**given)


def link_to(address: str) -> str:
    """The path of the newest invitation that was mailed to an address."""
    text = Message.objects.filter(address=address, is_secret=True).order_by("-pk").first().words
    return re.search(r"/rad/invitasjon/[^/\s]+/", text)[0]


def token_to(address: str) -> str:
    return link_to(address).split("/")[-2]


def only_unit() -> ServiceUnit:
    return ServiceUnit.objects.get()
