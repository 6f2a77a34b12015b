"""What was withdrawn, on the list without names: a backup from before holds the consent as if it still did."""

import datetime
from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef

from medvirkning.audit import erasure_list
from medvirkning.audit.erasure_list import Line, Source
from medvirkning.audit.services import history_model
from representatives.consents.enums import TAKEN_BACK, ConsentEnd, ConsentPurpose
from representatives.consents.models import Consent
from representatives.people.models import Person
from representatives.people.services import end_disclosures

WITHDRAWN = "consent_withdrawn"


def note_withdrawn(person: Person, purposes: Iterable[str], at: datetime.datetime) -> None:
    """Add to the list what a person, or a guardian, takes back now."""
    erasure_list.note(*(_line(at, person.pk, purpose) for purpose in purposes))


def _line(at: datetime.datetime, person: int, purpose: str) -> Line:
    """By person and purpose: a consent given anew after the backup isn't in it, the one before is."""
    return Line(at, WITHDRAWN, Person._meta.label, person, str(purpose))


def _withdrawn() -> Iterator[Line]:
    rows = Consent.objects.filter(end__in=TAKEN_BACK).order_by("ended_at", "pk")
    for person, purpose, at in rows.values_list("person", "purpose", "ended_at").iterator():
        # A consent that has ended says when: the database holds it so.
        if at is not None:
            yield _line(at, person, purpose)


def _withdraw_again(line: Line) -> bool:
    """What was given before is over, from when it was withdrawn; what was given later stands."""
    person = Person.objects.select_for_update(of=("self",)).filter(pk=line.pk).first()
    if person is None:
        return False
    history = history_model(Consent)
    given = history.objects.filter(pgh_obj_id=OuterRef("pk"), pgh_label="insert", pgh_created_at__gt=line.at)
    rows = Consent.objects.filter(~Exists(given), person=person, purpose=line.what, ended_at=None)
    ended = rows.update(ended_at=line.at, end=ConsentEnd.WITHDRAWN)
    if ended and line.what in (ConsentPurpose.REGISTER, ConsentPurpose.SHOWN):
        end_disclosures(person=person)
    return bool(ended)


erasure_list.register(Source(kind=WITHDRAWN, lines=_withdrawn, again=_withdraw_again))
