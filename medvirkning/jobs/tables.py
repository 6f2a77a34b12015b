"""The tables of «Mine filer og importer»."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.jobs.enums import JobState
from medvirkning.jobs.models import Job
from medvirkning.web.tables import LinkColumn, MomentColumn, Table


class JobTable(Table):
    """A person's own jobs, newest first."""

    caption = gettext_lazy("Filer og importer")
    title = LinkColumn(to=lambda job: reverse("jobs:detail", args=[job.key]), verbose_name=gettext_lazy("Hva"))
    kind_label = django_tables2.Column(verbose_name=gettext_lazy("Slag"))
    created_at = MomentColumn(verbose_name=gettext_lazy("Bestilt"))
    state = django_tables2.TemplateColumn(
        template_name="jobs/_state_cell.html", context_object_name="job", verbose_name=gettext_lazy("Status")
    )
    result_file = django_tables2.Column(verbose_name=gettext_lazy("Resultat"), default="–")

    class Meta(Table.Meta):
        orderable = False

    def render_result_file(self, record: Job) -> str:
        return format_html(
            '<a href="{}">{}<span class="ds-sr-only"> {}</span></a>',
            reverse("jobs:result", args=[record.key]),
            _("Last ned"),
            record.title,
        )


def fault_table(job: Job) -> Table:
    """What was wrong with what the job was given, under the headings that its faults name."""
    columns = [
        (f"c{number}", django_tables2.Column(verbose_name=name, default="–"))
        for number, name in enumerate(job.error_columns)
    ]
    rows: list[dict[str, Any]] = [{f"c{number}": cell for number, cell in enumerate(row)} for row in job.error_table]
    table = Table(rows, extra_columns=columns, orderable=False)
    table.caption = _("De første radene") if job.state == JobState.SUCCEEDED else _("Feil rad for rad")
    return table
