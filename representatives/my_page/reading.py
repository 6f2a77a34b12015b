"""What «Min side» shows of the one who reads it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, Max, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, JSONObject, NullIf, TruncDate
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import RoleGrant, User
from medvirkning.accounts.remembered import remembered
from medvirkning.audit.enums import AccessClass
from medvirkning.audit.models import AccessLog
from medvirkning.web.dates import as_date
from representatives.consents.models import Consent
from representatives.panels.models import PanelMember
from representatives.people.looks import kind_in_words, page_in_words
from representatives.people.models import Person
from representatives.people.querysets import people_for
from representatives.profiles.models import AvailabilityPeriod, Profile, TrainingRecord

A_DAY = datetime.timedelta(days=1, hours=1)
# So many of one day are told one by one.
MOST_LOOKS = 200
# What was read in one request is one opening; without a request each is its own.
_KEY = Cast("pk", CharField())


def own_person(user: Any) -> Person | None:
    """The person behind the account, where there is one. Read once for each loaded account."""
    kept = remembered(user, "own_person")
    if "person" not in kept:
        kept["person"] = people_for(user).filter(user=user.pk).select_related("user").order_by("pk").first()
    return kept["person"]


def is_known_to_the_register(user: Any) -> bool:
    """Whether the register holds something of the account's person.

    Also of one whose last post has ended, and of one who waits for a guardian and has agreed to nothing yet.
    """
    kept = remembered(user, "is_known_to_the_register")
    if "known" not in kept:
        of_person = {"person": OuterRef("pk")}
        held = Q(Exists(Profile.objects.filter(**of_person))) | Q(Exists(Consent.objects.filter(**of_person)))
        held |= Q(Exists(PanelMember.objects.taken().filter(**of_person)))
        kept["known"] = Person.objects.filter(held, user=user.pk).exists()
    return bool(kept["known"])


def availability_of(person: Person) -> QuerySet[AvailabilityPeriod]:
    """Periods that last until today or longer, the first one first."""
    return AvailabilityPeriod.objects.filter(person=person).not_ended().order_by("valid_from", "pk")


def training_of(person: Person) -> QuerySet[TrainingRecord]:
    """With who says so."""
    rows = TrainingRecord.objects.filter(person=person).select_related("stated_by")
    return rows.order_by("kind", "-completed_on", "pk")


def looks_at(person: Person) -> QuerySet[AccessLog]:
    """Who has looked at the person's data, the last first, with the roles they had."""
    grants = Prefetch("actor__role_grants", queryset=RoleGrant.objects.order_by("valid_from", "pk"))
    rows = AccessLog.objects.about(person).select_related("actor").prefetch_related(grants)
    return rows.order_by("-at", "-pk")


def looks_by_day(person: Person) -> QuerySet[AccessLog]:
    """The same, one row for each reader, day and page: the last look of them, with `looks`, all of them."""
    day, reader = TruncDate("at"), Coalesce("actor_id", Value(0))
    logged = AccessLog.objects.about(person).annotate(day=day, reader=reader)
    last = logged.order_by().values("day", "reader", "view").annotate(last=Max("pk")).values("last")
    same = logged.filter(
        reader=OuterRef("reader"),
        view=OuterRef("view"),
        day=OuterRef("day"),
        # The day again, as the index reads it.
        at__range=(OuterRef("at") - A_DAY, OuterRef("at") + A_DAY),
    )
    each = same.order_by("-at", "-pk").values(
        look=JSONObject(at="at", access_class="access_class", opening=Coalesce(NullIf("request_id", Value("")), _KEY))
    )
    return (
        looks_at(person).annotate(day=day, reader=reader, looks=ArraySubquery(each[:MOST_LOOKS])).filter(pk__in=last)
    )


@dataclass(frozen=True)
class Opening:
    """One time that a page was opened: when, and the classes it showed."""

    at: datetime.datetime
    what: str


@dataclass(frozen=True)
class LooksOfDay:
    """What one reader saw on one page in one day."""

    day: datetime.date
    who: str
    roles: str
    kind: str
    where: str
    what: str
    openings: tuple[Opening, ...]
    # Whether there were more than are told one by one.
    has_more: bool

    @property
    def number(self) -> int:
        return len(self.openings)


def day_in_words(row: Any) -> LooksOfDay:
    """Needs what `looks_by_day` has read. One page opened shows several classes, and is one look."""
    times: dict[str, datetime.datetime] = {}
    classes: dict[str, set[str]] = {}
    for look in row.looks:
        times.setdefault(look["opening"], datetime.datetime.fromisoformat(look["at"]))
        classes.setdefault(look["opening"], set()).add(look["access_class"])
    return LooksOfDay(
        day=row.day,
        who=name_of(row.actor),
        roles=roles_then(row),
        kind=kind_in_words(row.view),
        where=page_in_words(row.view),
        what=_classes_in_words(set().union(*classes.values())),
        openings=tuple(Opening(at, _classes_in_words(classes[key])) for key, at in times.items()),
        has_more=len(row.looks) == MOST_LOOKS,
    )


def _classes_in_words(classes: set[str]) -> str:
    return capfirst(", ".join(str(one.label).lower() for one in AccessClass if one.value in classes))


@dataclass(frozen=True)
class Look:
    """One look, in words."""

    at: datetime.datetime
    who: str
    roles: str
    what: str
    where: str
    kind: str


def in_words(row: AccessLog) -> Look:
    """Needs what `looks_at` has read."""
    what = str(row.get_access_class_display())
    return Look(row.at, name_of(row.actor), roles_then(row), what, page_in_words(row.view), kind_in_words(row.view))


def name_of(account: User | None) -> str:
    """Who looked, by name; an account may be erased since."""
    return account.name if account is not None and account.name else _("En konto som er slettet")


def roles_then(row: AccessLog) -> str:
    """The roles that the account held on the day it looked."""
    return ", ".join(str(Role(role).label) for role in roles_held(row))


def roles_held(row: AccessLog) -> list[str]:
    """The same by their codes."""
    if row.actor is None:
        return []
    day = as_date(row.at)
    held = {
        grant.role
        for grant in row.actor.role_grants.all()
        if grant.valid_from <= day and (grant.valid_to is None or grant.valid_to >= day)
    }
    return [role.value for role in Role if role in held]
