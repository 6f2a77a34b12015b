"""Who decided on an assessment last, and when, by its history."""

from django.utils.translation import gettext as _

from advice.assessments.enums import AssessmentState
from advice.assessments.models import Assessment
from medvirkning.audit.history import HistoryEntry, history_of
from medvirkning.web.dates import format_moment


def last_step(assessment: Assessment) -> HistoryEntry | None:
    """The act that brought it into the state it is in."""
    return next(iter(history_of(assessment, fields={"state"})), None)


def decided_in_words(assessment: Assessment) -> str:
    """«Bo Sjef godkjente og låste egenvurderingen 3. juni kl. 14.05.»; of a draft nobody decided on, that."""
    if assessment.state == AssessmentState.DRAFT and not assessment.return_reason:
        return _("Egenvurderingen er ikke sendt til godkjenning.")
    step = last_step(assessment)
    known = {"who": step.who if step else _("Noen"), "when": format_moment(step.at) if step else ""}
    if assessment.state == AssessmentState.APPROVED:
        return _("%(who)s godkjente og låste egenvurderingen %(when)s.") % known
    return _("%(who)s sendte egenvurderingen tilbake til enheten %(when)s.") % known
