"""Finding people who have agreed to be found, without reading who they are.

In the results is who agrees to stand in the register and to be shown, and has a current post of a registered, open
organisation that Enhetsregisteret calls neither bankrupt nor deleted (docs/adr/0191); asked at each reading, so that
whoever withdraws is gone from the next page. Neither names nor contact data are read: the rows hold what staff may see
of somebody without a name, and nothing else.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    Func,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, RowNumber
from django.utils import timezone
from django.utils.translation import get_language

from medvirkning.accounts.enums import Role
from medvirkning.web.periods import in_force
from representatives.consents.enums import ConsentPurpose
from representatives.consents.querysets import consented
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.finding.enums import FoundKind
from representatives.organisations.models import Organisation
from representatives.people.models import Disclosure, Person
from representatives.people.posts import was_entered
from representatives.people.querysets import PersonQuerySet
from representatives.profiles.models import AvailabilityPeriod, SpokenLanguage, TrainingRecord
from representatives.subjects.models import SubjectArea

# What is read of a person and the profile. No name, no contact data and nothing special is among it.
READ = ("id", "user_id", "profile__person_id", "profile__county", "profile__ways", "profile__languages")
# As for every figure about persons: groups of one to four are not shown (domain, «Other figures»).
SMALLEST_GROUP = 5
Choices = list[tuple[str, str]]
_THEME, _LANGUAGE = "theme", "language"


def findable_for(user: Any, on: datetime.date | None = None) -> PersonQuerySet:
    """Everybody that the account may find on a day (today): staff and the Centre find all who agree to it."""
    people: PersonQuerySet = Person.objects.all()
    if not (user.is_authenticated and user.has_role(Role.STAFF, Role.CENTRE)):
        return people.none()
    return findable(people, on)


def findable(people: PersonQuerySet, on: datetime.date | None = None) -> PersonQuerySet:
    """Those of the people who can be found, with the organisation that each is found under.

    Who has posts in several organisations is found under one, the first: together they would say who it is. The posts
    are joined, not asked for one by one: a search of everybody costs a tenth of it (docs/adr/0179).
    """
    day = on or timezone.localdate()
    return (
        people.filter(consented(ConsentPurpose.SHOWN, person="pk", on=day))
        .annotate(
            mandate=_current("representatives", day),
            job=_current("experienceconsultants", day),
            # Their keys by name: a condition on the relation itself, in a call of its own, would join it anew.
            mandate_id=F("mandate__pk"),
            job_id=F("job__pk"),
            found_in=Coalesce("mandate__organisation_id", "job__organisation_id"),
        )
        .filter(found_in__isnull=False)
        .filter(
            ~Exists(_earlier(Representative, "mandate_id", day)),
            ~Exists(_earlier(ExperienceConsultant, "job_id", day)),
        )
    )


def as_kind(people: PersonQuerySet, kind: str) -> PersonQuerySet:
    """Of findable people, those with a post of the kind, found under it."""
    rows: Any = people
    if kind == FoundKind.REPRESENTATIVE:
        found: PersonQuerySet = rows.filter(mandate_id__isnull=False)
    else:
        found = rows.filter(job_id__isnull=False).annotate(found_in=F("job__organisation_id"))
    return found


def available(people: PersonQuerySet, first: datetime.date, last: datetime.date) -> PersonQuerySet:
    """Those with a period that holds every day from the first to the last."""
    periods = AvailabilityPeriod.objects.filter(person=OuterRef("pk"), valid_from__lte=first, valid_to__gte=last)
    return people.filter(Exists(periods))


def trained(people: PersonQuerySet, kind: str) -> PersonQuerySet:
    """Those who have taken a training."""
    return people.filter(Exists(TrainingRecord.objects.filter(person=OuterRef("pk"), kind=kind)))


def _open_organisations(on: datetime.date) -> Any:
    return Organisation.objects.answering(on).order_by().values("pk")


def _current(relation: str, on: datetime.date) -> FilteredRelation:
    """Posts that hold on the day, at registered organisations that are open."""
    holds = in_force(on, f"{relation}__valid_from", f"{relation}__valid_to")
    accepted = {
        f"{relation}__state": EnrolmentState.ACCEPTED,
        f"{relation}__organisation__in": Subquery(_open_organisations(on)),
    }
    return FilteredRelation(relation, condition=holds & Q(**accepted))


def _earlier(model: type[Representative] | type[ExperienceConsultant], key: str, on: datetime.date) -> Any:
    """Another such post of the same person, registered before the one that was joined."""
    rows: Any = model.objects.all()
    return rows.current(on).filter(
        person=OuterRef("pk"), pk__lt=OuterRef(key), organisation__in=_open_organisations(on)
    )


def spread(people: PersonQuerySet, on: datetime.date | None = None) -> PersonQuerySet:
    """One of each organisation in each county first, then a second of each; the organisations by turns within that.

    Who comes first among equals is drawn anew each day, and stays through the day, so that pages hang together and
    nobody is always at the top.
    """
    day = on or timezone.localdate()
    drawn = Func(F("pk"), Value(day.toordinal()), function="hashint8extended", output_field=BigIntegerField())
    return people.annotate(
        drawn=drawn,
        turn=Window(RowNumber(), partition_by=[F("found_in"), F("profile__county")], order_by=[F("drawn"), F("pk")]),
        round=Window(RowNumber(), partition_by=[F("found_in")], order_by=[F("drawn"), F("pk")]),
    ).order_by("turn", "round", "drawn", "pk")


def with_list_data(people: PersonQuerySet, on: datetime.date | None = None) -> PersonQuerySet:
    """With what a row shows, and only that."""
    day = on or timezone.localdate()
    organisation = Organisation.objects.filter(pk=OuterRef("found_in")).values("name")
    training = TrainingRecord.objects.filter(person=OuterRef("pk")).order_by("kind").values("kind").distinct()
    periods = AvailabilityPeriod.objects.filter(person=OuterRef("pk"), valid_to__gte=day)
    last = periods.order_by().values("person").annotate(last=Max("valid_to")).values("last")
    return (
        people.select_related("profile")
        .only(*READ)
        .annotate(
            organisation_name=Subquery(organisation),
            training_kinds=ArraySubquery(training),
            available_until=Subquery(last),
        )
    )


@dataclass(frozen=True)
class Summary:
    """How the results are spread."""

    people: int
    organisations: int
    counties: int


def summary_of(people: PersonQuerySet) -> Summary:
    """How many people, in how many organisations and counties."""
    found = people.order_by().aggregate(
        people=Count("pk"),
        organisations=Count("found_in", distinct=True),
        counties=Count("profile__county", distinct=True, filter=~Q(profile__county="")),
    )
    return Summary(**found)


# One person's page


def seen_people_for(user: Any) -> PersonQuerySet:
    """Whose page the account may open: the Centre all whom an organisation or an employer has entered, staff those
    disclosed to them. Who sits on a panel and is nothing else here has no page (docs/adr/0186).
    """
    people: PersonQuerySet = Person.objects.all()
    if not user.is_authenticated:
        return people.none()
    if user.has_role(Role.CENTRE):
        return people.filter(consented(person="pk")).filter(was_entered())
    if user.has_role(Role.STAFF):
        disclosed = Disclosure.objects.in_force().filter(person=OuterRef("pk"), account=user.pk)
        return people.filter(consented(ConsentPurpose.SHOWN, person="pk")).filter(Exists(disclosed))
    return people.none()


# Organisations


def organisations_named(people: PersonQuerySet, *, at_least: int, most: int) -> list[str]:
    """The organisations that may be named over a result: those with so many in it, the largest first (adr 0178)."""
    rows: Any = people
    groups = rows.order_by().values("found_in").annotate(people=Count("pk")).filter(people__gte=at_least)
    name = Subquery(Organisation.objects.filter(pk=OuterRef("found_in")).order_by().values("name"))
    named = groups.annotate(name=name).order_by("-people", "found_in")
    return list(named.values_list("name", flat=True)[:most])


# What the filters offer


@dataclass(frozen=True)
class FindingChoices:
    """Themes and languages that people may choose, named in the reader's language."""

    themes: Choices
    languages: Choices


def finding_choices() -> FindingChoices:
    """Both by one query."""
    today = timezone.localdate()
    themes = _values(SubjectArea.objects.themes(), _THEME)
    languages = _values(SpokenLanguage.objects.in_use(today), _LANGUAGE)
    rows = sorted(themes.union(languages, all=True), key=lambda row: (row[1], row[3]))
    return FindingChoices(
        themes=[(row[2], row[3]) for row in rows if row[0] == _THEME],
        languages=[(row[2], row[3]) for row in rows if row[0] == _LANGUAGE],
    )


def names_of(model: type[SubjectArea] | type[SpokenLanguage], codes: Iterable[str]) -> list[str]:
    """Values by their codes, named in the reader's language; a code that is no more is shown as it stands."""
    named = {value.code: value.name for value in model.objects.filter(code__in=list(codes))}
    return [named.get(code, code) for code in codes]


def _values(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    """(kind, place, code, name)."""
    own = f"name_{(get_language() or 'nb')[:2]}"
    name = Case(When(**{own: ""}, then=F("name_nb")), default=F(own)) if own != "name_nb" else F("name_nb")
    return cast(
        "QuerySet[Any]",
        rows.order_by()
        .annotate(
            a_kind=Value(kind, CharField()),
            b_place=F("position"),
            c_code=F("code"),
            d_name=Cast(name, CharField()),
        )
        .values_list("a_kind", "b_place", "c_code", "d_name"),
    )
