"""Forms of the Centre: a new version of a text, and what somebody said on the phone or in a letter."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.web.fields import DateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from representatives.consents.enums import ConsentChannel, ConsentPurpose
from representatives.consents.models import ConsentText


class PublishForm(FormLook, forms.Form):
    """The text in three languages, and from when it is shown."""

    text_nb = forms.CharField(label=_("Tekst på bokmål"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
    text_nn = forms.CharField(
        label=_("Tekst på nynorsk"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6, "lang": "nn"})
    )
    text_en = forms.CharField(
        label=_("Tekst på engelsk"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6, "lang": "en"})
    )
    valid_from = DateField(label=_("Gjelder fra"), help_text=_("I dag eller senere."))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, follows: ConsentText | None, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("valid_from", timezone.localdate())
        self.initial.setdefault("seen", follows.number if follows else 0)
        if follows is not None:
            for name in ("text_nb", "text_nn", "text_en"):
                self.initial.setdefault(name, getattr(follows, name))
        self.helper.layout = Layout(
            "text_nb",
            "text_nn",
            "text_en",
            "valid_from",
            "seen",
            Buttons(SubmitButton(_("Publiser teksten")), LinkButton(_("Avbryt"), cancel_url)),
        )


class EnterForm(FormLook, forms.Form):
    """What a person agreed to, or took back, without the portal."""

    AGREES, WITHDRAWS = "agrees", "withdraws"
    submit_text = _("Lagre svaret")
    answer = forms.ChoiceField(
        label=_("Hva sa personen?"),
        choices=[(AGREES, _("Samtykker")), (WITHDRAWS, _("Trekker samtykket"))],
        widget=forms.RadioSelect,
    )
    purposes = forms.MultipleChoiceField(
        label=_("Til hva?"),
        choices=ConsentPurpose.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Les opp teksten for hvert formål. Trekkes det første, trekkes alle."),
    )
    channel = forms.ChoiceField(
        label=_("Hvordan kom svaret?"),
        choices=[
            (ConsentChannel.PHONE.value, _("På telefon")),
            (ConsentChannel.LETTER.value, _("I brev")),
            (ConsentChannel.MAIL.value, _("På e-post")),
            (ConsentChannel.IN_PERSON.value, _("Ved oppmøte")),
        ],
        widget=forms.RadioSelect,
    )
    given_on = DateField(
        label=_("Når kom svaret?"),
        help_text=_("Et samtykke gjelder i 12 måneder fra denne dagen. Et samtykke som trekkes, slutter med en gang."),
    )

    def __init__(self, *args: Any, may_agree: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("given_on", timezone.localdate())
        if not may_agree:
            # Only a guardian says yes for the person.
            self.fields["answer"].choices = [(self.WITHDRAWS, _("Trekker samtykket"))]
            self.initial["answer"] = self.WITHDRAWS
