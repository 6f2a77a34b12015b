"""What every act on an assessment asks first."""

from django.utils.translation import gettext as _

from advice.assessments.enums import AssessmentState
from advice.assessments.models import Assessment
from medvirkning.accounts.models import User
from medvirkning.web.refusals import NotAllowedError, RefusedError


class AssessmentRefusedError(RefusedError):
    """The act breaks a rule of self-assessments."""


class NotDraftError(AssessmentRefusedError):
    """It was sent, or approved, meanwhile."""


def why_closed(state: str) -> str:
    """Why answers can't be changed; empty while they can."""
    if state == AssessmentState.DRAFT:
        return ""
    if state == AssessmentState.APPROVED:
        return _("Egenvurderingen er godkjent og låst.")
    return _("Egenvurderingen er sendt til godkjenning og kan ikke endres nå.")


def locked(assessment: Assessment) -> Assessment:
    """The assessment as stored, held for this transaction: two acts on it come one after the other."""
    return (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("unit", "department", "template__edition")
        .get(pk=assessment.pk)
    )


def locked_draft(actor: User, assessment: Assessment) -> Assessment:
    """The same for an act that only a draft takes. Raises `NotAllowedError` and `NotDraftError`."""
    demand(actor, "assessments.act", assessment)
    held = locked(assessment)
    if reason := why_closed(held.state):
        raise NotDraftError(reason)
    return held


def demand(actor: User, permission: str, record: object = None) -> None:
    """Raises `NotAllowedError` unless the rules let the account do it."""
    if not actor.has_perm(permission, record):
        raise NotAllowedError(_("Du kan ikke gjøre dette med egenvurderingen."))
