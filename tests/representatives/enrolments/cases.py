"""What the tests of posts are about: somebody who is entered, and the link of a mail."""

import datetime
import re
from typing import Any

from django.urls import reverse
from django.utils import timezone

from medvirkning.notifications.models import Message
from representatives.enrolments import services
from representatives.enrolments.kinds import REPRESENTATIVE, Kind
from representatives.enrolments.services import Entered
from representatives.organisations.models import Organisation

ADDRESS = "anga.ceahkke@post.example"
# An apostrophe, Sámi letters, a hyphen.
NAME = "Áŋŋá Čeahkkevuohtačohkka-O'Brien"
PASSWORD = "et-ganske-langt-passord"
YES = {"register": "on"}
NEW = {"name": NAME, "language": "nb", "password": PASSWORD} | YES


def today(days: int = 0) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def who(**values: Any) -> Entered:
    return Entered(**{"name": NAME, "email": ADDRESS} | values)


def posted(**values: Any) -> dict[str, Any]:
    """The form of entering somebody, filled in."""
    return {
        "name": NAME,
        "email": ADDRESS,
        "phone": "",
        "language": "nn",
    } | values


def mandate_of(post: Any, **values: Any) -> dict[str, Any]:
    """The form of a mandate, filled in."""
    return {
        "version": post.version,
        "valid_from": today().isoformat(),
        "valid_to": today(700).isoformat(),
        "mandate": "Uttaler seg om tilbudet",
    } | values


def employment_of(post: Any, **values: Any) -> dict[str, Any]:
    """The form of an employment, filled in."""
    return {
        "version": post.version,
        "position": "Erfaringskonsulent",
        "percentage": "60",
        "valid_from": today().isoformat(),
        "valid_to": "",
    } | values


def enter(actor: Any, organisation: Organisation, *, kind: Kind = REPRESENTATIVE, **values: Any) -> tuple[Any, str]:
    """Somebody is entered. Gives the row and its token."""
    return services.enter(actor=actor, organisation=organisation, kind=kind, who=who(**values))


def set_mandate(actor: Any, post: Any, **values: Any) -> Any:
    """The mandate of somebody who has said yes: from today, for two years or so."""
    terms = {"valid_from": today(), "valid_to": today(700)} | values
    return services.set_mandate(actor=actor, post=post, expected_version=post.version, **terms)


def page_of(token: str) -> str:
    return reverse("enrolments:invitation", args=[token])


def link_to(address: str) -> str:
    """The path of the newest link that was mailed to an address."""
    text = Message.objects.filter(address=address, is_secret=True).order_by("-pk").first().words
    return re.search(r"/registeret/invitasjon/[^/\s]+/", text)[0]


def token_to(address: str) -> str:
    return link_to(address).split("/")[-2]


def link_on(page: Any) -> str:
    """The link that a page shows to be handed over, as a path."""
    found = re.search(r'id="new-link"[^>]*value="https?://[^/]+([^"]+)"', page.text)
    return found[1] if found else ""


def once_token_on(page: Any) -> str:
    """The token of the page's form, by which it is taken in once."""
    return re.search(r'name="once_token" value="([^"]+)"', page.text)[1]
