"""The rules of the log that somebody who fills in a form can break (domain.md, «Invariants»).

Each names the input to mend and those it was read from, so that a form with other faults can tell of all at once
what still holds.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.web.refusals import RefusedError
from projects.involvement.enums import PUBLIC_CONSULTATION, Capacity, Degree, Perspective
from projects.involvement.services.data import EventData, InvolvementData, Participant
from representatives.enrolments.models import Representative
from representatives.organisations.enums import INVOLVING
from representatives.organisations.models import Organisation
from representatives.people.models import Person
from representatives.profiles.models import Profile

# A date outside these is a slip of the finger: typed work begins after the first, planned events come before the last.
EARLIEST = datetime.date(1990, 1, 1)
LONGEST_AHEAD = datetime.timedelta(days=3 * 366)
COUNTS = ("users_count", "carers_count", "organisations_count")


class LogRefusedError(RefusedError):
    """The log would break one of its rules."""


@dataclass(frozen=True)
class Problem:
    """A rule that does not hold: what to say, at which input, and which others it was read from."""

    message: str
    field: str
    read_from: tuple[str, ...] = ()

    @property
    def inputs(self) -> set[str]:
        return {self.field, *self.read_from}


def check(event: EventData, involvement: InvolvementData) -> None:
    """Raises `LogRefusedError` at the first field to mend."""
    for problem in problems(event, involvement):
        raise LogRefusedError(problem.message, field=problem.field)


def problems(event: EventData, involvement: InvolvementData) -> Iterator[Problem]:
    """Everything that would be refused, in the order of the form."""
    if event.started_on < EARLIEST or event.started_on > timezone.localdate() + LONGEST_AHEAD:
        yield Problem(_("Datoen er for langt unna. Kontroller årstallet."), "started_on")
    if event.last_day < event.started_on:
        yield Problem(_("Sluttdatoen er før startdatoen."), "ended_on", ("started_on",))
    if not involvement.phases_in_order:
        yield Problem(_("Velg minst én fase."), "phases", ("phase", "more_phases"))
    yield from _who_problems(event, involvement)
    if involvement.degree not in Degree.values:
        yield Problem(_("Velg hvor mye de kunne påvirke."), "degree")


def _who_problems(event: EventData, involvement: InvolvementData) -> Iterator[Problem]:
    if not (event.people or event.organisations or any(getattr(event, name) for name in COUNTS)):
        yield Problem(_("Oppgi minst én person, organisasjon eller et antall."), "people", COUNTS)
    yield from (problem for one in event.people if (problem := _person_problem(one, event.started_on)))
    if _is_an_empty_consultation(event, involvement):
        yield Problem(
            _("En høring teller bare når en bruker- eller pårørendeorganisasjon eller en person har svart."),
            "people",
            ("form", "degree", *COUNTS),
        )
    perspective = involvement.perspective
    if perspective in (Perspective.USER, Perspective.BOTH) and event.users_count == 0:
        yield Problem(_("Antall brukere kan ikke være 0 når brukere medvirket."), "users_count", ("perspective",))
    if perspective in (Perspective.CARER, Perspective.BOTH) and event.carers_count == 0:
        yield Problem(_("Antall pårørende kan ikke være 0 når pårørende medvirket."), "carers_count", ("perspective",))


def _is_an_empty_consultation(event: EventData, involvement: InvolvementData) -> bool:
    """A public consultation counts only when a user or carer organisation or a person answered."""
    if event.form.code != PUBLIC_CONSULTATION or (involvement.degree or 0) < Degree.CONSULTATION:
        return False
    answered = event.people or event.users_count or event.carers_count
    return not (answered or any(one.organisation.kind in INVOLVING for one in event.organisations))


def _person_problem(one: Participant, day: datetime.date) -> Problem | None:
    """A person belongs to the named organisation on the first day, and represents it then."""
    if one.organisation is None:
        if one.capacity != Capacity.REPRESENTATION:
            return None
        text = _("%(name)s kan ikke representere noen uten en organisasjon.") % {"name": one.person.name}
        return Problem(text, "people", ("capacity",))
    if one.person.pk is None:
        # New to the log, and of the organisation from this day.
        return None
    if Person.objects.belonging_to(one.organisation.pk, day).filter(pk=one.person.pk).exists():
        return _mandate_problem(one.person, one.organisation, day) if one.capacity == Capacity.REPRESENTATION else None
    text = _("%(name)s hørte ikke til %(organisation)s den dagen.") % {
        "name": one.person.name,
        "organisation": one.organisation.name,
    }
    return Problem(text, "people", ("started_on",))


def _mandate_problem(person: Person, organisation: Organisation, day: datetime.date) -> Problem | None:
    """Representation counts with a mandate valid on the day (domain, the counting rule).

    Of somebody in the register the mandate is known; of people whom the log alone knows, that they belong to the
    organisation is what there is.
    """
    mandates = Representative.objects.all().held_on(day).filter(person=person, organisation=organisation)
    if not _is_in_register(person) or mandates.exists():
        return None
    text = _(
        "%(name)s hadde ikke mandat fra %(organisation)s den dagen. "
        "Velg en annen rolle enn representasjon, eller be organisasjonen rette mandatet."
    ) % {"name": person.name, "organisation": organisation.name}
    return Problem(text, "people", ("started_on", "capacity"))


def _is_in_register(person: Person) -> bool:
    """Somebody has said yes to being there."""
    return Profile.objects.filter(person=person).exists()
