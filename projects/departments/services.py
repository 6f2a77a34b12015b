"""Changing the tree and who works where. A department never moves: it is closed and succeeded."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.accounts.services import grant_role
from medvirkning.web.concurrency import save_versioned
from medvirkning.web.refusals import RefusedError
from projects.departments.enums import MemberRole
from projects.departments.models import Department, Deputy, Membership


class DepartmentRefusedError(RefusedError):
    """The tree would break one of its rules."""


@transaction.atomic
def create_department(
    *,
    actor: User | None,
    code: str,
    name_nb: str,
    valid_from: datetime.date,
    parent: Department | None = None,
    name_nn: str = "",
    valid_to: datetime.date | None = None,
) -> Department:
    """Open a department under its parent for good. Raises `DepartmentRefusedError`."""
    if Department.objects.filter(code=code).exists():
        raise DepartmentRefusedError(
            _("Koden er i bruk eller har vært det; koder brukes aldri om igjen."), field="code"
        )
    if parent is not None and parent.outside_tree:
        raise DepartmentRefusedError(_("Enheten kan ikke ligge under «Ikke oppgitt»."), field="parent")
    if parent is None and Department.objects.roots().open_on(valid_from).exists():
        raise DepartmentRefusedError(
            _("Det finnes alt en øverste enhet. Velg hvilken enhet denne hører under."), field="parent"
        )
    return Department.objects.create(
        code=code,
        name_nb=name_nb,
        name_nn=name_nn,
        parent=parent,
        lineage=[*(parent.lineage if parent else []), code],
        valid_from=valid_from,
        valid_to=valid_to,
    )


@transaction.atomic
def rename_department(
    *, actor: User | None, department: Department, expected_version: int, name_nb: str, name_nn: str
) -> None:
    """Give a department another name; code and place stay. Raises `StaleVersion`."""
    department.name_nb, department.name_nn = name_nb, name_nn
    save_versioned(department, expected_version=expected_version, fields=["name_nb", "name_nn"])


def set_closed(*, department: Department, last_day: datetime.date, successors: Iterable[Department]) -> None:
    """Write the closing itself; `projects.work.services.closing` moves the open work in the same transaction."""
    heirs = list(successors)
    if last_day < department.valid_from:
        raise DepartmentRefusedError(_("Enheten kan ikke legges ned før den ble opprettet."), field="last_day")
    if any(heir.pk == department.pk for heir in heirs):
        raise DepartmentRefusedError(_("En enhet kan ikke etterfølge seg selv."), field="successors")
    if department.children.open_on(last_day + datetime.timedelta(days=1)).exists():
        raise DepartmentRefusedError(_("Legg ned enhetene under denne først."), field="last_day")
    department.valid_to = last_day
    save_versioned(department, expected_version=department.version, fields=["valid_to"])
    department.successors.set(heirs)


@transaction.atomic
def add_member(
    *,
    actor: User | None,
    user: User,
    department: Department,
    role: str = MemberRole.STAFF,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
) -> Membership:
    """Make an account staff or leader of a department in a period, and staff of the directorate with it."""
    membership, _created = Membership.objects.update_or_create(
        user=user, department=department, defaults={"role": role, "valid_from": valid_from, "valid_to": valid_to}
    )
    if not user.has_role(Role.STAFF):
        grant_role(actor=actor, user=user, role=Role.STAFF, valid_from=valid_from or department.valid_from)
    return membership


@transaction.atomic
def end_membership(*, actor: User | None, membership: Membership, last_day: datetime.date) -> None:
    """Let a membership end; the account keeps what it did."""
    if membership.valid_from and last_day < membership.valid_from:
        raise DepartmentRefusedError(_("Sluttdatoen er før startdatoen."), field="valid_to")
    membership.valid_to = last_day
    membership.save(update_fields=["valid_to"])


@transaction.atomic
def name_deputy(*, actor: User, deputy: User, valid_from: datetime.date, valid_to: datetime.date) -> Deputy:
    """Let somebody decide in the actor's place in a period. Only a leader has something to hand over."""
    if not Membership.objects.in_force(valid_from).leaders().filter(user=actor).exists():
        raise DepartmentRefusedError(_("Bare en leder kan utpeke stedfortreder."))
    if deputy.pk == actor.pk:
        raise DepartmentRefusedError(_("Velg en annen enn deg selv som stedfortreder."), field="deputy")
    if valid_to < valid_from:
        raise DepartmentRefusedError(_("Sluttdatoen er før startdatoen."), field="valid_to")
    return Deputy.objects.create(leader=actor, deputy=deputy, valid_from=valid_from, valid_to=valid_to)


@transaction.atomic
def remove_deputy(*, actor: User, deputy: Deputy) -> None:
    """Take a deputyship back."""
    if deputy.leader_id != actor.pk:
        raise DepartmentRefusedError(_("Bare lederen selv kan fjerne stedfortrederen."))
    deputy.delete()
