"""What the unit will do about a gap: who, by when. Actions belong to the unit and live on into the next year."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advice.assessments.enums import ACTION_TRANSITIONS, ActionState
from advice.assessments.models import Assessment, AssessmentAction
from advice.assessments.services.checks import AssessmentRefusedError, demand
from advice.catalogue.models import Advice
from medvirkning.accounts.models import User
from medvirkning.web.concurrency import save_versioned


@transaction.atomic
def add_action(
    *, actor: User, assessment: Assessment, advice: Advice, text: str, owner_name: str, due_on: datetime.date
) -> AssessmentAction:
    """Agree on an action about a piece. Raises `NotAllowedError` and `AssessmentRefusedError`."""
    demand(actor, "assessments.act", assessment)
    _check(text, owner_name)
    if due_on < timezone.localdate():
        raise AssessmentRefusedError(_("Fristen er passert. Sett en frist fra i dag eller senere."), field="due_on")
    return AssessmentAction.objects.create(
        assessment=assessment,
        unit=assessment.unit,
        department=assessment.department,
        advice=advice,
        text=text.strip(),
        owner_name=owner_name.strip(),
        due_on=due_on,
        added_by=actor,
    )


@transaction.atomic
def change_action(
    *,
    actor: User,
    action: AssessmentAction,
    expected_version: int,
    text: str,
    owner_name: str,
    due_on: datetime.date,
    state: str,
    done_on: datetime.date | None = None,
    outcome: str = "",
) -> AssessmentAction:
    """Change an action, or say that it is done or dropped. Approved assessments keep it as it was agreed.

    A deadline that is moved may not be past; a new one is remembered anew. Raises `NotAllowedError`,
    `AssessmentRefusedError` and `StaleVersion`.
    """
    demand(actor, "assessments.act", action)
    _check(text, owner_name)
    stored = AssessmentAction.objects.select_for_update().get(pk=action.pk)
    today = timezone.localdate()
    if state != stored.state and state not in ACTION_TRANSITIONS[stored.state]:
        raise AssessmentRefusedError(_("Tiltaket kan ikke gå rett dit fra der det er nå."), field="state")
    if due_on != stored.due_on and due_on < today:
        raise AssessmentRefusedError(_("Fristen er passert. Sett en frist fra i dag eller senere."), field="due_on")
    if state == ActionState.DONE:
        done_on = done_on or stored.done_on or today
        if done_on > today:
            raise AssessmentRefusedError(_("Dagen tiltaket ble gjort, kan ikke ligge fram i tid."), field="done_on")
    else:
        done_on = None
    if state == ActionState.DROPPED and not outcome.strip():
        raise AssessmentRefusedError(_("Skriv hvorfor dere dropper tiltaket."), field="outcome")
    action.text, action.owner_name, action.due_on = text.strip(), owner_name.strip(), due_on
    action.state, action.done_on, action.outcome = state, done_on, outcome.strip()
    save_versioned(
        action,
        expected_version=expected_version,
        fields=["text", "owner_name", "due_on", "state", "done_on", "outcome"],
    )
    return action


def _check(text: str, owner_name: str) -> None:
    if not text.strip():
        raise AssessmentRefusedError(_("Skriv hva dere skal gjøre."), field="text")
    if not owner_name.strip():
        raise AssessmentRefusedError(_("Skriv hvem som har ansvaret."), field="owner_name")
