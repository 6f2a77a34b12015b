"""What the tests of panels are about: who is invited, the link of a mail, and a year below the age limit."""

import datetime
import re
from typing import Any

from django.conf import settings
from django.utils import timezone

from medvirkning import audit
from medvirkning.notifications.models import Message
from representatives.panels import services
from representatives.panels.enums import PanelKind
from representatives.panels.models import Panel, PanelMember
from representatives.panels.services import Answer
from tests import register_factories

ADDRESS = "noor.ny@post.example"
GUARDIAN = "foresatt@post.example"
NEW = {"name": "Noor Ny", "language": "nb", "password": "et-ganske-langt-passord"}


def mails_to(address: str) -> Any:
    """What lies in the outbox for an address, newest first."""
    return Message.objects.filter(address=address).order_by("-pk")


def link_to(address: str, kind: str = "panel") -> str:
    """The path of the newest link that was mailed to an address: `panel` or `foresatt`."""
    for message in mails_to(address).filter(is_secret=True):
        if found := re.search(rf"/registeret/{kind}/[^/\s]+/", message.words):
            return found[0]
    raise AssertionError(f"No link to {address}")


def token_to(address: str, kind: str = "panel") -> str:
    return link_to(address, kind).split("/")[-2]


def minor_year() -> int:
    """Born in it, one is below the limit for three years yet."""
    return timezone.localdate().year - settings.MEDVIRKNING_CONSENT_AGE + 2


def adult_year() -> int:
    return timezone.localdate().year - settings.MEDVIRKNING_CONSENT_AGE - 1


def youth_panel(**values: Any) -> Panel:
    return register_factories.panel(**{"kind": PanelKind.YOUTH, "name": "Unge stemmer"} | values)


def invited(panel: Panel, *, token: str = "lenke", **values: Any) -> PanelMember:
    """An open invitation to a panel, with a link that is known."""
    with audit.context(command="factory"):
        return PanelMember.objects.create(
            panel=panel,
            **{
                "name": "Noor Ny",
                "email": ADDRESS,
                "token_hash": register_factories.token_hash(token),
                "expires_at": timezone.now() + datetime.timedelta(days=14),
            }
            | values,
        )


def minor_said_yes(panel: Panel, *, birth_year: int | None = None, email: str = ADDRESS) -> PanelMember:
    """Somebody below the age limit has said yes, and the guardian is asked."""
    token = f"ung-{email}"
    invited(panel, token=token, email=email)
    answer = Answer(birth_year or minor_year(), "Forelder Foresatt", GUARDIAN)
    with audit.context(command="test"):
        services.accept_as_new(token=token, **NEW, answer=answer)
    return PanelMember.objects.get(panel=panel, person__user__email=email)


def minor_is_in(panel: Panel, **values: Any) -> PanelMember:
    """And the guardian has said yes."""
    member = minor_said_yes(panel, **values)
    with audit.context(command="test"):
        services.agree(token=token_to(GUARDIAN, "foresatt"))
    member.refresh_from_db()
    return member
