"""Sending in, sending back and approving. What is approved is frozen."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advice.assessments import notices
from advice.assessments.enums import ASSESSMENT_TRANSITIONS, AssessmentState
from advice.assessments.models import Assessment
from advice.assessments.reading import Line, sheet_of
from advice.assessments.record import from_sheet
from advice.assessments.seen import Seen, changed_since
from advice.assessments.services.checks import AssessmentRefusedError, demand, locked, locked_draft
from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion, save_versioned
from medvirkning.web.refusals import NotAllowedError


class UnansweredError(AssessmentRefusedError):
    """Pieces lack an answer, or must be looked at again. `lines` are they."""

    def __init__(self, lines: list[Line]) -> None:
        number = len(lines)
        super().__init__(
            ngettext(
                "%(n)s råd mangler svar eller må ses på igjen: %(which)s.",
                "%(n)s råd mangler svar eller må ses på igjen: %(which)s.",
                number,
            )
            % {"n": number, "which": ", ".join(str(line.number) for line in lines)}
        )
        self.lines = lines


class DecidedError(AssessmentRefusedError):
    """Somebody else has approved it or sent it back."""


class UnseenError(StaleVersion):
    """Something came in or changed after who approves read it. `current` is the stored assessment."""


@transaction.atomic
def submit(*, actor: User, assessment: Assessment, expected_version: int | None = None) -> Assessment:
    """Send a fully answered draft to who approves.

    Raises `NotAllowedError`, `UnansweredError`, `AssessmentRefusedError` (it was sent already) and `StaleVersion`.
    """
    held = locked_draft(actor, assessment)
    _demand_version(held, expected_version)
    sheet = sheet_of(held)
    if sheet.lacking:
        raise UnansweredError(sheet.lacking)
    held.state = AssessmentState.SUBMITTED
    held.submitted_by, held.submitted_at, held.return_reason = actor, timezone.now(), ""
    save_versioned(
        held, expected_version=held.version, fields=["state", "submitted_by", "submitted_at", "return_reason"]
    )
    notices.tell_approvers(held)
    return held


@transaction.atomic
def send_back(*, actor: User, assessment: Assessment, reason: str, expected_version: int | None = None) -> Assessment:
    """Give it back to be mended, with the reason. By who may approve.

    Raises `NotAllowedError`, `DecidedError`, `AssessmentRefusedError` (no reason) and `StaleVersion`.
    """
    held = _held_for_decision(actor, assessment, AssessmentState.DRAFT, expected_version)
    if not reason.strip():
        raise AssessmentRefusedError(_("Skriv hva som må rettes."), field="reason")
    held.state, held.return_reason = AssessmentState.DRAFT, reason.strip()
    save_versioned(held, expected_version=held.version, fields=["state", "return_reason"])
    notices.tell_sent_back(held, actor)
    return held


@transaction.atomic
def approve(
    *, actor: User, assessment: Assessment, expected_version: int | None = None, seen: Seen | None = None
) -> Assessment:
    """Approve and freeze: the record is written, and the page is read from it from now on.

    By a leader above, else the Centre, never by who sent it in. `seen` is what they read: representatives may answer
    and actions change until now. Raises `NotAllowedError`, `DecidedError`, `UnseenError` and `StaleVersion`.
    """
    held = _held_for_decision(actor, assessment, AssessmentState.APPROVED, expected_version)
    if seen is not None and changed_since(seen, sheet_of(held)):
        raise UnseenError(held)
    held.state = AssessmentState.APPROVED
    held.approved_by, held.approved_at = actor, timezone.now()
    held.record = from_sheet(sheet_of(held))
    held.keep_traits()
    written = ["state", "approved_by", "approved_at", "record", "county", "kind", "size_class"]
    save_versioned(held, expected_version=held.version, fields=written)
    held.score_invitations.filter(answered_at=None, withdrawn_at=None).update(withdrawn_at=held.approved_at)
    notices.tell_approved(held, actor)
    return held


def _held_for_decision(
    actor: User, assessment: Assessment, to: AssessmentState, expected_version: int | None
) -> Assessment:
    demand(actor, "assessments.view", assessment)
    held = locked(assessment)
    if to not in ASSESSMENT_TRANSITIONS[held.state] or held.state != AssessmentState.SUBMITTED:
        raise DecidedError(
            _("Egenvurderingen er alt godkjent.")
            if held.state == AssessmentState.APPROVED
            else _("Egenvurderingen er ikke sendt til godkjenning.")
        )
    if not actor.has_perm("assessments.approve", held):
        raise NotAllowedError(
            _("Du kan ikke avgjøre dette. Den som har sendt egenvurderingen, godkjenner aldri selv.")
        )
    _demand_version(held, expected_version)
    return held


def _demand_version(held: Assessment, expected: int | None) -> None:
    if expected is not None and held.version != expected:
        raise StaleVersion(held)
