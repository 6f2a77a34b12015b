"""Erasing asks for a word to be typed: nobody does it by a slip of the finger."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton


def word_to_type() -> str:
    """In the reader's language."""
    return gettext("slett")


class EraseForm(FormLook, forms.Form):
    """The word, and one button."""

    word = forms.CharField(
        label=_("Skriv ordet for å bekrefte"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].help_text = gettext("Skriv «%(word)s».") % {"word": word_to_type()}
        self.helper.layout = Layout(
            "word",
            Buttons(
                SubmitButton(_("Slett opplysningene mine"), data_color="danger"),
                LinkButton(_("Avbryt"), reverse("my_page:home")),
            ),
        )

    def clean_word(self) -> str:
        """Capitals and spaces are no matter."""
        typed: str = self.cleaned_data["word"].strip().casefold()
        if typed != word_to_type().casefold():
            raise forms.ValidationError(gettext("Skriv «%(word)s» for å slette.") % {"word": word_to_type()})
        return typed
