"""What a held meeting meant for work: which items, in which phases, how much could be influenced."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from medvirkning.web.widgets import CheckboxChips, RadioCards
from projects.involvement.enums import DEGREE_EXPLAINED, Degree, Phase
from projects.involvement.forms import DEGREES
from projects.involvement.layout import Template
from projects.work.models import WorkItem
from projects.work.presenters import capitalised


class MeetingLogForm(FormLook, forms.Form):
    """Who came and how many is said by the meeting; this asks what it meant."""

    terms = {"phases": "fase", "degree": "grad"}
    # The log's service names the input as its own form does.
    field_of = {"work_items": "work"}
    work = forms.MultipleChoiceField(
        label=_("Hvilket arbeid tok møtet opp?"),
        widget=CheckboxChips,
        error_messages={"required": _("Velg hvilket arbeid møtet tok opp.")},
        help_text=_("Søk opp arbeidet under, og kryss av. Møtet blir én hendelse, uansett hvor mange du velger."),
    )
    phases = forms.MultipleChoiceField(
        label=_("Fase"),
        widget=CheckboxChips,
        choices=lambda: [(phase.value, capitalised(phase.label)) for phase in Phase if phase != Phase.NOT_STATED],
    )
    degree = forms.TypedChoiceField(
        label=_("Hvor mye kunne de påvirke?"),
        coerce=int,
        choices=lambda: [(degree.value, capitalised(degree.label)) for degree in DEGREES],
        widget=RadioCards(DEGREE_EXPLAINED),
    )
    purpose = forms.CharField(
        label=_("Formål"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Hva ville dere ha hjelp til?"),
    )
    summary = forms.CharField(
        label=_("Hva kom fram"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Teksten kan bli offentlig. Skriv ikke navn og ikke helseopplysninger."),
    )

    def __init__(self, *args: Any, offered: Sequence[WorkItem] = (), cancel_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(item.pk): item for item in offered}
        self.fields["work"].choices = [(key, item.title) for key, item in self.offered.items()]
        self.helper.layout = Layout(
            "work",
            Template("projects/panels/_look_for_work.html"),
            "phases",
            "degree",
            "purpose",
            "summary",
            Buttons(SubmitButton(_("Registrer")), LinkButton(_("Avbryt"), cancel_url)),
        )

    def clean_degree(self) -> int:
        return Degree(self.cleaned_data["degree"]).value

    def work_items(self) -> list[WorkItem]:
        return [self.offered[key] for key in self.cleaned_data["work"]]
