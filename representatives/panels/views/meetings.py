"""Meetings of panels."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from medvirkning import audit
from medvirkning.web.pages import Action, RowsMixin, State
from medvirkning.web.views import DetailView
from representatives.panels import calendar, services
from representatives.panels.enums import MeetingState
from representatives.panels.forms import ChangeMeetingForm, HeldForm, MeetingForm
from representatives.panels.meeting_notices import in_words
from representatives.panels.models import PanelMeeting
from representatives.panels.views.shared import ActOnPart, PanelForm, PartForm, trail

COLORS = {MeetingState.PLANNED: "info", MeetingState.HELD: "success"}


class PlanMeeting(PanelForm):
    """A meeting to come: the members hear of it. Or one that has begun: nobody is called to that."""

    title = gettext_lazy("Planlegg møte")
    permission = "panels.run"
    form_class = MeetingForm
    makes_once = True

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs

    def save(self, form: MeetingForm) -> PanelMeeting:
        return services.plan(actor=self.request.user, panel=self.object, values=form.values())

    def get_success_message(self, saved: PanelMeeting) -> str:
        if saved.has_begun:
            return _("Møtet er lagt inn. Det har alt begynt, så ingen har fått beskjed. Før hvor mange som kom.")
        if not saved.panel.members.sitting().exists():
            return _("Møtet er planlagt. Ingen sitter i panelet ennå, så ingen har fått beskjed.")
        return _("Møtet er planlagt, og medlemmene har fått beskjed.")

    def get_success_url_for(self, saved: Any) -> str:
        return str(saved.get_absolute_url())


class MeetingPage(DetailView):
    """One meeting, and what other rooms have to say: the log, what was treated.

    Place and agenda for those whom it is for; others who work here see what a held one came to.
    """

    model = PanelMeeting
    context_object_name = "meeting"
    permission = "panels.view"
    template_name = "representatives/panels/meeting.html"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("panel__owner")

    def get_permission_object(self) -> Any:
        return self.get_object().panel

    def get_state(self) -> State:
        if self.object.state == MeetingState.PLANNED and self.object.has_begun:
            return State(_("Ikke ført ennå"), "warning")
        return State(self.object.get_state_display(), COLORS.get(self.object.state, "neutral"))

    def get_facts(self) -> list[Any]:
        facts = [self.object.panel.name, in_words(self.object.held_on, self.object.starts_at)]
        return [*facts, self.object.place] if self.object.place and self._is_for_reader else facts

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return trail(self.object.panel, (self.object.title, ""))

    def get_actions(self) -> list[Action]:
        if self.object.state != MeetingState.PLANNED or not self._runs:
            return []
        return [
            Action(_("Møtet er gjennomført"), self._to("hold")),
            Action(_("Endre"), self._to("change-meeting"), "secondary"),
        ]

    @property
    def _runs(self) -> bool:
        runs: bool = self.request.user.has_perm("panels.run", self.object.panel)
        return runs

    @cached_property
    def _is_for_reader(self) -> bool:
        seen: bool = self.request.user.has_perm("panels.see_meetings", self.object.panel)
        return seen

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            panel=self.object.panel,
            is_for_reader=self._is_for_reader,
            may_cancel=self._runs and self.object.state == MeetingState.PLANNED,
            history=audit.history_of(self.object) if self._runs else [],
            **kwargs,
        )

    def _to(self, name: str) -> str:
        return reverse(f"panels:{name}", args=[self.object.pk])


class OnMeeting(PartForm):
    model = PanelMeeting
    permission = "panels.run"

    def get_lede(self) -> str:
        return f"{self.panel.name}, {in_words(self.object.held_on, self.object.starts_at)}"

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return trail(self.panel, (self.object.title, self.object.get_absolute_url()), (self.get_title(), ""))

    def get_success_url_for(self, saved: Any) -> str:
        return str(self.object.get_absolute_url())


class ChangeMeeting(OnMeeting):
    """Another day, time or place: those who are to come are told."""

    title = gettext_lazy("Endre møtet")
    form_class = ChangeMeetingForm
    is_moved = False

    def save(self, form: ChangeMeetingForm) -> PanelMeeting:
        self.is_moved = bool(services.WHERE_AND_WHEN & set(form.changed_data))
        return services.change_meeting(
            actor=self.request.user,
            meeting=self.object,
            expected_version=form.cleaned_data["version"],
            values=form.values(),
        )

    def get_success_message(self, saved: PanelMeeting) -> str:
        if self.is_moved and not saved.has_begun and saved.panel.members.sitting().exists():
            return _("Lagret, og medlemmene har fått beskjed.")
        return _("Lagret.")


class HoldMeeting(OnMeeting):
    """How many came, and what it came to."""

    title = gettext_lazy("Møtet er gjennomført")
    form_class = HeldForm
    success_message = gettext_lazy("Møtet er ført som gjennomført.")

    def save(self, form: HeldForm) -> PanelMeeting:
        data = form.cleaned_data
        return services.hold(
            actor=self.request.user,
            meeting=self.object,
            expected_version=data["version"],
            users_count=data["users_count"],
            carers_count=data["carers_count"],
            summary=data["summary"],
        )


class CancelMeeting(ActOnPart):
    """The meeting is off."""

    model = PanelMeeting
    permission = "panels.run"

    @property
    def done(self) -> str:
        if self.object.has_begun:
            return _("Møtet er ført som avlyst. Det skulle alt ha begynt, så ingen har fått beskjed.")
        return _("Møtet er avlyst, og medlemmene har fått beskjed.")

    def act(self) -> None:
        services.cancel_meeting(actor=self.request.user, meeting=self.object)

    def get_page(self) -> str:
        return str(self.object.get_absolute_url())


class MeetingCalendar(RowsMixin, generic.View):
    """The meeting as a file for one's own calendar. It says «Møte»: a calendar may be read over a shoulder."""

    model = PanelMeeting

    def refine(self, rows: Any) -> Any:
        return rows.for_those_who_come(self.request.user)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        meeting = get_object_or_404(self.get_queryset(), pk=pk)
        address = f"{settings.MEDVIRKNING_ADDRESS}{meeting.get_absolute_url()}"
        response = HttpResponse(calendar.write(meeting, address=address), content_type=calendar.CONTENT_TYPE)
        response["Content-Disposition"] = 'attachment; filename="mote.ics"'
        return response
