"""Looking further from a form of the log: search, add somebody, and see the form again as it was typed."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.web.dates import PartialDate
from medvirkning.web.identity_numbers import refuse_identity_numbers
from medvirkning.web.querysets import drafts_of
from medvirkning.web.refusals import RefusedError
from medvirkning.web.typed import Typed, as_querydict, give_back, typed_values
from projects.involvement import participants
from projects.involvement.participants import Offered
from projects.involvement.services.checks import LogRefusedError
from projects.work.models import WorkItem
from projects.work.querysets import work_for
from representatives.organisations.enums import OrganisationKind
from representatives.organisations.models import Organisation
from representatives.organisations.services import add_organisation

# Buttons that look further or add somebody, with the field in which Enter does the same.
LOOKING = {"find_people": "q_people", "find_work": "q_work", "add_person": "", "add_organisation": ""}
MOST_WORK = 8


class LooksFurther:
    """For views with `forms.LogForm`: the other buttons of the form. Everything works without JavaScript."""

    request: HttpRequest
    draft_key: str
    note = ""
    note_is_error = False
    # Which of the buttons was pressed: where the note stands, and where the focus goes.
    looked = ""

    @cached_property
    def typed(self) -> Typed:
        """What the form will be filled with besides its start: posted now, parked, or kept as a draft."""
        if self.request.method == "POST":
            return typed_values(self.request.POST)
        if parked := getattr(self.request, "parked", None):
            return dict(parked)
        key = self.get_draft_object_key()
        draft = drafts_of(self.request.user).of_form(self.draft_key, key).first()
        return dict(draft.values) if draft else {}

    @property
    def also(self) -> list[str]:
        """The people to offer besides those of earlier events."""
        return [*self.typed.get("people", []), *(one.key for one in self.found_people)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if (helper := getattr(kwargs.get("form"), "helper", None)) is not None:
            # Without the part of the address that a link in the error summary added: it would take the focus.
            helper.form_action = self.request.get_full_path()
        context: dict[str, Any] = super().get_context_data(
            note=self.note,
            note_is_error=self.note_is_error,
            looked=self.looked,
            typed={name: values[0] for name, values in self.typed.items() if values and name in self._shown()},
            organisation_kinds=OrganisationKind.choices,
            **kwargs,
        )
        return context

    def _shown(self) -> set[str]:
        """Of the fields outside the form class those to show again. Words that found something have done their work:
        left in their field, they would make the next Enter a search.
        """
        fields = {name for name in self.typed if name.startswith("new_")}
        if self.request.method == "POST" and not self.found_people:
            fields.add("q_people")
        if self.request.method == "POST" and not self.found_work:
            fields.add("q_work")
        return fields

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pressed = next((button for button in LOOKING if self.looks_for(button)), "")
        if not pressed:
            response: HttpResponse = super().post(request, *args, **kwargs)
            return response
        if pressed in ("add_person", "add_organisation"):
            self._add(pressed)
        return self._show_again(pressed)

    def looks_for(self, button: str) -> bool:
        """A button, or Enter in the field that belongs to it."""
        if button in self.request.POST:
            return True
        field = LOOKING[button]
        return bool(field and "enter" in self.request.POST and self.request.POST.get(field, "").strip())

    # Searching

    @cached_property
    def found_people(self) -> list[Offered]:
        if self.request.method != "POST" or not self.looks_for("find_people"):
            return []
        return participants.search(self.request.POST.get("q_people", ""), self.request.user)

    @cached_property
    def found_work(self) -> list[WorkItem]:
        words = self.request.POST.get("q_work", "").strip()
        if self.request.method != "POST" or not words or not self.looks_for("find_work"):
            return []
        rows = work_for(self.request.user)
        return list(rows.matching(words).order_by("sort_key", "pk")[:MOST_WORK])

    # Adding

    def _add(self, pressed: str) -> None:
        """Tick somebody who is typed: a person is stored with what is logged, an organisation at once."""
        try:
            offered = self._add_person() if pressed == "add_person" else self._add_organisation()
        except (RefusedError, ValidationError) as refused:
            told = refused.messages if isinstance(refused, ValidationError) else [str(refused)]
            self.note, self.note_is_error = " ".join(told), True
            return
        self.typed["people"] = [*self.typed.get("people", []), offered.key]
        for name in [name for name in self.typed if name.startswith(f"new_{pressed.removeprefix('add_')}_")]:
            del self.typed[name]
        is_new = offered.person is not None and offered.person.pk is None
        self.note = _("Krysset av. Personen blir lagt til når du lagrer.") if is_new else _("Lagt til og krysset av.")

    def _add_person(self) -> Offered:
        posted = self.request.POST
        by = self._organisation_named(posted.get("new_person_by", "").strip())
        return participants.to_add(posted.get("new_person_name", ""), by, self._day(), self.request.user)

    def _add_organisation(self) -> Offered:
        posted = self.request.POST
        name = posted.get("new_organisation_name", "")
        refuse_identity_numbers(name)
        organisation = add_organisation(
            actor=self.request.user,
            name=name,
            organisation_number=posted.get("new_organisation_number", ""),
            kind=posted.get("new_organisation_kind", ""),
        )
        return Offered(None, organisation)

    def _organisation_named(self, text: str) -> Organisation | None:
        if not text:
            return None
        found = participants.organisation_named(text, self.request.user)
        if found is None:
            raise LogRefusedError(
                _("Vi finner ikke organisasjonen «%(name)s». Skriv hele navnet eller nummeret, eller legg den til.")
                % {"name": text}
            )
        return found

    def _day(self) -> datetime.date:
        try:
            return PartialDate.parse(self.request.POST.get("started_on", "")).first
        except ValueError:
            return timezone.localdate()

    # Showing again

    def _show_again(self, pressed: str) -> HttpResponse:
        """The form as typed, with what was found among the choices; nothing is checked yet."""
        self.looked = pressed
        given = self.get_form_kwargs()
        kwargs = {name: value for name, value in given.items() if name not in ("data", "files")}
        form = self.get_form_class()(**kwargs)
        give_back(form, self.typed)
        self._lead_to_what_was_found(form, pressed)
        self.note = self.note or self._found_in_words(pressed)
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        self.keep_posted(response)
        return response

    def _lead_to_what_was_found(self, form: Any, pressed: str) -> None:
        """The focus goes to the first that was found, or to who was just added."""
        if pressed == "find_work":
            found, field = [str(item.pk) for item in self.found_work], "more_work"
        else:
            added = [] if self.note_is_error or pressed == "find_people" else self.typed["people"][-1:]
            found, field = [one.key for one in self.found_people] or added, "people"
        if found and field in form.fields:
            form.fields[field].widget.focus_on = found[0]

    def get_posted(self) -> QueryDict:
        """Somebody just added is among those ticked."""
        return as_querydict(self.typed)

    def _found_in_words(self, pressed: str) -> str:
        number = len(self.found_people) if pressed == "find_people" else len(self.found_work)
        if not number:
            return _("Ingen treff. Prøv en del av navnet.")
        text = ngettext("%(number)s treff er lagt til i valgene.", "%(number)s treff er lagt til i valgene.", number)
        return text % {"number": number}
