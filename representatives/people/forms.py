"""Forms of the Centre: whom a letter or a call is about, and erasing that person."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from representatives.people.enums import EraseChannel, EraseReason


class FindForm(FormLook, forms.Form):
    """A name, or part of one. It is sent as a form, so that no address and no log of addresses holds it."""

    submit_text = _("Søk")
    name = forms.CharField(
        label=_("Navn"),
        help_text=_("Hele navnet eller en del av det."),
        min_length=2,
        max_length=300,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )


class EraseOnRequestForm(FormLook, forms.Form):
    """Why, how the request came, and that it is the right person. Nothing to write: a text could hold the name."""

    reason = forms.ChoiceField(label=_("Hvorfor?"), choices=EraseReason.choices, widget=forms.RadioSelect)
    channel = forms.ChoiceField(
        label=_("Hvordan kom beskjeden?"), choices=EraseChannel.choices, widget=forms.RadioSelect
    )
    sure = forms.BooleanField(
        label=_("Jeg har sjekket at dette er riktig person, og at den som ba om det, kan be om det")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "reason",
            "channel",
            "sure",
            Buttons(
                SubmitButton(_("Slett personen"), data_color="danger"),
                LinkButton(_("Avbryt"), reverse("people:find")),
            ),
        )


class EraseAccountForm(FormLook, forms.Form):
    """One tick, so that nobody erases the account by a slip of the finger."""

    sure = forms.BooleanField(label=_("Jeg vil slette kontoen min for godt"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "sure",
            Buttons(
                SubmitButton(_("Slett kontoen min"), data_color="danger"),
                LinkButton(_("Avbryt"), reverse("front:home")),
            ),
        )
