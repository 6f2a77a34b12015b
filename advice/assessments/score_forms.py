"""Forms of representatives' own scores: the leader invites, the representative answers."""

import re
from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from advice.assessments.enums import Score
from advice.assessments.models import Assessment, TemplateItem
from advice.assessments.reading import items_of
from advice.assessments.services.scores import Given
from advice.assessments.words import DOES_NOT_KNOW
from medvirkning.web.forms import Buttons, FormLook, SubmitButton

# Each piece of a form that is sent has a comment, empty or not. No key is longer.
COMMENT_NAME = re.compile(r"comment_([0-9]{1,18})")
# A posted «vet ikke» is told from a piece that was passed by.
UNKNOWN = "unknown"
CHOICES: list[tuple[str, str | Promise]] = [*Score.choices, (UNKNOWN, DOES_NOT_KNOW)]
# One line that explains each step of the scale to who looks at the service from outside.
EXPLANATIONS: dict[str, str | Promise] = {
    Score.NOT_STARTED: _("De har ikke gjort noe med dette, så vidt du vet."),
    Score.PLANNED: _("De har bestemt hva de skal gjøre, og når."),
    Score.PARTLY: _("Noen gjør det, eller de gjør det av og til."),
    Score.MOSTLY: _("De fleste gjør det, og det meste er på plass."),
    Score.FULLY: _("Alle gjør det, hver gang. Det er en del av måten de arbeider på."),
    Score.NOT_RELEVANT: _("Rådet gjelder ikke denne tjenesten."),
    UNKNOWN: _("Du kjenner ikke til hva de gjør."),
}


def scale_explained() -> list[tuple[str | Promise, str | Promise]]:
    """The steps to choose from, each with what it means: told once, above the pieces."""
    return [(label, EXPLANATIONS[key]) for key, label in CHOICES]


def items_to_score(assessment: Assessment, posted: Iterable[str] = ()) -> list[TemplateItem]:
    """The pieces of the form: as it was sent, where a new template has come since. Nothing typed is lost then."""
    items = items_of(assessment.template_id)
    keys = {int(found.group(1)) for name in posted if (found := COMMENT_NAME.fullmatch(name))}
    if keys <= {item.pk for item in items}:
        return items
    sent = TemplateItem.objects.filter(pk__in=keys).first()
    return items_of(sent.template_id) if sent else items


class InviteForm(FormLook, forms.Form):
    """Whom the representative speaks for, and where to send the link, if anywhere."""

    submit_text: str | Promise = _("Lag lenken")
    terms = {"label": "bruker-og-parorenderepresentant"}
    label = forms.CharField(
        label=_("Hvem kommer representanten fra?"),
        max_length=200,
        help_text=_("For eksempel organisasjonen eller brukerrådet. Skriv ikke navn."),
    )
    email = forms.EmailField(
        label=_("E-postadresse"),
        required=False,
        help_text=_("La feltet stå tomt hvis du vil gi lenken videre selv. Adressen slettes etter 30 dager."),
    )


class ScoreForm(FormLook, forms.Form):
    """Every piece with the scale and «vet ikke»."""

    submit_text: str | Promise = _("Send vurderingen")

    def __init__(self, *args: Any, items: list[TemplateItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        parts: list[str] = []
        for item in items:
            version = item.advice_version
            wording = format_html(
                '<span class="score-number">{}</span> <span lang="{}">{}</span>',
                version.of.number,
                version.language,
                version.wording,
            )
            self.fields[f"score_{item.pk}"] = forms.ChoiceField(
                label=wording,
                required=False,
                help_text=_("Rådet er et «%(strength)s».") % {"strength": version.get_strength_display()},
                choices=CHOICES,
                widget=forms.RadioSelect,
            )
            self.fields[f"comment_{item.pk}"] = forms.CharField(
                label=_("Kommentar til råd %(number)s") % {"number": version.of.number},
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            parts += [f"score_{item.pk}", f"comment_{item.pk}"]
        self.helper.mark_optional = False
        self.helper.layout = Layout(*parts, Buttons(SubmitButton(self.submit_text)))

    def clean(self) -> dict[str, Any]:
        """A comment alone would be told as no answer, or as one that was not given."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for item in self.items:
            name = f"score_{item.pk}"
            if cleaned.get(f"comment_{item.pk}") and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Du har skrevet en kommentar. Velg et trinn også, eller «Vet ikke»."))
        return cleaned

    def given(self) -> dict[int, Given]:
        """What was said of each piece, by the key of its item; pieces passed by are not among them."""
        found = {}
        for item in self.items:
            score = self.cleaned_data.get(f"score_{item.pk}", "")
            comment = self.cleaned_data.get(f"comment_{item.pk}", "")
            if not score:
                continue
            found[item.pk] = Given(score="" if score == UNKNOWN else score, comment=comment)
        return found
