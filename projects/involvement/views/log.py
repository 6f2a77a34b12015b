"""The quick log: one page, several buttons; everything works without JavaScript."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from medvirkning.web.dates import PartialDate
from medvirkning.web.querysets import drafts_of
from medvirkning.web.refusals import RefusedError
from medvirkning.web.typed import Typed, give_back, typed_values
from medvirkning.web.views import CreateView
from projects.involvement import participants, prefill
from projects.involvement.forms import LogForm
from projects.involvement.models import Involvement
from projects.involvement.participants import Offered
from projects.involvement.querysets import involvements_for
from projects.involvement.services import log
from projects.work.models import WorkItem
from projects.work.querysets import work_for
from representatives.organisations.enums import OrganisationKind
from representatives.organisations.services import add_organisation
from representatives.people.services import add_person

# Buttons that look further or add somebody: the form is shown again with everything that was typed.
LOOKING = ("find_people", "find_work", "add_person", "add_organisation")
MOST_WORK = 8


class LogInvolvement(CreateView):
    """Register what took place, prefilled from the last time."""

    title = gettext_lazy("Registrer medvirkning")
    permission = "involvement.log"
    form_class = LogForm
    template_name = "projects/involvement/log.html"
    draft_key = "involvement.log"
    expected_errors = (ValidationError, RefusedError)
    note = ""
    note_is_error = False

    # The work item and what is offered

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

    @cached_property
    def typed(self) -> Typed:
        """What the form will be filled with besides the prefill: posted now, parked, or kept as a draft."""
        if self.request.method == "POST":
            return typed_values(self.request.POST)
        if parked := getattr(self.request, "parked", None):
            return dict(parked)
        draft = drafts_of(self.request.user).of_form(self.draft_key, self.get_draft_object_key()).first()
        return dict(draft.values) if draft else {}

    def get_initial(self) -> dict[str, Any]:
        if self.earlier is not None and "som" in self.request.GET:
            values = prefill.same_as(self.earlier, keep_date="en-til" in self.request.GET)
        else:
            values = prefill.from_last(self.earlier)
        return {**values, **prefill.asked_for(self.request.GET)}

    def get_form_kwargs(self) -> dict[str, Any]:
        wanted = [key for key in self.typed.get("more_work", []) if key.isdecimal() and len(key) < 18]
        more = list(self._loggable_work().filter(pk__in=wanted)) if wanted else []
        return {
            **super().get_form_kwargs(),
            "user": self.request.user,
            "work_item": self.work_item,
            "offered": participants.of_earlier_events(self.work_item),
            "also": [*self.typed.get("people", []), *(one.key for one in self.found_people)],
            "other_work": [*more, *(item for item in self.found_work if item not in more)],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            work_item=self.work_item,
            earlier=self.earlier,
            is_same="som" in self.request.GET,
            note=self.note,
            note_is_error=self.note_is_error,
            typed={name: values[0] for name, values in self.typed.items() if values},
            organisation_kinds=OrganisationKind.choices,
            **kwargs,
        )

    # Looking further

    @cached_property
    def found_people(self) -> list[Offered]:
        if self.request.method != "POST" or not self._pressed("find_people"):
            return []
        return participants.search(self.request.POST.get("q_people", ""), self.request.user)

    @cached_property
    def found_work(self) -> list[WorkItem]:
        words = self.request.POST.get("q_work", "").strip()
        if self.request.method != "POST" or not words or not self._pressed("find_work"):
            return []
        return list(self._loggable_work().matching(words).order_by("sort_key", "pk")[:MOST_WORK])

    def _loggable_work(self) -> Any:
        return work_for(self.request.user).exclude(pk=self.work_item.pk)

    def _pressed(self, button: str) -> bool:
        """A button, or Enter in the field that belongs to it."""
        if button in self.request.POST:
            return True
        field = {"find_people": "q_people", "find_work": "q_work"}.get(button, "")
        return "enter" in self.request.POST and bool(self.request.POST.get(field, "").strip())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pressed = next((button for button in LOOKING if self._pressed(button)), "")
        if not pressed:
            return super().post(request, *args, **kwargs)
        if pressed in ("add_person", "add_organisation"):
            self._add(pressed)
        return self._show_again(pressed)

    def _add(self, pressed: str) -> None:
        """Add somebody to the register, and tick them."""
        try:
            key = self._add_person() if pressed == "add_person" else self._add_organisation()
        except RefusedError as refused:
            self.note, self.note_is_error = str(refused), True
            return
        self.typed["people"] = [*self.typed.get("people", []), key]
        for name in [name for name in self.typed if name.startswith(f"new_{pressed.removeprefix('add_')}_")]:
            del self.typed[name]
        self.note = _("Lagt til og krysset av.")

    def _add_person(self) -> str:
        by = self._organisation_named(self.request.POST.get("new_person_by", "").strip())
        person = add_person(
            actor=self.request.user,
            name=self.request.POST.get("new_person_name", ""),
            organisation=by,
            valid_from=self._day_of_event(),
        )
        return Offered(person, by).key

    def _add_organisation(self) -> str:
        posted = self.request.POST
        organisation = add_organisation(
            actor=self.request.user,
            name=posted.get("new_organisation_name", ""),
            organisation_number=posted.get("new_organisation_number", ""),
            kind=posted.get("new_organisation_kind", ""),
        )
        return Offered(None, organisation).key

    def _organisation_named(self, text: str) -> Any:
        """An organisation by its number or its whole name."""
        if not text:
            return None
        found = participants.organisation_named(text, self.request.user)
        if found is None:
            raise log.LogRefusedError(
                _("Vi finner ikke organisasjonen «%(name)s». Skriv hele navnet eller nummeret, eller legg den til.")
                % {"name": text}
            )
        return found

    def _day_of_event(self) -> Any:
        """From when a new person belongs: the day of the event, so that the log may name them together."""
        try:
            return PartialDate.parse(self.request.POST.get("started_on", "")).first
        except ValueError:
            return timezone.localdate()

    def _show_again(self, pressed: str) -> HttpResponse:
        """The form as typed, with what was found among the choices; nothing is checked yet."""
        kwargs = {name: value for name, value in self.get_form_kwargs().items() if name not in ("data", "files")}
        form = self.get_form_class()(**kwargs)
        give_back(form, self.typed)
        if not self.note:
            number = len(self.found_people) if pressed == "find_people" else len(self.found_work)
            self.note = (
                ngettext("%(number)s treff er lagt til i valgene.", "%(number)s treff er lagt til i valgene.", number)
                if number
                else _("Ingen treff. Prøv en del av navnet.")
            ) % {"number": number}
        return self.render_to_response(self.get_context_data(form=form))

    # Saving

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
        return _("Medvirkningen er registrert.")

    def get_success_url_for(self, saved: Involvement) -> str:
        page = reverse("work:detail", args=[self.work_item.reference])
        if "again" not in self.request.POST:
            return page
        return f"{reverse('involvement:log', args=[self.work_item.reference])}?som={saved.pk}&en-til=1"
