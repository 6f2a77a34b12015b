"""The mails to guardians, and what is known of them: both go when nothing rests on the answer (docs/adr/0188)."""

from collections.abc import Iterable

from django.utils import timezone

from medvirkning.audit.services import empty_history
from medvirkning.notifications.services import forget_events
from representatives.consents.models import GuardianRequest
from representatives.people.models import Person


def event_of(request: GuardianRequest) -> str:
    """What a mail with the link of a guardian is about: one for each link."""
    return f"{_known_by(request.pk)}{request.token_hash[:16]}"


def forget_mails(requests: Iterable[int]) -> None:
    """Nothing is left in the outbox of what was sent to these guardians, nor their addresses."""
    forget_events(*(_known_by(pk) for pk in requests))


def forget_guardians(requests: Iterable[int]) -> None:
    """No name, no address, no mail, no link that works: that somebody was asked, and answered, is all that stays."""
    keys = list(requests)
    rows = GuardianRequest.objects.filter(pk__in=keys)
    rows.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    rows.update(name="", email="")
    empty_history(model=GuardianRequest, pks=keys)
    forget_mails(keys)


def forget_guardians_who_agreed(person: Person) -> None:
    """Of everybody whose yes the person was here by. Who has not answered is asked for something else."""
    rows = GuardianRequest.objects.filter(person=person, answered_at__isnull=False)
    forget_guardians(rows.values_list("pk", flat=True))


def _known_by(pk: int) -> str:
    return f"panel-guardian:{pk}:"
