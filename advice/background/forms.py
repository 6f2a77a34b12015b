"""Forms of the background: writing a text, and saying which pieces it bears on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advice.background.enums import Section
from advice.background.models import Article, ArticleVersion
from advice.background.timeline import days_of
from advice.catalogue.models import Advice, Edition
from advice.catalogue.naming import name_of_piece
from advice.content.forms import ContentForm
from medvirkning.web.forms import FormLook
from medvirkning.web.widgets import CheckboxChips


class ArticleVersionForm(ContentForm):
    """A text about where the advice comes from."""

    url = forms.URLField(
        label=_("Adresse"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        help_text=_("Tom når kilden ikke oppgir noen adresse. Siden sier da fra om det."),
    )

    class Meta:
        model = ArticleVersion
        fields = list(ArticleVersion.content_fields)
        widgets = {"body": forms.Textarea(attrs={"rows": 10}), "references": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "body": _("Tom linje gir nytt avsnitt. Linjer som begynner med «- » blir en liste."),
            "when": _("Slik kilden skriver det, for eksempel «høsten 2019». Brukes i tidslinja."),
            "references": _("Én på hver linje."),
        }

    def clean_when(self) -> str:
        """A step of the process with a time is drawn, and only a year can be."""
        when: str = self.cleaned_data["when"]
        if when and self.instance.of.section == Section.PROCESS and days_of(when) is None:
            raise forms.ValidationError(
                _("Skriv et årstall, for eksempel «høsten 2019». Uten tid står teksten under tidslinja.")
            )
        return when


class NewArticleForm(FormLook, forms.ModelForm):
    """A new text; it is written on the next page."""

    submit_text = _("Gå videre til teksten")
    edition = forms.ModelChoiceField(label=_("Utgave"), queryset=Edition.objects.none(), empty_label=None)

    class Meta:
        model = Article
        fields = ["edition", "section", "slug"]
        help_texts = {
            "slug": _("Små bokstaver og bindestrek, for eksempel «ny-rapport». Lenker peker hit for alltid.")
        }

    def __init__(self, *args: Any, editions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions


class PieceChips(forms.ModelMultipleChoiceField):
    """Pieces of advice to tick."""

    widget = CheckboxChips

    def label_from_instance(self, obj: Advice) -> str:
        return name_of_piece(obj)


class ArrangeArticleForm(FormLook, forms.ModelForm):
    """Where a text stands on its page, and the pieces it bears on."""

    pieces = PieceChips(
        label=_("Råd teksten gjelder"),
        required=False,
        queryset=Advice.objects.none(),
        help_text=_("La stå tomt når kilden ikke sier det. Siden viser da «ikke satt»."),
    )

    class Meta:
        model = Article
        fields = ["position", "pieces"]
        labels = {"position": _("Plass på siden")}
        help_texts = {"position": _("Et tall. Lavest står først.")}

    def __init__(self, *args: Any, pieces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pieces"].queryset = pieces
