"""Where units stand, what is said of them, and when they close. Whatever changes the tree waits for one lock."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advice.units.enums import KINDS_OF, UNIT_TRANSITIONS, UnitState
from advice.units.models import ServiceUnit
from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion, save_versioned
from medvirkning.web.refusals import NotAllowedError, RefusedError

# What a leader says of the own unit; the Centre says the rest too.
LEADERS_FACTS = ("name", "size_class")
FACTS = (*LEADERS_FACTS, "owner_kind", "owner_name", "organisation_number", "county", "kind")


class UnitRefusedError(RefusedError):
    """The unit can't be changed like this."""


def lock_tree() -> None:
    """One change of the tree at a time, to the end of the transaction: no two moves make a circle, and no two
    registrations the same unit. (docs/adr/0121)
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('advice.units.tree'))")


def locked(unit: ServiceUnit) -> ServiceUnit:
    """The unit as it is stored, held until the transaction ends. Raises `StaleVersion` where it is gone."""
    found = ServiceUnit.objects.select_for_update(of=("self",)).filter(pk=unit.pk).first()
    if found is None:
        raise StaleVersion(None)
    return found


def demand(actor: User, permission: str, unit: ServiceUnit) -> None:
    """Raises `NotAllowedError`."""
    if not actor.has_perm(permission, unit):
        raise NotAllowedError(_("Du har ikke tilgang til å gjøre dette med enheten."))


def demand_transition(unit: ServiceUnit, state: UnitState) -> None:
    """Raises `UnitRefusedError` where the state table has no such step."""
    if state not in UNIT_TRANSITIONS[unit.state]:
        raise UnitRefusedError(
            _("Enheten har alt en annen tilstand: %(state)s.") % {"state": unit.get_state_display().lower()}
        )


def demand_fitting(owner_kind: str, kind: str) -> None:
    """Raises `UnitRefusedError` where such an owner has no such service: like units would be others than they are."""
    if kind not in KINDS_OF.get(owner_kind, ()):
        raise UnitRefusedError(
            _(
                "«Hører til» og «Type tjeneste» passer ikke sammen. "
                "Velg en type som en slik eier har, eller en annen eier."
            ),
            field="kind",
        )


def place(unit: ServiceUnit, parent: ServiceUnit | None) -> None:
    """Set where the unit stands, on the object. Call it behind `lock_tree`. Raises `UnitRefusedError`."""
    above: list[int] = []
    if parent is not None:
        stored = ServiceUnit.objects.filter(pk=parent.pk, state=UnitState.APPROVED).first()
        if stored is None:
            raise UnitRefusedError(_("Enheten over er ikke godkjent, eller er lagt ned."), field="parent_words")
        if unit.pk in stored.lineage:
            raise UnitRefusedError(
                _("En enhet kan ikke høre under seg selv eller en enhet som hører under den."), field="parent_words"
            )
        above = stored.lineage
    unit.parent = parent
    unit.lineage = [*above, unit.pk]


@transaction.atomic
def change_facts(*, actor: User, unit: ServiceUnit, expected_version: int, values: Mapping[str, Any]) -> ServiceUnit:
    """Say something else of a unit. A leader changes name and size.

    Raises `NotAllowedError`, `UnitRefusedError`, `StaleVersion` and `ValidationError`.
    """
    lock_tree()
    stored = locked(unit)
    demand(actor, "units.change", stored)
    allowed = FACTS if actor.has_perm("units.decide", stored) else LEADERS_FACTS
    if unknown := set(values) - set(allowed):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning endrer dette."), field=min(unknown))
    for name, value in values.items():
        setattr(stored, name, " ".join(value.split()) if name in ("name", "owner_name") else value)
    if {"owner_kind", "kind"} & set(values):
        demand_fitting(stored.owner_kind, stored.kind)
    _save(stored, expected_version, values)
    return stored


@transaction.atomic
def move(*, actor: User, unit: ServiceUnit, expected_version: int, parent: ServiceUnit | None) -> ServiceUnit:
    """Let a unit, with all below it, stand under another one, or under none.

    Raises `NotAllowedError`, `UnitRefusedError` and `StaleVersion`.
    """
    lock_tree()
    stored = locked(unit)
    demand(actor, "units.decide", stored)
    if stored.state != UnitState.APPROVED:
        raise UnitRefusedError(_("Bare godkjente enheter kan flyttes."))
    depth = len(stored.lineage)
    place(stored, parent)
    _save(stored, expected_version, ["parent", "lineage"])
    rows = list(ServiceUnit.objects.select_for_update(of=("self",)).below(stored).order_by("pk"))
    for row in rows:
        row.lineage = [*stored.lineage, *row.lineage[depth:]]
    ServiceUnit.objects.bulk_update(rows, ["lineage"])
    return stored


@transaction.atomic
def close(*, actor: User, unit: ServiceUnit, expected_version: int, last_day: datetime.date) -> ServiceUnit:
    """The unit is there no more. What it assessed can be read, and invitations to lead it are withdrawn.

    Raises `NotAllowedError`, `UnitRefusedError` and `StaleVersion`.
    """
    lock_tree()
    stored = locked(unit)
    demand(actor, "units.decide", stored)
    demand_transition(stored, UnitState.CLOSED)
    if last_day > timezone.localdate():
        raise UnitRefusedError(
            _("Siste dag kan ikke ligge fram i tid. Legg ned enheten når dagen er der."), field="last_day"
        )
    if ServiceUnit.objects.below(stored).registered().exists():
        raise UnitRefusedError(_("Flytt eller legg ned enhetene under denne først."))
    stored.state, stored.closed_on = UnitState.CLOSED, last_day
    _save(stored, expected_version, ["state", "closed_on"])
    stored.invitations.open().update(withdrawn_at=timezone.now())
    return stored


def _save(unit: ServiceUnit, expected_version: int, fields: Iterable[str]) -> None:
    """Clean what is saved, then save it, if it is the version that was seen."""
    if unit.version != expected_version:
        raise StaleVersion(ServiceUnit.objects.get(pk=unit.pk))
    unit.full_clean(exclude=["parent", "decided_by"])
    save_versioned(unit, expected_version=expected_version, fields=fields)
