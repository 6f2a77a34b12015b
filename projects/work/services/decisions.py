"""Exemptions and «ikke gjennomført»: asked for by staff, decided by a leader, never by oneself."""

from typing import TypeVar, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import save_versioned
from medvirkning.web.refusals import NotAllowedError, RefusedError
from projects.work.enums import DECISION_TRANSITIONS, DecisionStatus, WorkKind
from projects.work.models import Decision, Exemption, ExemptionReason, NotPerformed, WorkItem
from projects.work.notices import tell_about_decision, tell_leaders_to_decide
from projects.work.performed import performed_in
from projects.work.services.touch import touch

AnyDecision = TypeVar("AnyDecision", bound=Decision)


class DecisionRefusedError(RefusedError):
    """The request or the decision breaks a rule."""


def request_exemption(
    *, actor: User, work_item: WorkItem, year: int, reason: ExemptionReason, reason_text: str
) -> Exemption:
    """Ask that involvement be taken as not relevant for the item in a year. Raises `DecisionRefusedError`."""
    return _request(Exemption, actor=actor, work_item=work_item, year=year, reason=reason, reason_text=reason_text)


def request_not_performed(
    *, actor: User, work_item: WorkItem, year: int, reason: ExemptionReason, reason_text: str
) -> NotPerformed:
    """Say that a standing task was not performed in a year; until approved it counts.

    Raises `DecisionRefusedError`.
    """
    if work_item.kind != WorkKind.STANDING_TASK:
        raise DecisionRefusedError(_("Bare faste oppgaver kan meldes som ikke gjennomført."))
    _refuse_where_involvement_counts(work_item, year)
    return _request(NotPerformed, actor=actor, work_item=work_item, year=year, reason=reason, reason_text=reason_text)


@transaction.atomic
def _request(
    model: type[AnyDecision], *, actor: User, work_item: WorkItem, year: int, reason: ExemptionReason, reason_text: str
) -> AnyDecision:
    today = timezone.localdate()
    if not reason_text.strip():
        raise DecisionRefusedError(_("Skriv hvorfor."), field="reason_text")
    decision = model._default_manager.filter(work_item=work_item, year=year).first()
    values = {
        "reason": reason,
        "reason_text": reason_text,
        "status": DecisionStatus.REQUESTED,
        "requested_by": actor,
        "requested_on": today,
        "decided_by": None,
        "decided_on": None,
        "decision_text": "",
    }
    if decision is None:
        decision = model(work_item=work_item, year=year, **values)
        decision.save()
    elif decision.status == DecisionStatus.REFUSED:
        for name, value in values.items():
            setattr(decision, name, value)
        save_versioned(decision, expected_version=decision.version, fields=list(values))
    else:
        raise DecisionRefusedError(_("Dette er alt meldt for året."), field="year")
    touch([work_item.pk])
    tell_leaders_to_decide(decision)
    return cast("AnyDecision", decision)


@transaction.atomic
def decide(
    *, actor: User, decision: AnyDecision, expected_version: int, approve: bool, decision_text: str = ""
) -> AnyDecision:
    """Approve or refuse. By the leader of the answering department or one above, at the top by the Centre.

    Raises `NotAllowedError` for anybody else, and for who asked or is responsible; `DecisionRefusedError` when
    involvement counts in the year of what is said not to have been performed; `StaleVersion`.
    """
    if not actor.has_perm("work.decide", decision):
        raise NotAllowedError(
            _("Du kan ikke avgjøre dette. Den som har bedt om det eller er ansvarlig, avgjør aldri selv.")
        )
    status = DecisionStatus.APPROVED if approve else DecisionStatus.REFUSED
    if status not in DECISION_TRANSITIONS[decision.status]:
        raise DecisionRefusedError(_("Dette er alt avgjort."))
    if not approve and not decision_text.strip():
        raise DecisionRefusedError(_("Skriv hvorfor du avslår."), field="decision_text")
    if approve and isinstance(decision, NotPerformed):
        _refuse_where_involvement_counts(decision.work_item, decision.year)
    decision.status = status
    decision.decided_by = actor
    decision.decided_on = timezone.localdate()
    decision.decision_text = decision_text
    save_versioned(
        decision, expected_version=expected_version, fields=["status", "decided_by", "decided_on", "decision_text"]
    )
    touch([decision.work_item_id])
    tell_about_decision(decision)
    return decision


def _refuse_where_involvement_counts(work_item: WorkItem, year: int) -> None:
    """A task with involvement in the year was performed."""
    if performed_in(work_item, year):
        raise DecisionRefusedError(
            _("Det er registrert medvirkning som teller i %(year)s, så oppgaven ble gjennomført.") % {"year": year},
            field="year",
        )
