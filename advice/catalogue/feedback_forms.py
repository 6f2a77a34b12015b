"""What a reader sends, and what the Centre writes of it."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from advice.catalogue.models import AdviceFeedback
from medvirkning.web.forms import Buttons, FormLook, SubmitButton


def _yes_or_no(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


class FeedbackForm(FormLook, forms.Form):
    """For anyone. The last field is seen by nobody: what is written there is written by a machine."""

    was_useful = forms.TypedChoiceField(
        label=_("Var rådet nyttig for deg?"),
        choices=[("yes", _("Ja")), ("no", _("Nei"))],
        coerce=_yes_or_no,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Hva vil du si?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Teksten kan bli offentlig. Skriv ikke helseopplysninger, verken om deg selv eller andre."),
    )
    reply_to = forms.EmailField(
        label=_("E-postadressen din"),
        required=False,
        help_text=_("Bare hvis du vil ha svar. Vi sletter den et år etter at tilbakemeldingen er behandlet."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    website = forms.CharField(
        label=_("La dette feltet stå tomt"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "was_useful", "text", "reply_to", "form_key", "version",
            Div("website", css_class="not-for-people", aria_hidden="true"),
            Buttons(SubmitButton(_("Send tilbakemeldingen"))),
        )  # fmt: skip

    @property
    def by_a_machine(self) -> bool:
        return bool(self.cleaned_data["website"])


class HandlingForm(FormLook, forms.ModelForm):
    """What came of it."""

    submit_text = _("Lagre")

    class Meta:
        model = AdviceFeedback
        fields = ("handling",)
        widgets = {"handling": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"handling": _("Skriv ikke personopplysninger. Dette beholdes når tilbakemeldingen slettes.")}
