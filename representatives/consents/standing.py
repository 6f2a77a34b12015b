"""Whom the texts that a person reads are written for: by what the person is in the register today.

A consent that was given as something one is no more holds until it runs out; what is agreed to anew is the text of
what one is now (docs/adr/0199).
"""

from collections.abc import Callable

from django.db.models import BooleanField, ExpressionWrapper, Q

from representatives.consents.enums import OF_WHO_WAS_ENTERED, READS, Audience, ConsentPurpose
from representatives.consents.models import Consent
from representatives.people.models import Person

# Who is one, as a condition on `Person`: of a post that holds, today or from a day to come.
Standing = Callable[[], Q]

_standings: dict[Audience, Standing] = {}


def register(audience: Audience) -> Callable[[Standing], Standing]:
    """Say of whom a room's texts for an audience tell; the same audience again replaces itself."""

    def add(standing: Standing) -> Standing:
        _standings[audience] = standing
        return standing

    return add


def standing_of(person: Person) -> frozenset[Audience]:
    """What the person is in the register today; nothing of whom no post is left. One query."""
    asked = {
        f"is_{audience}": ExpressionWrapper(standing(), output_field=BooleanField())
        for audience, standing in _standings.items()
    }
    row = Person.objects.filter(pk=person.pk).annotate(**asked).values(*asked).first() or {}
    return frozenset(audience for audience in _standings if row.get(f"is_{audience}"))


def does_something(purpose: str, standing: frozenset[Audience]) -> bool:
    """Whether anything follows from a yes, for who is this in the register."""
    return purpose not in OF_WHO_WAS_ENTERED or Audience.ADULT in standing


def audience_of(person: Person, standing: frozenset[Audience] | None = None) -> Audience:
    """Whose texts the person reads. Where no post is left, as the last time the person was asked to be here.

    Who sits on a panel beside a mandate or an employment reads the panels' text: it alone tells of both.
    """
    found = standing_of(person) if standing is None else standing
    if found:
        return _of_all(found)
    last = Consent.objects.filter(person=person, purpose=ConsentPurpose.REGISTER).order_by("-given_at", "-pk")
    audience = last.values_list("text__audience", flat=True).first()
    return READS.get(audience or Audience.ADULT, Audience.ADULT)


def audience_with(audience: Audience | str, person: Person | None) -> Audience:
    """Whose texts somebody reads who is about to become this beside what the person is already, if anything."""
    own = standing_of(person) if person is not None else frozenset()
    return _of_all(own | {Audience(audience)})


def _of_all(standing: frozenset[Audience]) -> Audience:
    return next(iter(standing)) if len(standing) == 1 else Audience.PANEL
