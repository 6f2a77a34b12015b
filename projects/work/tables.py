"""Tables of work. Restricted work stands in them as «Skjermet» for those who may not open it."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from medvirkning.web.tables import PartialDateColumn, Table
from projects.work.enums import OPEN_STATUSES
from projects.work.models import WorkItem
from projects.work.presenters import MASKED, capitalised, status_label


class WorkTable(Table):
    """The list of work. Needs `listed_to(user)` and `with_involved()`."""

    caption = _("Oppdrag og faste oppgaver")
    title = django_tables2.Column(verbose_name=_("Tittel"), order_by=("sort_key",))
    # In downloads only: on the page it stands under the title.
    reference = django_tables2.Column(verbose_name=_("Referanse"), visible=False, orderable=False)
    kind = django_tables2.Column(verbose_name=_("Slag"))
    department_code = django_tables2.Column(verbose_name=_("Enhet"), orderable=False)
    status = django_tables2.Column(verbose_name=_("Status"))
    due_on = PartialDateColumn(verbose_name=_("Frist"), default="–", attrs={"td": {"class": "nowrap"}})
    is_involved = django_tables2.Column(verbose_name=_("Medvirkning"), orderable=False)

    def __init__(self, *args: Any, department_names: dict[str, str], **kwargs: Any) -> None:
        self.department_names = department_names
        super().__init__(*args, **kwargs)

    def render_title(self, value: str, record: WorkItem) -> Any:
        if not record.is_open_to_reader:
            return MASKED
        address = reverse("work:detail", args=[record.reference])
        return format_html('<a href="{}">{}</a><small class="under">{}</small>', address, value, record.reference)

    def value_title(self, value: str, record: WorkItem) -> str:
        return value if record.is_open_to_reader else str(MASKED)

    def value_reference(self, value: str, record: WorkItem) -> str:
        return value if record.is_open_to_reader else ""

    def render_kind(self, record: WorkItem) -> str:
        return capitalised(record.get_kind_display())

    def render_department_code(self, value: str) -> str:
        return self.department_names.get(value, value)

    def render_status(self, record: WorkItem) -> str:
        return status_label(record)

    def render_is_involved(self, value: bool, record: WorkItem) -> str:
        if value:
            return str(_("Ja"))
        return str(_("Ingen ennå") if record.status in OPEN_STATUSES else _("Ingen"))
