"""Closing, annulling and prolonging: which state may follow which stands in `enums.INVOLVEMENT_TRANSITIONS`."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import save_versioned
from medvirkning.web.precision import DatePrecision
from projects.involvement.enums import INVOLVEMENT_TRANSITIONS, InvolvementState
from projects.involvement.models import Involvement
from projects.involvement.services.checks import LogRefusedError
from projects.work.services import touch


@transaction.atomic
def close(*, actor: User, involvement: Involvement, expected_version: int) -> None:
    """Close an involvement. It needs no answers for that, and no confirmation changes by it."""
    _move(involvement, InvolvementState.CLOSED, expected_version, [])


@transaction.atomic
def annul(*, actor: User, involvement: Involvement, expected_version: int, reason: str) -> None:
    """Annul an involvement that was logged by mistake: it stays in the log and counts no more."""
    if not reason.strip():
        raise LogRefusedError(_("Skriv hvorfor medvirkningen annulleres."), field="annul_reason")
    involvement.annul_reason = reason
    _move(involvement, InvolvementState.ANNULLED, expected_version, ["annul_reason"])


def _move(involvement: Involvement, state: InvolvementState, expected_version: int, fields: list[str]) -> None:
    if state not in INVOLVEMENT_TRANSITIONS[involvement.state]:
        raise LogRefusedError(
            _("Medvirkningen kan ikke gå fra «%(before)s» til «%(after)s».")
            % {"before": involvement.get_state_display(), "after": state.label}
        )
    involvement.state = state
    save_versioned(involvement, expected_version=expected_version, fields=["state", *fields])
    touch([involvement.work_item_id])


@transaction.atomic
def set_planned_end(
    *,
    actor: User | None,
    involvement: Involvement,
    ended_on: datetime.date,
    precision: str = DatePrecision.DAY,
) -> None:
    """Give a group that goes on its planned end, or end it on the day it last met. Raises `LogRefusedError`.

    The actor is None where the portal itself ends a group that nobody confirmed.
    """
    event = involvement.event
    if ended_on < event.started_on:
        raise LogRefusedError(_("Sluttdatoen er før startdatoen."), field="ended_on")
    event.ended_on, event.ended_on_precision = ended_on, precision
    save_versioned(event, expected_version=event.version, fields=["ended_on", "ended_on_precision"])
    touch(event.involvements.values_list("work_item_id", flat=True))


@transaction.atomic
def confirm_met(*, actor: User, involvement: Involvement, year: int) -> None:
    """The owner says in January that a group that goes on met in the year passed. Raises `LogRefusedError`."""
    event = involvement.event
    if event.started_on.year > year or event.ended_on.year <= year:
        raise LogRefusedError(_("Gruppen går ikke videre fra %(year)s.") % {"year": year})
    event.met_in_year = year
    save_versioned(event, expected_version=event.version, fields=["met_in_year"])
