"""Tables of assessments and actions."""

from typing import Any

import django_tables2
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from advice.assessments.enums import OPEN_ACTIONS, AssessmentState
from advice.assessments.models import Assessment, AssessmentAction
from medvirkning.web.tables import DateColumn, LinkColumn, Table

# A service unit, or a department of the directorate.
SUBJECT = pgettext_lazy("assessment", "Enhet")
COLOURS: dict[str, str] = {
    AssessmentState.DRAFT: "warning",
    AssessmentState.SUBMITTED: "info",
    AssessmentState.APPROVED: "success",
}


class AssessmentTable(Table):
    """Assessments of units and departments. Needs `with_subject()` and `with_progress()`."""

    caption = _("Egenvurderinger")
    subject = LinkColumn(verbose_name=SUBJECT, accessor="subject", orderable=False)
    year = django_tables2.Column(verbose_name=_("År"))
    state = django_tables2.Column(verbose_name=_("Tilstand"))
    answered = django_tables2.Column(verbose_name=_("Besvart"), orderable=False)
    in_use = django_tables2.Column(verbose_name=_("Råd i bruk"), orderable=False)
    template = django_tables2.Column(verbose_name=_("Mal"), accessor="template__number", orderable=False)
    submitted_at = DateColumn(verbose_name=_("Sendt"), default="–")
    approved_at = DateColumn(verbose_name=_("Godkjent"), default="–")

    def render_year(self, value: int) -> str:
        return str(value)

    def render_state(self, record: Assessment) -> Any:
        return format_html(
            '<span class="ds-tag" data-color="{}">{}</span>', COLOURS[record.state], record.get_state_display()
        )

    def value_state(self, record: Assessment) -> str:
        return record.get_state_display()

    def render_answered(self, value: int, record: Any) -> str:
        return _("%(n)s av %(of)s") % {"n": value, "of": record.asked}

    def render_in_use(self, value: int, record: Any) -> str:
        return _("%(n)s av %(of)s") % {"n": value, "of": record.asked}


class ActionTable(Table):
    """Actions of the units seen, those past their deadline first. Needs `with_list_data()`."""

    caption = _("Tiltak")
    text = LinkColumn(verbose_name=_("Tiltak"), to=lambda row: row.get_absolute_url())
    subject = django_tables2.Column(verbose_name=SUBJECT, empty_values=(), orderable=False)
    advice = django_tables2.Column(verbose_name=_("Råd"), accessor="advice__number", order_by=("advice__number",))
    owner_name = django_tables2.Column(verbose_name=_("Ansvarlig"))
    due_on = DateColumn(verbose_name=_("Frist"))
    state = django_tables2.Column(verbose_name=_("Tilstand"))
    done_on = DateColumn(verbose_name=_("Gjort"), default="–")
    outcome = django_tables2.Column(verbose_name=_("Utfall"), visible=False, orderable=False)

    def render_subject(self, record: AssessmentAction) -> str:
        return str(record.unit or record.department)

    def render_advice(self, value: int) -> str:
        return str(value)

    def render_state(self, record: AssessmentAction) -> Any:
        if record.state in OPEN_ACTIONS and record.due_on < timezone.localdate():
            return format_html(
                '{} <span class="ds-tag" data-color="danger">{}</span>',
                record.get_state_display(),
                _("Fristen er passert"),
            )
        return record.get_state_display()

    def value_state(self, record: AssessmentAction) -> str:
        return record.get_state_display()
