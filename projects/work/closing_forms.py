"""Closing a department: the last day, who follows it, and where each open item goes."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.web.dates import PartialDate
from medvirkning.web.fields import PartialDateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from medvirkning.web.widgets import CheckboxChips
from projects.departments.fields import DepartmentField
from projects.departments.models import Department
from projects.work.models import WorkItem
from projects.work.presenters import MASKED


class SuccessorsField(forms.ModelMultipleChoiceField):
    widget = CheckboxChips


class ClosingForm(FormLook, forms.Form):
    """First the day and the successors; the preview then lists every open item with the place proposed for it."""

    last_day = PartialDateField(label=_("Siste dag"), day_only=True, help_text=_("For eksempel 31.12.2026."))
    successors = SuccessorsField(
        label=_("Etterfølges av"),
        queryset=Department.objects.none(),
        required=False,
        help_text=_("Utviklingen over år føres videre til etterfølgeren når det er én."),
    )
    heir = DepartmentField(
        queryset=Department.objects.none(),
        label=_("Hit flyttes åpent arbeid"),
        required=False,
        empty_label=_("Velg for hvert arbeid"),
    )

    def __init__(
        self, *args: Any, department: Department, items: list[WorkItem], cancel_url: str, preview: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        others = Department.objects.in_tree().open_on(timezone.localdate()).exclude(pk=department.pk)
        self.fields["successors"].queryset = others.order_by("sort_key", "pk")
        self.fields["heir"].queryset = others
        self.fields["last_day"].initial = PartialDate.of(timezone.localdate())
        parts: list[Any] = ["last_day", "successors", "heir"]
        if preview:
            options = DepartmentField(queryset=others).choices
            choices = [("", _("Velg enhet")), *[(str(key), name) for key, name in options if key]]
            for item in items:
                label = f"{item.reference} {item.title}" if item.is_open_to_reader else MASKED
                self.fields[f"to_{item.pk}"] = forms.ChoiceField(label=label, choices=choices, required=False)
            parts.append(Fieldset(_("Åpent arbeid og hvor det skal"), *[f"to_{item.pk}" for item in items]))
            buttons = [
                SubmitButton(_("Legg ned enheten"), name="close"),
                SubmitButton(_("Vis på nytt"), name="preview", variant="secondary"),
            ]
        else:
            buttons = [SubmitButton(_("Se hva som skjer"), name="preview")]
        self.helper.layout = Layout(*parts, Buttons(*buttons, LinkButton(_("Avbryt"), cancel_url)))

    def destinations(self) -> dict[int, Department]:
        """Where each open item goes: its own choice, else the one for all."""
        heir = self.cleaned_data.get("heir")
        chosen = {item.pk: self.cleaned_data.get(f"to_{item.pk}") for item in self.items}
        known = Department.objects.in_bulk([int(key) for key in chosen.values() if key])
        found = {pk: known[int(key)] if key else heir for pk, key in chosen.items()}
        return {pk: department for pk, department in found.items() if department is not None}
