"""Forms of self-assessments: begin, answer a piece, add evidence, decide."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from advice.assessments.enums import Score
from advice.assessments.models import Assessment, AssessmentAnswer
from advice.assessments.services.evidence import OTHER_INVOLVEMENT
from advice.assessments.services.filling import years_open
from advice.assessments.words import EXPLANATIONS
from advice.catalogue import rich_text
from advice.catalogue.models import AdviceVersion
from medvirkning.web.dates import format_date
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from medvirkning.web.widgets import RadioCards

# More than this is no list to choose from.
MOST_INVOLVEMENTS = 200
MAY_BE_PUBLIC = _("Teksten kan bli offentlig. Skriv ikke navn på brukere eller helseopplysninger.")


class StartForm(FormLook, forms.Form):
    """The year to assess."""

    submit_text: str | Promise = _("Begynn egenvurderingen")
    terms = {"year": "egenvurdering"}
    year = forms.TypedChoiceField(
        label=_("Hvilket år gjelder den?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Velg i år eller i fjor.")},
    )

    def __init__(self, *args: Any, taken: set[int], cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken
        years = [(year, str(year)) for year in years_open()]
        free = [(year, name) for year, name in years if year not in taken]
        # Another tab may have begun one of them while this one was open.
        self.fields["year"].choices = years
        self.fields["year"].widget.choices = free
        self.initial.setdefault("year", free[0][0] if free else None)
        self.helper.layout = Layout(
            "year", Buttons(SubmitButton(self.submit_text), LinkButton(_("Avbryt"), cancel_url))
        )

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year in self.taken:
            raise forms.ValidationError(_("Egenvurderingen for %(year)s er alt begynt.") % {"year": year})
        return year


class StepBoxes(forms.CheckboxSelectMultiple):
    """Practical steps to tick, with the links and the emphasis that the Centre has written, and their language."""

    language = ""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        step = rich_text.to_inline_html(str(value))
        return {**option, "label": format_html('<span lang="{}">{}</span>', self.language, step)}


class StepsField(forms.MultipleChoiceField):
    """Steps by their words, so that a draft or a page of an earlier template ticks no other step than the one read.

    A step that the piece no longer has is let go, never refused: the answer meets its conflict instead.
    """

    def clean(self, value: Any) -> list[str]:
        choices: Any = self.choices
        known = {step for step, _words in choices}
        return [step for step in self.to_python(value) if step in known]


class AnswerForm(FormLook, forms.Form):
    """How far the unit has come with a piece. A score may wait: what is written is kept."""

    terms = {"score": "skala", "steps_done": "praktisk-grep"}
    score = forms.ChoiceField(
        label=_("Hvor langt er dere kommet?"),
        choices=Score.choices,
        required=False,
        widget=RadioCards(EXPLANATIONS),
    )
    not_relevant_reason = forms.CharField(
        label=_("Hvorfor er rådet ikke relevant for dere?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    steps_done = StepsField(label=_("Hvilke praktiske grep er på plass?"), required=False, widget=StepBoxes)
    comment = forms.CharField(
        label=_("Hva bygger dere svaret på?"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=MAY_BE_PUBLIC,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self, *args: Any, instance: AssessmentAnswer, piece: AdviceVersion, is_last: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # None of it is told as optional: the score is wanted, and may wait.
        self.helper.mark_optional = False
        for name in ("version", "score", "not_relevant_reason", "comment", "steps_done"):
            self.initial.setdefault(name, getattr(instance, name))
        parts = ["version", "score", Div("not_relevant_reason", css_class="when-not-relevant")]
        if piece.steps:
            field: Any = self.fields["steps_done"]
            field.choices = [(step, rich_text.to_text(step)) for step in piece.steps]
            field.widget.language = piece.language
            parts.append("steps_done")
        else:
            del self.fields["steps_done"]
        on = _("Lagre og se oversikten") if is_last else _("Lagre og gå til neste råd")
        self.helper.layout = Layout(
            *parts,
            "comment",
            Buttons(SubmitButton(on), SubmitButton(_("Lagre"), name="stay", variant="secondary")),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        reason = (cleaned.get("not_relevant_reason") or "").strip()
        if cleaned.get("score") == Score.NOT_RELEVANT and not reason and "not_relevant_reason" not in self.errors:
            self.add_error("not_relevant_reason", _("Skriv hvorfor rådet ikke er relevant."))
        return cleaned


class EvidenceForm(FormLook, forms.Form):
    """One of three: involvement from the log (departments), a file, or an address."""

    involvement: Any = forms.ModelChoiceField(
        label=_("Registrert medvirkning"),
        queryset=None,
        required=False,
        error_messages={"invalid_choice": OTHER_INVOLVEMENT},
        help_text=_("Fra arbeidet som enheten svarer for."),
    )
    file = forms.FileField(
        label=_("Fil"),
        required=False,
        help_text=_(
            "PDF, Word, Excel, PowerPoint, ODT, PNG eller JPG, 10 MB eller mindre. Bare de som kan se "
            "egenvurderingen, kan åpne filen. Last ikke opp noe om enkeltpersoner."
        ),
    )
    url = forms.CharField(
        label=_("Nettadresse"),
        required=False,
        max_length=1000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    label = forms.CharField(
        label=_("Hva viser det?"), max_length=300, help_text=_("For eksempel «Referat fra brukerrådet, mai».")
    )

    submit_text: str | Promise = _("Legg til")

    def __init__(self, *args: Any, involvements: Any, is_department: bool, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = ["file", "url"]
        if is_department:
            field: Any = self.fields["involvement"]
            # The list shows the latest; what is chosen is looked for among all.
            field.queryset = involvements
            shown = [(row.pk, involvement_in_words(row)) for row in involvements[:MOST_INVOLVEMENTS]]
            field.choices = [("", _("Velg medvirkning")), *shown]
            ways.insert(0, "involvement")
        else:
            del self.fields["involvement"]
        self.helper.mark_optional = False
        self.helper.layout = Layout(
            "label", *ways, Buttons(SubmitButton(self.submit_text), LinkButton(_("Avbryt"), cancel_url))
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ways = [name for name in ("involvement", "file", "url") if name in self.fields]
        if not any(name in self.errors for name in ways) and len([n for n in ways if cleaned.get(n)]) != 1:
            raise forms.ValidationError(_("Fyll ut én av måtene å vise det på."))
        return cleaned


def involvement_in_words(row: Any) -> str:
    """«3. juni 2026: Workshop, Nasjonal veileder»."""
    return f"{format_date(row.event.started_on)}: {capfirst(str(row.event.form))}, {row.work_item}"


class SubmitForm(FormLook, forms.Form):
    """Sending in takes nothing but the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, instance: Assessment, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", instance.version)
        self.helper.layout = Layout(
            "version", Buttons(SubmitButton(_("Send til godkjenning")), LinkButton(_("Avbryt"), cancel_url))
        )


class ChangeTemplateForm(FormLook, forms.Form):
    """A step of its own: what it changes stands on the page."""

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Buttons(SubmitButton(_("Bytt til ny mal")), LinkButton(_("Behold malen"), cancel_url))
        )


class AdoptForm(FormLook, forms.Form):
    """Take the pieces as they stand into use; carries the number of the template it was set against."""

    note = forms.CharField(
        label=_("Hva er endret, og hvorfor?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    against = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "against",
            "note",
            Buttons(SubmitButton(_("Ta i bruk rådene slik de står nå")), LinkButton(_("Avbryt"), cancel_url)),
        )
