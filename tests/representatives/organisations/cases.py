"""What the tests of organisations are about: the form as it is filled in, and the link of a mail."""

import re
from typing import Any

from medvirkning.notifications.models import Message
from representatives.geography.enums import County
from representatives.organisations.enums import OrganisationKind
from representatives.organisations.models import OrganisationApplication
from representatives.organisations.services import Applicant, Facts

ADDRESS = "kari.soker@forening.example"
# Valid numbers, of nobody.
NUMBER, OTHER_NUMBER = "810000007", "810000015"

REGISTER, THANKS = "/organisasjoner/registrer/", "/organisasjoner/registrer/takk/"
FACTS = "/organisasjoner/registrer/opplysninger/"
NEW = {"name": "Kari Søker", "language": "nn", "password": "et-ganske-langt-passord"}


def second_step(number: str = NUMBER) -> str:
    """The address of the second step."""
    return f"{FACTS}?nummer={number}" if number else f"{FACTS}?uten-nummer=ja"


def posted(**values: Any) -> dict[str, Any]:
    """The second step, filled in."""
    return {
        "name": "Nærlys brukerforening",
        "kind": OrganisationKind.USER,
        "is_democratic": "on",
        "is_member_based": "on",
        "is_run_by_users": "on",
        "involvement_is_core": "on",
        "counties": [County.TROMS, County.FINNMARK],
        "about": "Vi er til for alle som har vært der.",
        "website": "naerlys.example",
        "applicant_name": "Kari Søker",
        "applicant_email": ADDRESS,
        "message": "Vi vil gjerne være med.",
    } | values


def facts(**values: Any) -> Facts:
    """The same, as the service takes it."""
    given = {
        "name": "Nærlys brukerforening",
        "kind": OrganisationKind.USER,
        "organisation_number": NUMBER,
        "counties": ("55",),
        "is_democratic": True,
        "is_member_based": True,
        "is_run_by_users": True,
        "involvement_is_core": True,
    }
    return Facts(**given | values)


def applicant(**values: Any) -> Applicant:
    return Applicant(**{"applicant_name": "Kari Søker", "applicant_email": ADDRESS} | values)


def link_to(address: str = ADDRESS) -> str:
    """The path of the newest link that was mailed to an address."""
    message = Message.objects.filter(address=address, is_secret=True).order_by("-pk").first()
    assert message is not None
    found = re.search(r"/(?:registeret/kontakt|organisasjoner/registrer)/[^/\s]+/", message.words)
    assert found is not None
    return found[0]


def token_to(address: str = ADDRESS) -> str:
    return link_to(address).split("/")[-2]


def only_application() -> OrganisationApplication:
    return OrganisationApplication.objects.get()
