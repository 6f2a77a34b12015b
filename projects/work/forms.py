"""Forms of work items."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.models import User
from medvirkning.web.conflicts import VersionedForm
from medvirkning.web.converters import TAKEN
from medvirkning.web.dates import PartialDate
from medvirkning.web.fields import PartialDateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from medvirkning.web.widgets import CheckboxChips, RadioCards
from projects.departments.fields import DepartmentField
from projects.departments.models import Department
from projects.work.choices import departments_to_work_in, people_of
from projects.work.enums import WorkKind
from projects.work.models import WorkItem
from projects.work.responsibility import department_on
from representatives.subjects.models import SubjectArea

# Of a coarse date the first day is kept of these, the last day of the others.
BEGINNINGS = ("commissioned_on", "started_on")


class SubjectChips(forms.ModelMultipleChoiceField):
    widget = CheckboxChips


class WorkItemForm(FormLook, VersionedForm):
    """What both a new item and an old one say of themselves."""

    commissioned_on = PartialDateField(label=_("Bestilt"), required=False, help_text="")
    started_on = PartialDateField(label=_("Startet"), required=False, help_text="")
    due_on = PartialDateField(label=_("Frist"), required=False, help_text="")
    team_addresses = forms.CharField(
        label=_("Teamet"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("E-postadressene til dem som skal se skjermet arbeid, én på hver linje."),
    )

    terms: dict[str, str | tuple[str, ...]] = {"product_type": "normerende-produkt"}

    class Meta:
        model = WorkItem
        fields = ["title", "product_type", "subject_areas", "source", "responsible", "note", "restricted"]
        field_classes = {"subject_areas": SubjectChips}
        labels = {"note": _("Merknad"), "restricted": _("Skjerm arbeidet"), "title": _("Tittel")}
        help_texts = {"note": _("Teksten kan bli offentlig.")}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    DATES = ("commissioned_on", "started_on", "due_on")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        today = timezone.localdate()
        self.fields["subject_areas"].queryset = SubjectArea.objects.in_use(today) | self._chosen_subjects()
        for name in ("product_type", "source"):
            field = self.fields[name]
            current = field.queryset.filter(pk=getattr(self.instance, f"{name}_id"))
            field.queryset = field.queryset.in_use(today) | current
        for name in ("product_type", "source", "responsible"):
            self.fields[name].empty_label = _("Ikke oppgitt")
        if self.instance.pk:
            self._start_from_instance()

    def _chosen_subjects(self) -> Any:
        return SubjectArea.objects.filter(pk__in=self.instance.subject_areas.values("pk") if self.instance.pk else [])

    def _start_from_instance(self) -> None:
        for name in self.DATES:
            day = getattr(self.instance, name)
            if day is not None:
                self.initial.setdefault(name, PartialDate.of(day, getattr(self.instance, f"{name}_precision")))
        addresses = self.instance.team.order_by("name_sort", "pk").values_list("email", flat=True)
        self.initial.setdefault("team_addresses", "\n".join(addresses))

    def clean_team_addresses(self) -> list[User]:
        wanted = {line.strip().lower() for line in self.cleaned_data["team_addresses"].split() if line.strip()}
        found = list(User.objects.active().filter(email__in=wanted))
        missing = sorted(wanted - {account.email for account in found})
        if missing:
            raise forms.ValidationError(
                _("Vi finner ingen konto med %(addresses)s."), params={"addresses": ", ".join(missing)}
            )
        return found

    def team(self) -> list[User]:
        """Who sees restricted work; who restricts it does not shut the door on themselves."""
        team = list(self.cleaned_data["team_addresses"])
        if self.cleaned_data["restricted"] and self.user not in team:
            team.append(self.user)
        return team

    def values(self) -> dict[str, Any]:
        """What the service takes: dates as stored pairs."""
        names = ("title", "product_type", "source", "responsible", "note", "restricted")
        values = {name: self.cleaned_data[name] for name in names}
        for name in self.DATES:
            values |= stored_date(name, self.cleaned_data[name])
        return values


def stored_date(name: str, date: PartialDate | None) -> dict[str, Any]:
    """A date as its two columns: the day it stands for, and how exactly it is known."""
    if date is None:
        return {name: None, f"{name}_precision": "day"}
    return {name: date.first if name in BEGINNINGS else date.last, f"{name}_precision": date.precision}


class NewWorkForm(WorkItemForm):
    """A new item: what it is and who answers for it, then the rest."""

    terms = {**WorkItemForm.terms, "kind": ("oppdrag", "fast-oppgave"), "department": "enhet"}
    kind = forms.ChoiceField(
        label=_("Hva slags arbeid"),
        choices=[(WorkKind.ASSIGNMENT, _("Oppdrag")), (WorkKind.STANDING_TASK, _("Fast oppgave"))],
        initial=WorkKind.ASSIGNMENT,
        widget=RadioCards(
            {
                WorkKind.ASSIGNMENT: _("Bestilt arbeid med start, frist og en dag det er fullført."),
                WorkKind.STANDING_TASK: _("Gjøres hvert år til den avsluttes."),
            }
        ),
    )
    reference = forms.CharField(
        label=_("Referanse"),
        required=False,
        max_length=60,
        help_text=_("Fra tildelingsbrevet eller arkivet. Uten referanse får arbeidet neste ledige nummer."),
    )
    department = DepartmentField(queryset=Department.objects.none(), label=_("Enheten som svarer for arbeidet"))
    version = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = departments_to_work_in(self.user, timezone.localdate())
        self.fields["department"].queryset = choices
        own = choices.filter(memberships__user=self.user).order_by("sort_key", "pk").first()
        if own is not None:
            self.fields["department"].initial = own.pk
        self.fields["responsible"].queryset = User.objects.filter(pk=self.user.pk) | (
            people_of(own, timezone.localdate()) if own else User.objects.none()
        )
        self.fields["responsible"].initial = self.user.pk
        self.helper.layout = Layout(
            "kind",
            "title",
            "reference",
            "department",
            "responsible",
            Row("product_type", "source"),
            "subject_areas",
            Row("commissioned_on", "started_on", "due_on"),
            "note",
            "restricted",
            "team_addresses",
            Buttons(SubmitButton(_("Opprett"))),
        )

    def clean_reference(self) -> str:
        reference = self.cleaned_data["reference"].strip()
        if "/" in reference:
            raise forms.ValidationError(_("Referansen kan ikke ha skråstrek. Bruk bindestrek i stedet."))
        if reference.lower() in TAKEN:
            raise forms.ValidationError(_("Velg en annen referanse."))
        return reference


class EditWorkForm(WorkItemForm):
    """What may be changed at any time; states have a page of their own."""

    def __init__(self, *args: Any, cancel_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["responsible"].queryset = people_of(
            department_on(self.instance), today, self.instance.responsible_id, self.user.pk
        )
        dates = ("commissioned_on", "started_on", "due_on")
        self.helper.layout = Layout(
            "version",
            "title",
            "responsible",
            Row("product_type", "source"),
            "subject_areas",
            Row(*dates),
            "note",
            "restricted",
            "team_addresses",
            Buttons(SubmitButton(_("Lagre")), LinkButton(_("Avbryt"), cancel_url)),
        )


class MoveForm(FormLook, forms.Form):
    """Another department answers from a date."""

    submit_text = _("Flytt")
    terms = {"department": "enhet"}
    department = DepartmentField(queryset=Department.objects.none(), label=_("Til enhet"))
    from_date = PartialDateField(label=_("Fra og med"), day_only=True, help_text=_("For eksempel 21.11.2026."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.in_tree().open_on(timezone.localdate())
        self.fields["from_date"].initial = PartialDate.of(timezone.localdate())


class ContributionForm(FormLook, forms.Form):
    """A department contributes in a period; without dates for as long as the work lasts."""

    submit_text = _("Lagre bidraget")
    terms = {"department": "enhet"}
    department = DepartmentField(queryset=Department.objects.none(), label=_("Enheten som bidrar"))
    valid_from = PartialDateField(label=_("Fra og med"), required=False, help_text="")
    valid_to = PartialDateField(label=_("Til og med"), required=False, help_text="")

    def __init__(self, *args: Any, answering: Department, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_now = Department.objects.in_tree().open_on(timezone.localdate())
        self.fields["department"].queryset = open_now.exclude(pk=answering.pk)
        self.helper.layout = Layout(
            "department", Row("valid_from", "valid_to"), Buttons(SubmitButton(self.submit_text))
        )
