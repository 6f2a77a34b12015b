"""Changing the plan, the activities and the network. Each act is one transaction and checks who does it."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from advice.catalogue.models import Advice, Edition
from advice.implementation.bodies import body_of
from advice.implementation.enums import ActivityState, GoalState
from advice.implementation.models import ImplementationActivity, NetworkMember, PlanGoal
from advice.implementation.querysets import members_of
from medvirkning.accounts.models import User
from medvirkning.web.concurrency import save_versioned
from medvirkning.web.dates import format_date
from medvirkning.web.refusals import NotAllowedError, RefusedError

# What a form may say of each; who holds it is given as one text.
ACTIVITY_FIELDS = (
    "edition", "goal", "title", "description", "arena", "starts_on", "ends_on", "place", "url", "is_public",
)  # fmt: skip
BODY_FIELDS = ("organisation", "organiser_name")
STATE_FIELDS = ("state", "reached", "cancel_reason")
GOAL_FIELDS = ("title", "description", "from_year", "to_year", "responsible", "state", "done_on", "source", "position")
MEMBER_FIELDS = ("name", "role", "email", "valid_from", "valid_to")
# Between two parts of the plan there is room for another.
STEP = 10


class ImplementationRefusedError(RefusedError):
    """The plan, an activity or a membership would break one of its rules."""


# Activities


@transaction.atomic
def add_activity(
    *, actor: User, edition: Edition, organiser: str, pieces: Iterable[Advice] = (), **values: Any
) -> ImplementationActivity:
    """Add a planned activity. Raises `NotAllowedError`, `ImplementationRefusedError` and `ValidationError`."""
    _demand(actor, "implementation.add_activity", _("Bare ansatte og Senter for brukermedvirkning legger inn dette."))
    activity = ImplementationActivity(edition=edition, added_by=actor, **_only(values, ACTIVITY_FIELDS))
    chosen = _check_activity(activity, organiser, pieces)
    activity.save()
    activity.pieces.set(chosen)
    return activity


@transaction.atomic
def change_activity(
    *,
    actor: User,
    activity: ImplementationActivity,
    expected_version: int,
    organiser: str,
    pieces: Iterable[Advice],
    changes: Mapping[str, Any],
) -> ImplementationActivity:
    """Change what an activity says of itself; where it stands has an act of its own.

    Raises `NotAllowedError`, `ImplementationRefusedError`, `StaleVersion` and `ValidationError`.
    """
    _demand_own(actor, activity)
    for name, value in _only(changes, ACTIVITY_FIELDS).items():
        setattr(activity, name, value)
    chosen = _check_activity(activity, organiser, pieces)
    if activity.state == ActivityState.HELD:
        _check_has_begun(activity, field="starts_on")
    save_versioned(activity, expected_version=expected_version, fields=[*changes, *BODY_FIELDS])
    activity.pieces.set(chosen)
    return activity


@transaction.atomic
def set_activity_state(
    *,
    actor: User,
    activity: ImplementationActivity,
    expected_version: int,
    state: str,
    reached: int | None = None,
    cancel_reason: str = "",
) -> ImplementationActivity:
    """Say that an activity was held and whom it reached, that it is cancelled and why, or that it is planned again.

    Empty reach is unknown, never 0. Raises `NotAllowedError`, `ImplementationRefusedError` and `StaleVersion`.
    """
    _demand_own(actor, activity)
    if state not in ActivityState.values:
        raise ImplementationRefusedError(_("Velg hvor aktiviteten står."), field="state")
    if state == ActivityState.HELD:
        _check_has_begun(activity, field="state")
    if reached is not None and state != ActivityState.HELD:
        raise ImplementationRefusedError(
            _("Bare en aktivitet som er gjennomført, har nådd noen. La feltet stå tomt."), field="reached"
        )
    reason = cancel_reason.strip()
    if state == ActivityState.CANCELLED and not reason:
        raise ImplementationRefusedError(_("Skriv hvorfor aktiviteten er avlyst."), field="cancel_reason")
    activity.state, activity.reached = ActivityState(state), reached
    activity.cancel_reason = reason if state == ActivityState.CANCELLED else ""
    save_versioned(activity, expected_version=expected_version, fields=STATE_FIELDS)
    return activity


# The plan


@transaction.atomic
def add_goal(*, actor: User, edition: Edition, **values: Any) -> PlanGoal:
    """Add a part to the plan, last unless its place is given. Raises as `change_goal` does."""
    _demand_plan(actor)
    given = _only(values, GOAL_FIELDS)
    if given.get("position") is None:
        last = PlanGoal.objects.of_edition(edition).aggregate(last=Max("position"))["last"] or 0
        given["position"] = last + STEP
    goal = PlanGoal(edition=edition, **given)
    _check_goal(goal)
    goal.save()
    return goal


@transaction.atomic
def change_goal(*, actor: User, goal: PlanGoal, expected_version: int, changes: Mapping[str, Any]) -> PlanGoal:
    """Change a part of the plan, or where it stands.

    Raises `NotAllowedError`, `ImplementationRefusedError`, `StaleVersion` and `ValidationError`.
    """
    _demand_plan(actor)
    given = _only(changes, GOAL_FIELDS)
    for name, value in given.items():
        setattr(goal, name, value)
    _check_goal(goal)
    save_versioned(goal, expected_version=expected_version, fields=given)
    return goal


# The network


@transaction.atomic
def add_member(*, actor: User, edition: Edition, body: str, **values: Any) -> NetworkMember:
    """Let somebody into the network. Raises as `change_member` does."""
    _demand_network(actor)
    member = NetworkMember(edition=edition, added_by=actor, **_only(values, MEMBER_FIELDS))
    _check_member(member, body)
    member.save()
    return member


@transaction.atomic
def change_member(
    *, actor: User, member: NetworkMember, expected_version: int, body: str, changes: Mapping[str, Any]
) -> NetworkMember:
    """Change what is said of a member.

    Raises `NotAllowedError`, `ImplementationRefusedError`, `StaleVersion` and `ValidationError`.
    """
    _demand_network(actor)
    for name, value in _only(changes, MEMBER_FIELDS).items():
        setattr(member, name, value)
    _check_member(member, body)
    save_versioned(member, expected_version=expected_version, fields=[*changes, "organisation", "organisation_name"])
    return member


@transaction.atomic
def end_membership(
    *, actor: User, member: NetworkMember, expected_version: int, last_day: datetime.date
) -> NetworkMember:
    """Somebody leaves the network: name and address go 12 months after that day.

    Raises `NotAllowedError`, `ImplementationRefusedError` and `StaleVersion`.
    """
    _demand_network(actor)
    if last_day < member.valid_from:
        raise ImplementationRefusedError(
            _("Medlemmet kom med %(date)s. Velg en dag etter det.") % {"date": format_date(member.valid_from)},
            field="valid_to",
        )
    member.valid_to = last_day
    save_versioned(member, expected_version=expected_version, fields=["valid_to"])
    return member


# Rules


def _check_activity(activity: ImplementationActivity, organiser: str, pieces: Iterable[Advice]) -> list[Advice]:
    body = body_of(organiser)
    activity.organisation, activity.organiser_name = body.organisation, body.name
    if body.organisation is None and not body.name:
        raise ImplementationRefusedError(_("Skriv hvem som arrangerer."), field="organiser")
    chosen = list(pieces)
    if any(piece.edition_id != activity.edition_id for piece in chosen):
        raise ImplementationRefusedError(_("Velg råd fra den samme utgaven."), field="pieces")
    if activity.goal is not None and activity.goal.edition_id != activity.edition_id:
        raise ImplementationRefusedError(_("Velg en del av planen for den samme utgaven."), field="goal")
    activity.full_clean(exclude=["added_by"])
    return chosen


def _check_has_begun(activity: ImplementationActivity, *, field: str) -> None:
    if activity.starts_on > timezone.localdate():
        raise ImplementationRefusedError(
            _("Aktiviteten er %(date)s. Fra den dagen kan den stå som gjennomført.")
            % {"date": format_date(activity.starts_on)},
            field=field,
        )


def _check_goal(goal: PlanGoal) -> None:
    done = goal.state == GoalState.DONE
    if done and goal.done_on is None:
        raise ImplementationRefusedError(_("Skriv når det ble gjort."), field="done_on")
    if not done and goal.done_on is not None:
        raise ImplementationRefusedError(
            _("Datoen hører til det som er gjort. Velg «Gjort», eller la datoen stå tom."), field="done_on"
        )
    if goal.done_on is not None and goal.done_on > timezone.localdate():
        raise ImplementationRefusedError(_("Datoen er fram i tid."), field="done_on")
    goal.full_clean()


def _check_member(member: NetworkMember, text: str) -> None:
    body = body_of(text)
    member.organisation, member.organisation_name = body.organisation, body.name
    if body.organisation is None and not body.name:
        raise ImplementationRefusedError(_("Skriv hvilken organisasjon medlemmet kommer fra."), field="body")
    same = members_of(member.edition).in_force().exclude(pk=member.pk)
    if member.email and same.filter(email__iexact=member.email).exists():
        raise ImplementationRefusedError(_("Noen med denne adressen er alt med i nettverket."), field="email")
    member.full_clean(exclude=["added_by"])


def _only(values: Mapping[str, Any], allowed: Iterable[str]) -> dict[str, Any]:
    if unknown := set(values) - set(allowed):
        raise ValueError(f"not to be set here: {', '.join(sorted(unknown))}")
    return dict(values)


def _demand(actor: User, permission: str, message: str, on: Any = None) -> None:
    if not actor.has_perm(permission, on):
        raise NotAllowedError(message)


def _demand_own(actor: User, activity: ImplementationActivity) -> None:
    _demand(
        actor,
        "implementation.change_activity",
        _("Bare den som la inn aktiviteten, og Senter for brukermedvirkning, endrer den."),
        activity,
    )


def _demand_plan(actor: User) -> None:
    _demand(actor, "implementation.edit_plan", _("Bare Senter for brukermedvirkning endrer planen."))


def _demand_network(actor: User) -> None:
    _demand(actor, "implementation.edit_network", _("Bare Senter for brukermedvirkning endrer nettverket."))
