"""Inputs that several forms of posts share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.enums import Language
from medvirkning.accounts.fields import LanguageField
from representatives.people.services import NAME_LENGTH

TOO_LONG = {"max_length": _("Navnet kan ha høyst %(limit_value)d tegn. Dette har %(show_value)d.")}


def name_field() -> forms.CharField:
    """A person's name as the person writes it: apostrophes and Sámi letters too."""
    return forms.CharField(
        label=_("Navn"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages=TOO_LONG,
    )


def email_field(**kwargs: object) -> forms.EmailField:
    """An address as browsers type it."""
    return forms.EmailField(
        error_messages={"invalid": _("Skriv en gyldig e-postadresse, som navn@eksempel.no.")},
        **{"label": _("E-postadresse"), "widget": forms.EmailInput(attrs={"autocomplete": "off"}), **kwargs},
    )


def language_field() -> LanguageField:
    """The language of the mail, where one goes, and of the page behind the link."""
    return LanguageField(label=_("Språk i invitasjonen"), initial=Language.NB)
