"""Writing grants: who got how much in which year, whether the requirement was met, and the report."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion, save_versioned
from medvirkning.web.files.errors import BadValueError
from representatives.grants.amounts import LARGEST
from representatives.grants.enums import NEEDS_REASON, RecipientKind, RequirementState
from representatives.grants.models import Grant, GrantScheme
from representatives.grants.municipalities import valid_municipality_number
from representatives.grants.services.shared import GrantRefusedError, demand, demand_year, held, rules_for
from representatives.organisations.models import Organisation


@dataclass(frozen=True)
class GrantFacts:
    """Who got how much, and when a report is due."""

    year: int
    recipient_kind: str
    amount: int
    organisation: Organisation | None = None
    municipality_number: str = ""
    municipality_name: str = ""
    report_due_on: datetime.date | None = None


FACTS = tuple(GrantFacts.__dataclass_fields__)
JUDGEMENT = ("requirement_state", "requirement_reason")
REPORT = ("report_received_on", "report")
LONGEST_NAME = 100


@transaction.atomic
def make_grant(*, actor: User, scheme: GrantScheme, facts: GrantFacts) -> Grant:
    """Enter a grant; it rests on the rules in force in its year.

    Raises `NotAllowedError`, `GrantRefusedError` and `ValidationError`.
    """
    demand(actor)
    stored = held(scheme)
    grant = Grant(scheme=stored)
    _set_facts(grant, facts)
    grant.rules = rules_for(stored, facts.year)
    grant.validate_constraints()
    grant.save(force_insert=True)
    return grant


@transaction.atomic
def change_grant(*, actor: User, grant: Grant, expected_version: int, scheme: GrantScheme, facts: GrantFacts) -> Grant:
    """Say something else of a grant. What was judged was judged by the rules of one scheme and year: those stay.

    Raises `NotAllowedError`, `GrantRefusedError`, `StaleVersion` and `ValidationError`.
    """
    demand(actor)
    target = held(scheme)
    stored = _held(grant)
    moves = (stored.scheme_id, stored.year) != (target.pk, facts.year)
    if moves and stored.is_judged:
        raise GrantRefusedError(
            _("Kravet er vurdert etter regelverket for ordningen og året. Ta bort vurderingen først."),
            field="year" if stored.scheme_id == target.pk else "scheme",
        )
    stored.scheme = target
    _set_facts(stored, facts)
    if moves:
        stored.rules = rules_for(target, facts.year)
    stored.validate_constraints()
    save_versioned(stored, expected_version=expected_version, fields=["scheme", "rules", *FACTS])
    return stored


@transaction.atomic
def judge(*, actor: User, grant: Grant, expected_version: int, state: str, reason: str) -> Grant:
    """Say whether the requirement was met, by the rules that the grant rests on; or take that back.

    Less than met is said with a reason, which the recipient reads. Raises `NotAllowedError`, `GrantRefusedError` and
    `StaleVersion`.
    """
    demand(actor)
    scheme = held(grant.scheme)
    stored = _held(grant)
    reason = reason.strip()
    if state not in RequirementState.values:
        raise GrantRefusedError(_("Velg om kravet er oppfylt."), field="requirement_state")
    if state == RequirementState.UNKNOWN:
        reason = ""
        # Newer rules may have come while the judgement stood.
        stored.rules = rules_for(scheme, stored.year)
    elif not stored.requirement:
        raise GrantRefusedError(
            _("Kravet er ikke oppgitt. Skriv det inn i ordningens regelverk for året før du vurderer."),
            field="requirement_state",
        )
    elif state in NEEDS_REASON and not reason:
        raise GrantRefusedError(_("Skriv hvorfor kravet ikke er oppfylt fullt ut."), field="requirement_reason")
    stored.requirement_state, stored.requirement_reason = state, reason
    save_versioned(stored, expected_version=expected_version, fields=[*JUDGEMENT, "rules"])
    return stored


@transaction.atomic
def note_report(
    *, actor: User, grant: Grant, expected_version: int, received_on: datetime.date | None, report: str
) -> Grant:
    """Note when the report came and what it says about involvement.

    Raises `NotAllowedError`, `GrantRefusedError` and `StaleVersion`.
    """
    demand(actor)
    stored = _held(grant)
    report = report.strip()
    if received_on is not None and received_on > timezone.localdate():
        raise GrantRefusedError(_("Datoen er ikke kommet ennå."), field="report_received_on")
    if report and received_on is None:
        raise GrantRefusedError(_("Oppgi når rapporten kom."), field="report_received_on")
    stored.report_received_on, stored.report = received_on, report
    save_versioned(stored, expected_version=expected_version, fields=REPORT)
    return stored


def _held(grant: Grant) -> Grant:
    rows = Grant.objects.select_for_update(of=("self",)).select_related("rules", "organisation")
    found = rows.filter(pk=grant.pk).first()
    if found is None:
        raise StaleVersion(None)
    return found


def _set_facts(grant: Grant, facts: GrantFacts) -> None:
    """On the object. Raises `GrantRefusedError` and `ValidationError`."""
    demand_year(facts.year)
    closed_on = grant.scheme.closed_on
    if closed_on is not None and facts.year > closed_on.year:
        raise GrantRefusedError(_("Ordningen var avsluttet da."), field="year")
    if not 1 <= facts.amount <= LARGEST:
        raise GrantRefusedError(_("Beløpet må være minst 1 krone, og ikke mer enn 13 siffer."), field="amount")
    for name in FACTS:
        setattr(grant, name, getattr(facts, name))
    if facts.recipient_kind == RecipientKind.MUNICIPALITY:
        _set_municipality(grant, facts)
    elif facts.organisation is None:
        raise GrantRefusedError(_("Velg organisasjonen som fikk tilskuddet."), field="organisation")
    else:
        grant.municipality_number = grant.municipality_name = ""


def _set_municipality(grant: Grant, facts: GrantFacts) -> None:
    grant.organisation = None
    grant.municipality_name = " ".join(facts.municipality_name.split())
    if len(grant.municipality_name) > LONGEST_NAME:
        raise GrantRefusedError(_("Navnet er for langt."), field="municipality_name")
    if not grant.municipality_name:
        raise GrantRefusedError(_("Skriv navnet på kommunen."), field="municipality_name")
    try:
        grant.municipality_number = valid_municipality_number(facts.municipality_number)
    except BadValueError as error:
        raise GrantRefusedError(str(error), field="municipality_number") from error
