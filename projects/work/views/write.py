"""Making and changing a work item."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from medvirkning.web.refusals import RefusedError
from medvirkning.web.views import CreateView, UpdateView
from projects.departments.models import Department
from projects.work.forms import ContributionForm, EditWorkForm, MoveForm, NewWorkForm
from projects.work.models import WorkItem
from projects.work.responsibility import department_on
from projects.work.services import items
from projects.work.status_forms import StatusForm

EXPECTED = (ValidationError, RefusedError)


def page_of(work_item: WorkItem) -> str:
    """The item's own page."""
    return reverse("work:detail", args=[work_item.reference])


class CreateWork(CreateView):
    """A new assignment or standing task."""

    title = _("Nytt oppdrag eller ny fast oppgave")
    permission = "work.create"
    form_class = NewWorkForm
    draft_key = "work.new"
    expected_errors = EXPECTED
    success_message = _("Opprettet.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Oppdrag"), reverse("work:list")), (_("Nytt"), "")]

    def save(self, form: NewWorkForm) -> WorkItem:
        data = form.cleaned_data
        values = form.values()
        return items.create_work_item(
            actor=self.request.user,
            kind=data["kind"],
            department=data["department"],
            reference=data["reference"],
            subject_areas=data["subject_areas"],
            team=form.team(),
            **values,
        )

    def get_success_url_for(self, saved: WorkItem) -> str:
        return page_of(saved)


class ChangeWork(UpdateView):
    """What all forms on one work item share: where they lead back to, and who may."""

    model = WorkItem
    slug_field = slug_url_kwarg = "reference"
    permission = "work.change"
    expected_errors = EXPECTED
    success_message = _("Endringene er lagret.")

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [
            (_("Oppdrag"), reverse("work:list")),
            (self.object.title, page_of(self.object)),
            (self.get_title(), ""),
        ]

    def get_success_url_for(self, saved: Any) -> str:
        return page_of(self.object)


class EditWork(ChangeWork):
    """Change what the item says of itself."""

    title = _("Endre")
    form_class = EditWorkForm
    draft_key = "work.edit"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "cancel_url": page_of(self.object)}

    def save(self, form: EditWorkForm) -> WorkItem:
        data = form.cleaned_data
        return items.change_work_item(
            actor=self.request.user,
            work_item=self.object,
            expected_version=data["version"],
            changes=form.values(),
            subject_areas=data["subject_areas"],
            team=form.team(),
        )


class ChangeStatus(ChangeWork):
    """Begin, complete, end, cancel or take up again."""

    title = _("Fullfør eller endre status")
    template_name = "projects/work/status.html"
    form_class = StatusForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.object, "cancel_url": page_of(self.object)}

    def save(self, form: StatusForm) -> WorkItem:
        return items.change_work_item(
            actor=self.request.user,
            work_item=self.object,
            expected_version=form.cleaned_data["version"],
            changes=form.changes(),
        )


class MoveWork(ChangeWork):
    """Let another department answer for the item from a date."""

    title = _("Flytt til en annen enhet")
    lede = _(
        "Et oppdrag teller i enheten som svarer for det den dagen det fullføres, "
        "en fast oppgave i den som svarer for den siste dagen i året den er i gang."
    )
    permission = "work.move"
    form_class = MoveForm
    success_message = _("Arbeidet er flyttet.")

    def save(self, form: MoveForm) -> WorkItem:
        items.move_work_item(
            actor=self.request.user,
            work_item=self.object,
            department=form.cleaned_data["department"],
            from_date=form.cleaned_data["from_date"].first,
        )
        return self.object


class Contribute(ChangeWork):
    """Let another department edit and log, outside its share."""

    title = _("Enhet som bidrar")
    lede = _(
        "De ansatte i enheten kan endre arbeidet og registrere medvirkning. "
        "Arbeidet teller bare i enheten som svarer for det."
    )
    form_class = ContributionForm
    success_message = _("Bidraget er lagret.")

    @cached_property
    def department(self) -> Department:
        return department_on(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "answering": self.department}

    def save(self, form: ContributionForm) -> WorkItem:
        first, last = form.cleaned_data["valid_from"], form.cleaned_data["valid_to"]
        items.set_contribution(
            actor=self.request.user,
            work_item=self.object,
            department=form.cleaned_data["department"],
            valid_from=first.first if first else None,
            valid_to=last.last if last else None,
        )
        return self.object
