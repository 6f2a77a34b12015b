"""Logging a held meeting of a panel on the work that it treated."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from medvirkning.web.typed import give_back, typed_values
from medvirkning.web.views import UpdateView
from projects.involvement.models import Involvement
from projects.panels import services
from projects.panels.forms import MeetingLogForm
from projects.work.models import WorkItem
from projects.work.querysets import work_for
from representatives.panels.meeting_notices import in_words
from representatives.panels.models import PanelMeeting

MOST_FOUND = 8
LOOK, WORDS = "find_work", "q_work"


class LogMeeting(UpdateView):
    """Choose the work, say what the meeting meant for it. The search works without JavaScript."""

    model = PanelMeeting
    title = gettext_lazy("Før møtet i loggen")
    permission = "panel_meetings.log"
    form_class = MeetingLogForm
    template_name = "projects/panels/log.html"
    makes_once = True
    note = ""

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("panel__owner")

    def get_lede(self) -> str:
        return f"{self.object.panel.name}, {in_words(self.object.held_on, self.object.starts_at)}"

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        panel = self.object.panel
        return [
            (_("Paneler"), reverse("panels:list")),
            (panel.name, panel.get_absolute_url()),
            (self.object.title, self.object.get_absolute_url()),
            (self.get_title(), ""),
        ]

    def get_initial(self) -> dict[str, Any]:
        return {"summary": self.object.summary}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "offered": self._offered(), "cancel_url": self.object.get_absolute_url()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posted = self.request.POST
        shown = {WORDS: posted.get(WORDS, "")} if self.looks and not self.found else {}
        return super().get_context_data(
            meeting=self.object, note=self.note, looked=LOOK if self.looks else "", typed=shown, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.looks:
            return self._show_again()
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def save(self, form: MeetingLogForm) -> list[Involvement]:
        data = form.cleaned_data
        return services.log_meeting(
            actor=self.request.user,
            meeting=self.object,
            work_items=form.work_items(),
            phases=data["phases"],
            degree=data["degree"],
            purpose=data["purpose"],
            summary=data["summary"],
        )

    def get_success_message(self, saved: Any) -> str:
        return _("Møtet er ført i loggen.")

    def get_success_url_for(self, saved: Any) -> str:
        return str(self.object.get_absolute_url())

    # Searching

    @property
    def looks(self) -> bool:
        """The button, or Enter in its field."""
        posted = self.request.POST
        return self.request.method == "POST" and (LOOK in posted or bool("enter" in posted and posted.get(WORDS)))

    @cached_property
    def found(self) -> list[WorkItem]:
        words = self.request.POST.get(WORDS, "").strip()
        if not self.looks or not words:
            return []
        return list(work_for(self.request.user).matching(words).order_by("sort_key", "pk")[:MOST_FOUND])

    def _offered(self) -> list[WorkItem]:
        """What was ticked, and what was found now."""
        keys = [int(key) for key in self.request.POST.getlist("work") if key.isdecimal() and len(key) < 18]
        ticked = list(work_for(self.request.user).filter(pk__in=keys).order_by("sort_key", "pk")) if keys else []
        return list({item.pk: item for item in [*ticked, *self.found]}.values())

    def _show_again(self) -> HttpResponse:
        """The form as typed, with what was found among the choices; nothing is checked yet."""
        kwargs = {name: value for name, value in self.get_form_kwargs().items() if name not in ("data", "files")}
        form = MeetingLogForm(**kwargs)
        give_back(form, typed_values(self.request.POST))
        if self.found:
            form.fields["work"].widget.focus_on = str(self.found[0].pk)
        self.note = self._found_in_words()
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response

    def _found_in_words(self) -> str:
        number = len(self.found)
        if not number:
            return _("Ingen treff. Prøv en del av navnet.")
        text = ngettext("%(number)s treff er lagt til i valgene.", "%(number)s treff er lagt til i valgene.", number)
        return text % {"number": number}
