"""Writing schemes and their rules, by version.

Rules that grants rest on are never changed: what a recipient was asked stays what it was. New rules hold from a year;
the grants of that year and later move to them, those that are judged stay where they were judged (docs/adr/0182).
"""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion, save_versioned
from representatives.grants.enums import RequirementState
from representatives.grants.models import GrantScheme, SchemeRules
from representatives.grants.services.shared import GrantRefusedError, demand, demand_year, held, lock_schemes


@dataclass(frozen=True)
class SchemeFacts:
    """What a scheme is called, and when it ended."""

    name: str
    about: str = ""
    closed_on: datetime.date | None = None


SCHEME_FACTS = tuple(SchemeFacts.__dataclass_fields__)
RULES_FACTS = ("first_year", "requirement", "source_url")


@transaction.atomic
def make_scheme(*, actor: User, code: str, facts: SchemeFacts) -> GrantScheme:
    """Enter a scheme by its code, which no other has.

    Raises `NotAllowedError`, `GrantRefusedError` and `ValidationError`.
    """
    demand(actor)
    lock_schemes()
    scheme = GrantScheme(code=" ".join(code.split()))
    if GrantScheme.objects.filter(code__iexact=scheme.code).exists():
        raise GrantRefusedError(_("En annen ordning har alt denne koden."), field="code")
    _set_facts(scheme, facts)
    scheme.full_clean()
    scheme.save(force_insert=True)
    return scheme


@transaction.atomic
def change_scheme(*, actor: User, scheme: GrantScheme, expected_version: int, facts: SchemeFacts) -> GrantScheme:
    """Say something else of a scheme; its code stays. A scheme with later grants was not closed before them.

    Raises `NotAllowedError`, `GrantRefusedError`, `StaleVersion` and `ValidationError`.
    """
    demand(actor)
    stored = held(scheme)
    _set_facts(stored, facts)
    stored.clean_fields(exclude=["code"])
    latest = stored.grants.aggregate(year=Max("year"))["year"]
    if stored.closed_on is not None and latest is not None and latest > stored.closed_on.year:
        raise GrantRefusedError(
            _("Ordningen har tilskudd for %(year)s, og kan ikke være avsluttet før det.") % {"year": latest},
            field="closed_on",
        )
    save_versioned(stored, expected_version=expected_version, fields=SCHEME_FACTS)
    return stored


@transaction.atomic
def add_rules(
    *, actor: User, scheme: GrantScheme, first_year: int, requirement: str, source_url: str = ""
) -> SchemeRules:
    """Enter rules that hold from a year. Grants of that year and later that aren't judged move to them.

    Raises `NotAllowedError`, `GrantRefusedError` and `ValidationError`.
    """
    demand(actor)
    stored = held(scheme)
    last = stored.rules.aggregate(number=Max("number"))["number"] or 0
    rules = SchemeRules(scheme=stored, number=last + 1)
    _set_rules(rules, first_year, requirement, source_url)
    rules.full_clean()
    rules.save(force_insert=True)
    move_grants(stored)
    return rules


@transaction.atomic
def change_rules(
    *,
    actor: User,
    rules: SchemeRules,
    expected_version: int,
    first_year: int,
    requirement: str,
    source_url: str = "",
) -> SchemeRules:
    """Mend rules that no grant rests on. Raises as `add_rules`, and `StaleVersion`."""
    demand(actor)
    scheme = held(rules.scheme)
    stored = scheme.rules.filter(pk=rules.pk).first()
    if stored is None:
        raise StaleVersion(None)
    if stored.grants.exists():
        raise GrantRefusedError(
            _("Det finnes tilskudd etter dette regelverket, så det kan ikke endres. Legg inn et nytt i stedet.")
        )
    _set_rules(stored, first_year, requirement, source_url)
    stored.full_clean()
    save_versioned(stored, expected_version=expected_version, fields=RULES_FACTS)
    move_grants(scheme)
    return stored


def move_grants(scheme: GrantScheme) -> None:
    """Let every grant that isn't judged rest on the rules of its year."""
    newest_first = list(scheme.rules.order_by("-first_year"))
    after: int | None = None
    for rules in newest_first:
        years = {"year__gte": rules.first_year} | ({"year__lt": after} if after is not None else {})
        unjudged = scheme.grants.filter(requirement_state=RequirementState.UNKNOWN, **years)
        unjudged.exclude(rules=rules).update(rules=rules, version=F("version") + 1)
        after = rules.first_year
    if after is not None:
        unjudged = scheme.grants.filter(requirement_state=RequirementState.UNKNOWN, year__lt=after)
        unjudged.exclude(rules=None).update(rules=None, version=F("version") + 1)


def _set_facts(scheme: GrantScheme, facts: SchemeFacts) -> None:
    scheme.name = " ".join(facts.name.split())
    scheme.about = facts.about.strip()
    scheme.closed_on = facts.closed_on


def _set_rules(rules: SchemeRules, first_year: int, requirement: str, source_url: str) -> None:
    demand_year(first_year, field="first_year")
    rules.first_year, rules.requirement, rules.source_url = first_year, requirement.strip(), source_url
