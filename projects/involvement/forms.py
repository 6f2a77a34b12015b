"""The quick log: one event and what it meant for a work item, with at most seven required inputs."""

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms.layout import Div, Field, Layout, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.models import User
from medvirkning.web.dates import PartialDate
from medvirkning.web.fields import PartialDateField
from medvirkning.web.forms import Buttons, Fold, FormLook, LinkButton, SubmitButton
from medvirkning.web.precision import DatePrecision
from medvirkning.web.widgets import CheckboxChips, RadioCards, YesNoUnknown
from projects.involvement import participants
from projects.involvement.enums import DEGREE_EXPLAINED, Capacity, Degree, InvolvementState, Level, Perspective, Phase
from projects.involvement.layout import Template
from projects.involvement.models import InvolvementForm
from projects.involvement.participants import Offered
from projects.involvement.services.checks import problems
from projects.involvement.services.data import EventData, InvolvementData, Participant, TakingPart
from projects.work.models import WorkItem
from projects.work.presenters import capitalised

ONE_DAY, PERIOD = "dag", "periode"
# In the order of how often they are chosen; information, which is no involvement, last.
DEGREES = (Degree.CONSULTATION, Degree.COLLABORATION, Degree.EQUAL_MEMBER, Degree.USER_LED, Degree.INFORMATION)
CAPACITIES = [
    (Capacity.REPRESENTATION, _("Representanter")),
    (Capacity.EXPERIENCE, _("Erfaringskonsulenter")),
    (Capacity.INSIGHT, _("Seg selv, med egen erfaring")),
    (Capacity.UNKNOWN, _("Vet ikke")),
]
PERSPECTIVES = [
    (Perspective.USER, _("Brukere")),
    (Perspective.CARER, _("Pårørende")),
    (Perspective.BOTH, _("Begge")),
]
LEVELS = [
    (Level.INDIVIDUAL, _("Individ: eget eller den nærmestes tilbud")),
    (Level.SERVICE, _("Tjeneste: hvordan et tilbud er")),
    (Level.SYSTEM, _("System: regler, planer og råd for alle")),
]
PLEASE_CHOOSE = ("", _("Velg"))


class LogForm(FormLook, forms.Form):
    """Required: when, form, phase, who (or how many), whom they spoke for, as what, and the degree."""

    terms = {
        "form": "form",
        "phase": "fase",
        "perspective": "perspektiv",
        "capacity": "kapasitet",
        "degree": "grad",
        "level": "niva",
        "youth": "barn-og-unge",
    }
    started_on = PartialDateField(label=_("Når"), help_text="")
    form = forms.ModelChoiceField(label=_("Form"), queryset=InvolvementForm.objects.none(), empty_label=_("Velg"))
    phase = forms.ChoiceField(label=_("Fase"))
    span = forms.ChoiceField(
        label=_("Hvor lenge"),
        choices=[(ONE_DAY, _("Én dag")), (PERIOD, _("En periode"))],
        initial=ONE_DAY,
        required=False,
        widget=forms.RadioSelect,
    )
    ended_on = PartialDateField(
        label=_("Til og med"),
        required=False,
        help_text=_("For en gruppe som fortsetter: når den etter planen er ferdig."),
    )
    people = forms.MultipleChoiceField(
        label=_("Hvem var med"),
        required=False,
        widget=CheckboxChips,
        help_text=_("Kryss av eller søk opp, eller skriv hvor mange de var."),
    )
    users_count = forms.IntegerField(label=_("Antall brukere"), required=False, min_value=0, max_value=1_000_000)
    carers_count = forms.IntegerField(label=_("Antall pårørende"), required=False, min_value=0, max_value=1_000_000)
    perspective = forms.ChoiceField(label=_("Hvem snakket de for"), choices=[PLEASE_CHOOSE, *PERSPECTIVES])
    capacity = forms.ChoiceField(label=_("De var med som"), choices=[PLEASE_CHOOSE, *CAPACITIES])
    degree = forms.TypedChoiceField(
        label=_("Hvor mye kunne de påvirke?"),
        coerce=int,
        choices=lambda: [(degree.value, capitalised(degree.label)) for degree in DEGREES],
        widget=RadioCards(DEGREE_EXPLAINED),
    )
    summary = forms.CharField(
        label=_("Hva kom fram"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Teksten kan bli offentlig. Skriv ikke helseopplysninger."),
    )
    more_phases = forms.MultipleChoiceField(label=_("Gjaldt også"), required=False, widget=CheckboxChips)
    level = forms.ChoiceField(
        label=_("Nivå"),
        required=False,
        choices=[("", _("Ikke oppgitt")), *LEVELS],
        help_text=_("Hvor medvirkningen skjedde, ikke hvor mye de kunne påvirke."),
    )
    youth = forms.BooleanField(label=_("Barn eller unge var med"), required=False)
    whole_process = forms.NullBooleanField(label=_("Var de med i hele prosessen"), required=False, widget=YesNoUnknown)
    organisations_count = forms.IntegerField(
        label=_("Antall organisasjoner uten navn"), required=False, min_value=0, max_value=100_000
    )
    hours = forms.DecimalField(
        label=_("Timer"), required=False, min_value=0, max_digits=7, decimal_places=1, localize=True
    )
    purpose = forms.CharField(
        label=_("Formål"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Hva ville dere ha hjelp til?"),
    )

    def __init__(
        self,
        *args: Any,
        user: User,
        work_item: WorkItem,
        offered: Sequence[Offered] = (),
        also: Iterable[str] = (),
        other_work: Sequence[WorkItem] = (),
        looks_for_work: bool = False,
        cancel_url: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.work_item, self.cancel_url = user, work_item, cancel_url
        self.looks_for_work = looks_for_work
        self.initial.setdefault("started_on", PartialDate.of(timezone.localdate()))
        self._choices()
        self.offered = {one.key: one for one in offered}
        self._offer([*also, *self._given("people"), *self.initial.get("people", [])])
        self.other_work = {str(item.pk): item for item in other_work}
        self._roles()
        self._layout()

    def _given(self, name: str) -> list[str]:
        return self.data.getlist(self.add_prefix(name)) if self.is_bound else []

    def _choices(self) -> None:
        phases = [(phase.value, capitalised(phase.label)) for phase in Phase if phase != Phase.NOT_STATED]
        self.fields["phase"].choices = [PLEASE_CHOOSE, *phases]
        self.fields["more_phases"].choices = phases
        forms_in_use = InvolvementForm.objects.in_use(timezone.localdate()).exclude(code="not_stated")
        self.fields["form"].queryset = forms_in_use
        self.fields["form"].label_from_instance = capitalised

    def _offer(self, keys: Iterable[str]) -> None:
        """Those who are ticked are offered, wherever they were found."""
        missing = [key for key in keys if key not in self.offered]
        if missing:
            self.offered |= {one.key: one for one in participants.resolve(missing, self.user)}
        self.fields["people"].choices = [(key, one.label) for key, one in self.offered.items()]

    def _roles(self) -> None:
        """A capacity of its own for each, where they differ."""
        for key, one in self.offered.items():
            self.fields[f"role_{key}"] = forms.ChoiceField(
                label=one.label, required=False, choices=[("", _("Som de andre")), *CAPACITIES]
            )
        if self.other_work:
            self.fields["more_work"] = forms.MultipleChoiceField(
                label=_("Gjaldt også dette arbeidet"),
                required=False,
                widget=CheckboxChips,
                choices=[(key, item.title) for key, item in self.other_work.items()],
            )

    def _layout(self) -> None:
        roles = [name for name in self.fields if name.startswith("role_")]
        folds: list[Any] = [
            Fold(
                _("Mer om hendelsen"),
                "more_phases",
                "level",
                "youth",
                Row("organisations_count", "hours", "whole_process"),
                "purpose",
            )
        ]
        if roles:
            folds.append(Fold(_("De hadde ulike roller"), *roles))
        self.helper.layout = Layout(
            Row("started_on", "form", "phase"),
            Div(Field("span", wrapper_class="inline-choices"), "ended_on", css_class="stack span-of-event"),
            Div("people", Template("projects/involvement/_look_further.html"), css_id="who", css_class="stack"),
            Row("users_count", "carers_count"),
            Row("perspective", "capacity"),
            "degree",
            "summary",
            *folds,
            *self._last_parts(),
            self._buttons(),
        )

    def _last_parts(self) -> list[Any]:
        chips = ["more_work"] if "more_work" in self.fields else []
        look = Template("projects/involvement/_look_for_work.html")
        return [Fold(_("Hendelsen gjaldt også annet arbeid"), *chips, look, in_use=self.looks_for_work)]

    def _buttons(self) -> Buttons:
        return Buttons(
            SubmitButton(_("Registrer")),
            SubmitButton(_("Registrer, og en til"), name="again", variant="secondary"),
        )

    def clean(self) -> dict[str, Any]:
        """All that is wrong is told at once: the log's own rules too, where what they are read from is all right."""
        cleaned = super().clean() or {}
        if cleaned.get("span") == PERIOD and not cleaned.get("ended_on") and "ended_on" not in self.errors:
            self.add_error("ended_on", _("Oppgi når perioden slutter etter planen."))
        people = [self.offered[key].person for key in cleaned.get("people", [])]
        names = [person.pk or person.name for person in people if person is not None]
        if len(names) != len(set(names)):
            self.add_error("people", _("Samme person er valgt for to organisasjoner. Velg én av dem."))
        wrong = set(self.errors)
        for problem in problems(self.event(), self.involvement()):
            if not problem.inputs & wrong:
                self.add_error(problem.field, problem.message)
        return cleaned

    def event(self) -> EventData:
        """What took place, as the service takes it. Of what is wrong in the form, something stands in its place."""
        data = self.cleaned_data
        start: PartialDate = data.get("started_on") or PartialDate.of(timezone.localdate())
        end: PartialDate | None = data.get("ended_on") if data.get("span") == PERIOD else None
        chosen = [self._chosen(key) for key in data.get("people", [])]
        return EventData(
            form=data.get("form") or InvolvementForm(),
            started_on=start.first,
            started_on_precision=start.precision,
            ended_on=end.last if end else None,
            ended_on_precision=end.precision if end else DatePrecision.DAY,
            people=[one for one in chosen if isinstance(one, Participant)],
            organisations=[one for one in chosen if isinstance(one, TakingPart)],
            users_count=data.get("users_count"),
            carers_count=data.get("carers_count"),
            organisations_count=data.get("organisations_count"),
            group_capacity=data.get("capacity") or Capacity.UNKNOWN,
            hours=data.get("hours"),
        )

    def _chosen(self, key: str) -> Participant | TakingPart:
        data = self.cleaned_data
        return self.offered[key].as_participant(data.get(f"role_{key}") or data.get("capacity") or Capacity.UNKNOWN)

    def involvement(self) -> InvolvementData:
        """What it meant for the work."""
        data = self.cleaned_data
        return InvolvementData(
            phases=[data.get("phase", ""), *data.get("more_phases", [])],
            degree=data.get("degree"),
            perspective=data.get("perspective"),
            youth=data.get("youth", False),
            level=data.get("level"),
            whole_process=data.get("whole_process"),
            purpose=data.get("purpose", ""),
            summary=data.get("summary", ""),
        )

    def work_items(self) -> list[WorkItem]:
        """This item, and those ticked besides it."""
        return [self.work_item, *(self.other_work[key] for key in self.cleaned_data.get("more_work", []))]


class EditForm(LogForm):
    """The same fields for an involvement that is logged; unknown values of files stay unknown until they are known."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    event_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, instance: Any, **kwargs: Any) -> None:
        self.instance = instance
        super().__init__(*args, work_item=instance.work_item, **kwargs)

    def _choices(self) -> None:
        super()._choices()
        event = self.instance.event
        self.fields["form"].queryset = self.fields["form"].queryset | InvolvementForm.objects.filter(pk=event.form_id)
        if Phase.NOT_STATED in self.instance.phases:
            self.fields["phase"].choices = [
                *self.fields["phase"].choices,
                (Phase.NOT_STATED, capitalised(Phase.NOT_STATED.label)),
            ]
        if self.instance.perspective is None:
            self.fields["perspective"].required = False
            self.fields["perspective"].choices = [("", _("Ikke oppgitt")), *PERSPECTIVES]

    def _last_parts(self) -> list[Any]:
        return ["version", "event_version"]

    def _buttons(self) -> Buttons:
        """A draft that is finished is registered."""
        is_draft = self.instance.state == InvolvementState.DRAFT
        text = _("Registrer") if is_draft else _("Lagre")
        return Buttons(SubmitButton(text), LinkButton(_("Avbryt"), self.cancel_url))
