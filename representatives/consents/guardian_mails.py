"""The mails to guardians: by what they are known, and how they are forgotten (docs/adr/0188)."""

from collections.abc import Iterable

from medvirkning.notifications.services import forget_events
from representatives.consents.models import GuardianRequest
from representatives.people.models import Person


def event_of(request: GuardianRequest) -> str:
    """What a mail with the link of a guardian is about: one for each link."""
    return f"{_known_by(request.pk)}{request.token_hash[:16]}"


def forget_mails(requests: Iterable[int]) -> None:
    """Nothing is left in the outbox of what was sent to these guardians, nor their addresses."""
    forget_events(*(_known_by(pk) for pk in requests))


def forget_mails_about(person: Person) -> None:
    """The same, for every guardian who was asked about the person."""
    forget_mails(GuardianRequest.objects.filter(person=person).values_list("pk", flat=True))


def _known_by(pk: int) -> str:
    return f"panel-guardian:{pk}:"
