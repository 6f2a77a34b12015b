"""Forms of the glossary: finding a word, writing one, and saying what it belongs to."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from advice.catalogue.models import Advice
from advice.catalogue.naming import name_of_piece
from advice.content.forms import ContentForm
from advice.glossary.enums import TermGroup
from advice.glossary.models import Term, TermVersion
from medvirkning.web.filters import FilterHelper
from medvirkning.web.forms import Buttons, FormLook, SubmitButton
from medvirkning.web.widgets import CheckboxChips


class FindForm(forms.Form):
    """The words one looks for. What can't be read finds everything."""

    q = forms.CharField(
        label=_("Søk i begrepene"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    group = forms.ChoiceField(label=_("Gruppe"), required=False, choices=[("", _("Alle")), *TermGroup.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FilterHelper(self)

    @property
    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {"wanted": self.cleaned_data.get("q", ""), "group": self.cleaned_data.get("group", "")}


class TermVersionForm(ContentForm):
    """A word and what it means, in three languages."""

    # Where the text is quoted.
    asked_for = ("source",)

    class Meta:
        model = TermVersion
        fields = list(TermVersion.content_fields)
        widgets = {f"definition_{language}": forms.Textarea(attrs={"rows": 4}) for language in ("nb", "nn", "en")}
        help_texts = {
            "is_quoted": _("Nynorsk og engelsk er da portalens egen oversettelse, og siden sier det."),
            "source": _("Tom når forklaringen er portalens egen."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "version",
            Fieldset(str(_("Bokmål")), "name_nb", "definition_nb"),
            Fieldset(str(_("Nynorsk")), "name_nn", "definition_nn"),
            Fieldset(str(_("Engelsk")), "name_en", "definition_en"),
            Fieldset(str(_("Kilde")), "is_quoted", "source", "source_place"),
            Buttons(SubmitButton(self.submit_text)),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("is_quoted") and not cleaned.get("source", "").strip():
            self.add_error("source", _("Oppgi kilden når teksten er sitert."))
        return cleaned


class NewTermForm(FormLook, forms.ModelForm):
    """A new word; its text is written on the next page."""

    submit_text = _("Gå videre til teksten")

    class Meta:
        model = Term
        fields = ["slug", "group"]
        help_texts = {
            "slug": _("Små bokstaver og bindestrek, for eksempel «felles-beslutning». Lenker peker hit for alltid.")
        }


class PieceChips(forms.ModelMultipleChoiceField):
    """Pieces of advice to tick."""

    widget = CheckboxChips

    def label_from_instance(self, obj: Advice) -> str:
        return name_of_piece(obj)


class ArrangeTermForm(FormLook, forms.ModelForm):
    """Where a word stands, and the pieces it belongs to besides those whose wording has it."""

    pieces = PieceChips(
        label=_("Råd begrepet hører til"),
        required=False,
        queryset=Advice.objects.none(),
        help_text=_(
            "Råd som har ordet i ordlyden, eller har nivået eller styrken det navngir, kommer med av seg selv."
        ),
    )

    class Meta:
        model = Term
        fields = ["group", "position", "pieces"]

    def __init__(self, *args: Any, pieces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pieces"].queryset = pieces
