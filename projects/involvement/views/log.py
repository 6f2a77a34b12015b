"""The quick log: what took place, prefilled from the last time."""

import hashlib
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.dates import format_date
from medvirkning.web.refusals import RefusedError
from medvirkning.web.views import CreateView
from projects.involvement import participants, prefill
from projects.involvement.forms import LogForm
from projects.involvement.models import Involvement
from projects.involvement.querysets import involvements_for
from projects.involvement.services import log
from projects.involvement.views.looking import LooksFurther
from projects.work.models import WorkItem
from projects.work.querysets import work_for


class LogInvolvement(LooksFurther, CreateView):
    """Register what took place on a work item, and perhaps on others besides."""

    title = gettext_lazy("Registrer medvirkning")
    permission = "involvement.log"
    form_class = LogForm
    template_name = "projects/involvement/log.html"
    draft_key = "involvement.log"
    expected_errors = (ValidationError, RefusedError)
    repeated_message = gettext_lazy("Medvirkningen er alt registrert. Den ble ikke lagret en gang til.")

    @cached_property
    def work_item(self) -> WorkItem:
        found = work_for(self.request.user).filter(reference=self.kwargs["reference"]).first()
        if found is None:
            raise Http404
        return found

    def get_permission_object(self) -> WorkItem:
        return self.work_item

    def get_draft_object_key(self) -> str:
        return str(self.work_item.pk)

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        page = reverse("work:detail", args=[self.work_item.reference])
        return [(_("Oppdrag"), reverse("work:list")), (self.work_item.title, page), (self.get_title(), "")]

    @cached_property
    def earlier(self) -> Involvement | None:
        """The item's last event, or the one that the address names: «Samme som sist», «og en til»."""
        rows = involvements_for(self.request.user).filter(work_item=self.work_item).counting_states()
        rows = rows.with_list_data().latest_first()
        asked = self.request.GET.get("som", "")
        return rows.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 18 else rows.first()

    def first_token(self) -> str:
        """A form that starts filled in is the same form when it is come back to: «Back» and «Registrer» again make
        nothing more.
        """
        asked = self.request.GET
        if self.earlier is None or "som" not in asked:
            return super().first_token()
        named = f"involvement.log:{self.work_item.pk}:{self.earlier.pk}:{'en-til' in asked}"
        return hashlib.sha256(named.encode()).hexdigest()

    def get_initial(self) -> dict[str, Any]:
        """«Samme som sist» is a new event today; «og en til» keeps the date too."""
        if self.earlier is not None and "som" in self.request.GET:
            values = prefill.same_as(self.earlier, keep_date="en-til" in self.request.GET)
        else:
            values = prefill.from_last(self.earlier)
        return {**values, **prefill.asked_for(self.request.GET)}

    def filled_otherwise(self) -> Collection[str]:
        """«Samme som sist» fills in what was the same, and keeps what a draft says besides."""
        return set(self.get_initial()) if "som" in self.request.GET else ()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "user": self.request.user,
            "work_item": self.work_item,
            "offered": participants.of_earlier_events(self.work_item),
            "also": self.also,
            "other_work": self._other_work(),
            "looks_for_work": self.request.method == "POST" and self.looks_for("find_work"),
        }

    def _other_work(self) -> list[WorkItem]:
        """Work ticked already, and what was found now."""
        wanted = [int(key) for key in self.typed.get("more_work", []) if key.isdecimal() and len(key) < 18]
        ticked = list(work_for(self.request.user).filter(pk__in=wanted).order_by("sort_key", "pk")) if wanted else []
        every = {item.pk: item for item in [*ticked, *self.found_work] if item.pk != self.work_item.pk}
        return list(every.values())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            work_item=self.work_item, earlier=self.earlier, is_same="som" in self.request.GET, **kwargs
        )

    def save(self, form: LogForm) -> Involvement:
        for item in form.work_items():
            if not self.request.user.has_perm("involvement.log", item):
                raise log.LogRefusedError(_("Du kan ikke registrere på %(title)s.") % {"title": item.title})
        rows = log.register(
            actor=self.request.user, work_items=form.work_items(), event=form.event(), involvement=form.involvement()
        )
        return rows[0]

    def get_success_message(self, saved: Involvement) -> str:
        if "again" in self.request.POST:
            return _("Medvirkningen er registrert. Skjemaet er klart for en til.")
        if saved.event.started_on > timezone.localdate():
            return _("Medvirkningen er registrert som planlagt. Den teller først %(day)s.") % {
                "day": format_date(saved.event.started_on)
            }
        return _("Medvirkningen er registrert.")

    def get_success_url_for(self, saved: Involvement) -> str:
        reference = self.work_item.reference
        if "again" in self.request.POST:
            return f"{reverse('involvement:log', args=[reference])}?som={saved.pk}&en-til=1"
        return reverse("work:detail", args=[reference])
