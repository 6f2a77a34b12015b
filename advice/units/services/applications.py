"""A service registers itself; the Centre approves or refuses it."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advice.units import notices
from advice.units.enums import UnitState
from advice.units.models import ServiceUnit
from advice.units.services.leadership import issue
from advice.units.services.tree import (
    UnitRefusedError,
    demand,
    demand_fitting,
    demand_transition,
    lock_tree,
    locked,
    place,
)
from medvirkning.accounts.enums import Language
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import normalise_email
from medvirkning.web.concurrency import save_versioned

DECISION = ["state", "parent", "lineage", "decided_by", "decided_at", "decision_reason"]


class DuplicateUnitError(UnitRefusedError):
    """A unit of that name and owner is registered, or waits for it."""


@dataclass(frozen=True)
class Facts:
    """What a service says of itself."""

    name: str
    owner_kind: str
    owner_name: str
    county: str
    kind: str
    size_class: str
    organisation_number: str = ""


@dataclass(frozen=True)
class Applicant:
    """Who is to lead the unit, and what was written to the Centre."""

    applicant_name: str
    applicant_email: str
    application_text: str = ""


@transaction.atomic
def register_unit(
    *, actor: User | None, facts: Facts, applicant: Applicant, parent: ServiceUnit | None = None
) -> ServiceUnit:
    """Take in a service that registers itself: it waits for the Centre. Anybody may, also without an account.

    The same form sent twice makes one unit and one mail: what waits already, word for word, is given back. Raises
    `DuplicateUnitError`, `UnitRefusedError` and `ValidationError`.
    """
    lock_tree()
    said = _tidy(facts, applicant)
    demand_fitting(said["owner_kind"], said["kind"])
    same = ServiceUnit.objects.named(said["name"], said["owner_name"]).first()
    if same is not None:
        if _is_repetition(same, said, parent):
            return same
        raise DuplicateUnitError(
            _("En tjeneste med dette navnet er alt meldt inn for denne eieren. Skriv et navn som skiller dem.")
            if same.state == UnitState.APPLIED
            else _(
                "Denne tjenesten er alt registrert. Be lederen om en invitasjon, "
                "eller skriv til Senter for brukermedvirkning."
            ),
            field="name",
        )
    unit = ServiceUnit(
        **said,
        applicant_language=Language.of_the_page(),
        is_from_above=actor is not None and parent is not None and actor.has_perm("units.add_below", parent),
    )
    unit.full_clean(exclude=["parent", "decided_by"])
    unit.save()
    place(unit, parent)
    unit.save(update_fields=["parent", "lineage"])
    notices.confirm_receipt(unit)
    notices.tell_centre(unit)
    return unit


@transaction.atomic
def approve(*, actor: User, unit: ServiceUnit, parent: ServiceUnit | None, reason: str = "") -> ServiceUnit:
    """The unit is registered, under the parent the Centre says, and who asked is invited to lead it.

    Raises `NotAllowedError` and `UnitRefusedError`, which is what the second of two at once gets.
    """
    lock_tree()
    stored = locked(unit)
    demand(actor, "units.decide", stored)
    demand_transition(stored, UnitState.APPROVED)
    place(stored, parent)
    _decide(stored, UnitState.APPROVED, actor=actor, reason=reason)
    issue(
        actor=actor,
        unit=stored,
        name=stored.applicant_name,
        email=stored.applicant_email,
        is_applicants=True,
    )
    return stored


@transaction.atomic
def refuse(*, actor: User, unit: ServiceUnit, reason: str) -> ServiceUnit:
    """The unit isn't registered, and who asked is told why. Raises `NotAllowedError` and `UnitRefusedError`."""
    lock_tree()
    stored = locked(unit)
    demand(actor, "units.decide", stored)
    demand_transition(stored, UnitState.REFUSED)
    if not reason.strip():
        raise UnitRefusedError(_("Skriv hvorfor enheten ikke godkjennes."), field="reason")
    _decide(stored, UnitState.REFUSED, actor=actor, reason=reason)
    notices.tell_refused(stored)
    return stored


def _decide(unit: ServiceUnit, state: UnitState, *, actor: User, reason: str) -> None:
    unit.state, unit.decision_reason = state, reason.strip()
    unit.decided_by, unit.decided_at = actor, timezone.now()
    save_versioned(unit, expected_version=unit.version, fields=DECISION)


def _tidy(facts: Facts, applicant: Applicant) -> dict[str, str]:
    """Without the spaces that nobody sees; the address as accounts are kept."""
    said = {name: value.strip() for name, value in {**asdict(facts), **asdict(applicant)}.items()}
    said |= {name: " ".join(said[name].split()) for name in ("name", "owner_name", "applicant_name")}
    said["applicant_email"] = normalise_email(said["applicant_email"])
    return said


def _is_repetition(unit: ServiceUnit, said: dict[str, str], parent: ServiceUnit | None) -> bool:
    """Whether exactly this waits already."""
    return (
        unit.state == UnitState.APPLIED
        and unit.parent_id == (parent.pk if parent else None)
        and all(getattr(unit, name) == value for name, value in said.items())
    )
