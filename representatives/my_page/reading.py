"""What «Min side» shows of the one who reads it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import RoleGrant, User
from medvirkning.accounts.remembered import remembered
from medvirkning.audit.models import AccessLog
from medvirkning.web.dates import as_date
from representatives.consents.models import Consent
from representatives.people.looks import page_in_words
from representatives.people.models import Person
from representatives.people.querysets import people_for
from representatives.profiles.models import AvailabilityPeriod, Profile, TrainingRecord


def own_person(user: Any) -> Person | None:
    """The person behind the account, where there is one. Read once for each loaded account."""
    kept = remembered(user, "own_person")
    if "person" not in kept:
        kept["person"] = people_for(user).filter(user=user.pk).select_related("user").order_by("pk").first()
    return kept["person"]


def is_known_to_the_register(user: Any) -> bool:
    """Whether the register holds something of the account's person: also of one whose last post has ended."""
    kept = remembered(user, "is_known_to_the_register")
    if "known" not in kept:
        of_person = {"person": OuterRef("pk")}
        held = Q(Exists(Profile.objects.filter(**of_person))) | Q(Exists(Consent.objects.filter(**of_person)))
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


@dataclass(frozen=True)
class Look:
    """One look, in words."""

    at: datetime.datetime
    who: str
    roles: str
    what: str
    where: str


def in_words(row: AccessLog) -> Look:
    """Needs what `looks_at` has read."""
    what = str(row.get_access_class_display())
    return Look(row.at, name_of(row.actor), roles_then(row), what, page_in_words(row.view))


def name_of(account: User | None) -> str:
    """Who looked, by name; an account may be erased since."""
    return account.name if account is not None and account.name else _("En konto som er slettet")


def roles_then(row: AccessLog) -> str:
    """The roles that the account held on the day it looked."""
    if row.actor is None:
        return ""
    day = as_date(row.at)
    held = {
        grant.role
        for grant in row.actor.role_grants.all()
        if grant.valid_from <= day and (grant.valid_to is None or grant.valid_to >= day)
    }
    return ", ".join(str(role.label) for role in Role if role in held)
