"""Answering an invitation: an address, the consents, and an account for who has none."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.invitations.forms import AcceptForm, NewAccountForm
from medvirkning.web.forms import Buttons, FormLook, SubmitButton
from representatives.consents.enums import Audience, ConsentPurpose
from representatives.consents.services import text_for
from representatives.consents.standing import audience_with
from representatives.enrolments.fields import TOO_LONG, email_field
from representatives.people.models import Person

# Asked when somebody comes into the register. That a story is published is asked when there is one.
ASKED = (ConsentPurpose.REGISTER, ConsentPurpose.SHOWN, ConsentPurpose.CONTACT)

# Which versions of the texts the page showed.
TEXTS = "texts"


class AddressForm(FormLook, forms.Form):
    """Whoever got a link by hand says where mail can come; the answer follows from the link that is mailed there."""

    submit_text = _("Send meg en lenke")
    email = email_field(
        label=_("E-postadressen din"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Hit sender vi en lenke. Med den svarer du ja, og lager en konto om du ikke har en."),
    )


class ConsentBoxes(forms.Form):
    """A box for each purpose, with the whole text beside it, none of them ticked."""

    helper: Any
    shown = ""
    submit_text: str | Promise

    def add_consents(self, given: frozenset[str], person: Person | None = None) -> None:
        """A purpose that the person has agreed to already isn't asked again; being in the register always is, since
        one more organisation will see what is there.
        """
        asked = [purpose for purpose in ASKED if purpose == ConsentPurpose.REGISTER or purpose not in given]
        others = [name for name in self.fields if name not in asked]
        audience = audience_with(Audience.ADULT, person)
        texts = {purpose: text_for(purpose, audience) for purpose in asked}
        self.shown = ",".join(str(text.pk) for text in texts.values())
        self.fields[TEXTS] = forms.CharField(widget=forms.HiddenInput, required=False, initial=self.shown)
        for purpose in asked:
            is_needed = purpose == ConsentPurpose.REGISTER
            self.fields[purpose] = forms.BooleanField(
                label=format_html("<strong>{}</strong>", _label(purpose)),
                help_text=texts[purpose].text,
                required=is_needed,
                error_messages={
                    "required": _(
                        "Du må si ja til å stå i registeret for å ta imot. Vil du ikke det, kan du takke nei."
                    )
                },
            )
        parts = [Fieldset(_("Kontoen din"), *others)] if others else []
        self.helper.layout = Layout(
            TEXTS,
            Fieldset(_("Dette sier du ja til"), *map(str, asked)),
            *parts,
            Buttons(SubmitButton(self.submit_text)),
        )

    def clean(self) -> dict[str, Any]:
        """Nobody agrees to a text that was published after the page was opened: it is read first."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get(TEXTS) and data[TEXTS] != self.shown:
            self.add_error(None, _("En av tekstene er endret siden du åpnet siden. Les den og kryss av på nytt."))
            ticks = {self.add_prefix(purpose) for purpose in ASKED}
            kept = {name: value for name, value in self.data.items() if name not in ticks}
            self.data = {**kept, self.add_prefix(TEXTS): self.shown}
        return data

    def purposes(self) -> list[str]:
        return [str(purpose) for purpose in ASKED if self.cleaned_data.get(purpose)]


def _label(purpose: ConsentPurpose) -> str | Promise:
    """In words of the person's own."""
    return {
        ConsentPurpose.REGISTER: _("Jeg vil stå i registeret"),
        ConsentPurpose.SHOWN: _("Ansatte kan finne meg (frivillig)"),
        ConsentPurpose.CONTACT: _("Jeg kan bli kontaktet igjen senere (frivillig)"),
    }[purpose]


class AcceptWithConsents(ConsentBoxes, AcceptForm):
    """Somebody with an account says yes."""

    submit_text = _("Si ja")

    def __init__(
        self, *args: Any, given: frozenset[str] = frozenset(), person: Person | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.add_consents(given, person)


class NewAccountWithConsents(ConsentBoxes, NewAccountForm):
    """Somebody without an account says yes, and makes one."""

    submit_text = _("Lag konto og si ja")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages |= TOO_LONG
        self.add_consents(frozenset())
