"""Reading grants: staff and the Centre see all, a contact those of the own organisations."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Count, F, Func, Max, Min, Q, Sum, Value, When
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.web.numbers import percentage
from medvirkning.web.visible import visible_rows
from representatives.grants.enums import JUDGED, ReportState, RequirementState
from representatives.organisations.querysets import organisations_of

if TYPE_CHECKING:
    from representatives.grants.models import Grant, GrantScheme, SchemeRules  # noqa: F401 - named in the types

# A share of fewer says little (domain, the counting rule).
FEW = 5
READERS = (Role.STAFF, Role.CENTRE, Role.ORGANISATION_CONTACT)


class GrantSchemeQuerySet(models.QuerySet["GrantScheme"]):
    def visible_to(self, user: Any) -> Self:
        """Staff, the Centre, and contacts of organisations, who meet them on their grants."""
        if user.is_authenticated and user.has_role(*READERS):
            return self
        return self.none()

    def matching(self, words: str) -> Self:
        """By name, or the whole code."""
        return self.filter(Q(name__icontains=words) | Q(code__iexact=words))

    def with_list_data(self) -> Self:
        """The years a scheme's rules are known from, and how many versions there are."""
        return self.annotate(rules_count=Count("rules"), rules_from=Min("rules__first_year"))

    def open_in(self, year: int) -> Self:
        """Not closed before a year."""
        return self.filter(Q(closed_on=None) | Q(closed_on__year__gte=year))


class SchemeRulesQuerySet(models.QuerySet["SchemeRules"]):
    def visible_to(self, user: Any) -> Self:
        """As the schemes they belong to."""
        if user.is_authenticated and user.has_role(*READERS):
            return self
        return self.none()

    def for_year(self, year: int) -> Self:
        """The rules in force in a year, first."""
        return self.filter(first_year__lte=year).order_by("-first_year")

    def with_use(self) -> Self:
        """How many grants rest on them."""
        return self.annotate(grant_count=Count("grants"))


@dataclass(frozen=True)
class YearTotal:
    """What was given in a year."""

    year: int
    grants: int
    amount: int


@dataclass(frozen=True)
class RequirementShare:
    """Of the grants of a scheme in a year that were judged: how many met the requirement."""

    year: int
    scheme: str
    code: str
    grants: int
    amount: int
    judged: int
    met: int
    partly: int
    not_met: int
    missing_reports: int

    @property
    def is_few(self) -> bool:
        """Whether the share rests on so few that it says little (domain: under 5)."""
        return 0 < self.judged < FEW

    @property
    def share(self) -> Decimal | None:
        """In per cent with one decimal; no value where none is judged."""
        return percentage(self.met, self.judged)


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, user: Any) -> Self:
        """Staff and the Centre see all, a contact those of the own organisations."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.STAFF, Role.CENTRE):
            return self
        return self.filter(organisation__in=organisations_of(user))

    def with_list_data(self) -> Self:
        """What the list shows, and the key by which recipients of both kinds stand in one order."""
        key = Case(
            When(organisation__isnull=False, then=F("organisation__sort_key")),
            default=Func(F("municipality_name"), function="norwegian_sort_key"),
            output_field=models.CharField(max_length=600, db_collation="C"),
        )
        return self.select_related("scheme", "organisation", "rules").annotate(recipient_key=key)

    def matching(self, words: str) -> Self:
        """By the recipient's name or number, and the name or code of the scheme."""
        return self.filter(
            Q(organisation__name__icontains=words)
            | Q(organisation__organisation_number="".join(words.split()))
            | Q(municipality_name__icontains=words)
            | Q(municipality_number=words)
            | Q(scheme__name__icontains=words)
            | Q(scheme__code__iexact=words)
        )

    def judged(self) -> Self:
        """The Centre has said whether the requirement was met."""
        return self.filter(requirement_state__in=[state.value for state in JUDGED])

    def reporting(self, state: str, on: datetime.date | None = None) -> Self:
        """Those whose report stands so on a day (today)."""
        return self.filter(_report(state, on or timezone.localdate()))

    def totals_by_year(self) -> list[YearTotal]:
        """Number and kroner by year, newest first."""
        rows = self.order_by().values("year").annotate(grants=Count("pk"), kroner=Sum("amount")).order_by("-year")
        return [YearTotal(row["year"], row["grants"], row["kroner"]) for row in rows]

    def requirement_shares(self, on: datetime.date | None = None) -> list[RequirementShare]:
        """By year and scheme, newest year first. Who was not judged counts in no share."""
        day = on or timezone.localdate()
        rows = (
            self.order_by()
            .values("year", "scheme")
            .annotate(
                scheme_name=Max("scheme__name"),
                code=Max("scheme__code"),
                place=Max("scheme__sort_key"),
                grants=Count("pk"),
                kroner=Sum("amount"),
                judged=Count("pk", filter=Q(requirement_state__in=[state.value for state in JUDGED])),
                met=Count("pk", filter=Q(requirement_state=RequirementState.MET)),
                partly=Count("pk", filter=Q(requirement_state=RequirementState.PARTLY)),
                not_met=Count("pk", filter=Q(requirement_state=RequirementState.NOT_MET)),
                missing=Count("pk", filter=_report(ReportState.MISSING, day)),
            )
            .order_by("-year", "place", "code")
        )
        return [
            RequirementShare(
                year=row["year"],
                scheme=row["scheme_name"],
                code=row["code"],
                grants=row["grants"],
                amount=row["kroner"],
                judged=row["judged"],
                met=row["met"],
                partly=row["partly"],
                not_met=row["not_met"],
                missing_reports=row["missing"],
            )
            for row in rows
        ]

    def years(self) -> list[int]:
        """The years there are grants of, newest first."""
        return list(self.order_by("-year").values_list("year", flat=True).distinct())


def _report(state: str, day: datetime.date) -> Q:
    late = Q(report_due_on__isnull=False, report_received_on__gt=F("report_due_on"))
    return {
        ReportState.NOT_ASKED.value: Q(report_received_on=None, report_due_on=None),
        ReportState.WAITED_FOR.value: Q(report_received_on=None, report_due_on__gte=day),
        ReportState.MISSING.value: Q(report_received_on=None, report_due_on__lt=day),
        ReportState.LATE.value: late,
        ReportState.RECEIVED.value: Q(report_received_on__isnull=False) & ~late,
    }.get(str(state), Q(Value(False)))


def grants_for(user: Any) -> GrantQuerySet:
    """The grants that the account sees."""
    return visible_rows(GrantQuerySet, "representatives.Grant", user)


def schemes_for(user: Any) -> GrantSchemeQuerySet:
    """The schemes that the account sees."""
    return visible_rows(GrantSchemeQuerySet, "representatives.GrantScheme", user)


def rules_of(scheme: "GrantScheme", user: Any) -> Sequence["SchemeRules"]:
    """The versions of a scheme's rules, newest first, with how many grants rest on each."""
    rows = visible_rows(SchemeRulesQuerySet, "representatives.SchemeRules", user)
    return list(rows.filter(scheme=scheme).with_use().order_by("-first_year"))
