"""One involvement: its page, changing it, its states, and its inputs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.audit import history_of, history_of_part
from medvirkning.web.pages import State
from medvirkning.web.refusals import RefusedError
from medvirkning.web.views import DetailView, UpdateView
from projects.involvement import participants, prefill, presenters
from projects.involvement.enums import INVOLVEMENT_TRANSITIONS, InvolvementState
from projects.involvement.forms import EditForm
from projects.involvement.models import EventPerson, Input, Involvement
from projects.involvement.services import inputs, log, states
from projects.involvement.state_forms import AnnulForm, AnswerForm, CloseForm, InputForm
from projects.involvement.tables import address_of
from projects.involvement.views.looking import LooksFurther
from projects.work.presenters import capitalised

EXPECTED = (ValidationError, RefusedError)


def breadcrumbs(involvement: Involvement, *more: str) -> list[tuple[Any, str]]:
    """Oppdrag, the work item, the event, and what is done with it."""
    item = involvement.work_item
    chain: list[tuple[Any, str]] = [
        (_("Oppdrag"), reverse("work:list")),
        (item.title, reverse("work:detail", args=[item.reference])),
    ]
    name = capitalised(involvement.event.form)
    if more:
        return [*chain, (name, address_of(involvement)), *((text, "") for text in more)]
    return [*chain, (name, "")]


class InvolvementRows:
    """The involvement of the address, on the work item of the address."""

    kwargs: dict[str, Any]

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """An involvement has one address: under the work item it belongs to."""
        return rows.filter(work_item__reference=self.kwargs["reference"]).with_list_data()


class InvolvementPage(InvolvementRows, DetailView):
    """What was logged, what was said, who confirmed it, and what may be done now."""

    model = Involvement
    context_object_name = "involvement"
    permission = "involvement.view"
    template_name = "projects/involvement/detail.html"

    def get_title(self) -> str:
        return capitalised(self.object.event.form)

    def get_state(self) -> State:
        return presenters.state_of(self.object)

    def get_facts(self) -> list[Any]:
        return [presenters.when(self.object.event), presenters.phases_in_words(self.object)]

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return breadcrumbs(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, user = self.object, self.request.user
        may_change = user.has_perm("involvement.change", row) and row.state != InvolvementState.ANNULLED
        given = row.inputs.select_related("given_by", "given_for").prefetch_related("outcomes")
        today = timezone.localdate()
        shown = list(given.order_by("given_on", "pk"))
        return super().get_context_data(
            work_item=row.work_item,
            facts_list=presenters.facts_of(row),
            participants=presenters.participants_of(row.event),
            others=[one for one in row.event.involvements.visible_to(user).select_related("work_item") if one != row],
            lines=[presenters.input_line(one, today) for one in shown],
            answerable={one.pk for one in shown} if may_change else set(),
            answered=presenters.confirmed(row),
            may_change=may_change,
            may_close=may_change and InvolvementState.CLOSED in INVOLVEMENT_TRANSITIONS[row.state],
            may_annul=may_change and InvolvementState.ANNULLED in INVOLVEMENT_TRANSITIONS[row.state],
            may_discard=user.has_perm("involvement.discard", row),
            # Apart from each other: a perspective never stands beside a name (domain, «Personal data»).
            entries=history_of(row, row.event, leave_out=["work_item", "event"], without=[EventPerson]),
            people_entries=history_of_part(row.event, EventPerson),
            **kwargs,
        )


class ChangeInvolvement(InvolvementRows, UpdateView):
    """What the forms on one involvement share."""

    model = Involvement
    permission = "involvement.change"
    expected_errors = EXPECTED
    success_message = gettext_lazy("Lagret.")

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return breadcrumbs(self.object, str(self.get_title()))

    def get_success_url_for(self, saved: Any) -> str:
        return address_of(self.object)

    def get_conflict_records(self, current: Involvement) -> list[Any]:
        """Who saved the event, saved this too."""
        return [current, current.event]


class EditInvolvement(LooksFurther, ChangeInvolvement):
    """Change what was logged; other work that shares the event is counted anew too."""

    form_class = EditForm
    template_name = "projects/involvement/edit.html"
    draft_key = "involvement.edit"
    version_fields = ("version", "event_version")
    finished = False

    def get_title(self) -> Any:
        return _("Gjør kladden ferdig") if self.is_draft else _("Endre medvirkningen")

    @property
    def is_draft(self) -> bool:
        """Finishing a draft registers it."""
        return bool(self.object.state == InvolvementState.DRAFT)

    def get_success_message(self, saved: Involvement) -> Any:
        return _("Medvirkningen er registrert.") if self.finished else self.success_message

    def get_initial(self) -> dict[str, Any]:
        return prefill.from_record(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "instance": self.object,
            "user": self.request.user,
            "offered": participants.of_event(self.object.event)
            + participants.of_earlier_events(self.object.work_item),
            "also": self.also,
            "cancel_url": address_of(self.object),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(work_item=self.object.work_item, **kwargs)

    def _kwargs_for(self, current: Any) -> dict[str, Any]:
        """The stored version, beside what was typed."""
        return {**super()._kwargs_for(current), "initial": prefill.from_record(current)}

    def _form_to_go_on_with(self, request: HttpRequest, current: Any) -> Any:
        """The event has a version of its own, which the form to go on with must know too."""
        form = super()._form_to_go_on_with(request, current)
        if current is not None:
            form.data["event_version"] = str(current.event.version)
        return form

    def save(self, form: EditForm) -> Involvement:
        self.finished = self.is_draft
        return log.change(
            actor=self.request.user,
            involvement=self.object,
            expected_version=form.cleaned_data["version"],
            event=form.event(),
            data=form.involvement(),
            event_version=form.cleaned_data["event_version"],
        )


class CloseInvolvement(ChangeInvolvement):
    """Close it: by POST from its page."""

    title = gettext_lazy("Avslutt medvirkningen")
    form_class = CloseForm
    http_method_names = ["post", "options"]
    success_message = gettext_lazy("Medvirkningen er avsluttet.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.object}

    def save(self, form: CloseForm) -> None:
        states.close(actor=self.request.user, involvement=self.object, expected_version=form.cleaned_data["version"])


class AnnulInvolvement(ChangeInvolvement):
    """Logged by mistake: it stays in the log with the reason, and counts no more."""

    title = gettext_lazy("Annuller medvirkningen")
    lede = gettext_lazy("En annullert medvirkning blir stående i loggen med begrunnelsen, og teller ikke lenger.")
    form_class = AnnulForm
    success_message = gettext_lazy("Medvirkningen er annullert.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.object, "cancel_url": address_of(self.object)}

    def save(self, form: AnnulForm) -> None:
        states.annul(
            actor=self.request.user,
            involvement=self.object,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["annul_reason"],
        )


class DiscardDraft(ChangeInvolvement):
    """Throw a draft away: by POST from its page."""

    permission = "involvement.discard"
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = reverse("work:detail", args=[self.object.work_item.reference])
        log.discard_draft(actor=request.user, involvement=self.object)
        return self.redirect(page)


class AddInput(ChangeInvolvement):
    """Note what somebody said."""

    title = gettext_lazy("Nytt innspill")
    form_class = InputForm
    draft_key = "involvement.input"
    makes_once = True
    repeated_message = gettext_lazy("Innspillet er alt lagt til. Det ble ikke lagret en gang til.")
    success_message = gettext_lazy("Innspillet er lagt til.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "involvement": self.object, "cancel_url": address_of(self.object)}

    def save(self, form: InputForm) -> Input:
        giver = form.giver()
        return inputs.add_input(
            actor=self.request.user,
            involvement=self.object,
            text=form.cleaned_data["text"],
            given_on=form.cleaned_data["given_on"].first,
            given_by=giver.person if giver else None,
            given_for=giver.organisation if giver else None,
        )

    def get_success_url_for(self, saved: Input) -> str:
        return self.request.path if "again" in self.request.POST else address_of(self.object)


class AnswerInput(UpdateView):
    """Say what became of an input."""

    model = Input
    title = gettext_lazy("Svar på innspillet")
    permission = "involvement.answer_input"
    form_class = AnswerForm
    template_name = "projects/involvement/answer.html"
    draft_key = "involvement.answer"
    expected_errors = EXPECTED
    success_message = gettext_lazy("Svaret er lagret.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return (
            rows.filter(
                involvement=self.kwargs["involvement"], involvement__work_item__reference=self.kwargs["reference"]
            )
            .select_related("involvement__work_item", "involvement__event__form", "given_by", "given_for")
            .prefetch_related("outcomes__decided_by")
        )

    @cached_property
    def line(self) -> presenters.InputLine:
        return presenters.input_line(self.object, timezone.localdate())

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return breadcrumbs(self.object.involvement, str(self.get_title()))

    def get_form_kwargs(self) -> dict[str, Any]:
        page = reverse("involvement:inputs", args=[self.kwargs["reference"]])
        return {**super().get_form_kwargs(), "instance": self.object, "cancel_url": page}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(line=self.line, earlier=list(self.object.outcomes.all()), **kwargs)

    def save(self, form: AnswerForm) -> Any:
        return inputs.answer_input(
            actor=self.request.user,
            given=self.object,
            expected_version=form.cleaned_data["version"],
            outcome=form.cleaned_data["outcome"],
            reason=form.cleaned_data["reason"],
        )

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("involvement:inputs", args=[self.kwargs["reference"]])
