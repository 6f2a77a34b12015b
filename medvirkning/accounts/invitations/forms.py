"""Saying yes to an invitation, with an account or by making one."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.enums import Language
from medvirkning.accounts.fields import LanguageField
from medvirkning.accounts.models import User
from medvirkning.web.forms import FormLook


class AcceptForm(FormLook, forms.Form):
    """Somebody with an account says yes."""

    submit_text = _("Ta imot")


class NewAccountForm(FormLook, forms.Form):
    """Somebody without an account says yes, and makes one."""

    submit_text = _("Lag konto og ta imot")
    name = forms.CharField(
        label=_("Navnet ditt"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = LanguageField(label=_("Språk"))
    password = forms.CharField(
        label=_("Velg et passord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Minst 12 tegn, og ikke noe som er lett å gjette."),
    )

    def __init__(self, *args: Any, invited_name: str, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.initial.setdefault("name", invited_name)
        self.initial.setdefault("language", Language.of_the_page())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if password := data.get("password"):
            account = User(email=self.email, name=data.get("name", ""))
            try:
                password_validation.validate_password(password, account)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data
