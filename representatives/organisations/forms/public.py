"""Signing an organisation up: first the number, then the rest. And mending what was returned."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from representatives.organisations.enums import OrganisationKind
from representatives.organisations.forms.fields import (
    OrganisationNumberField,
    SignUpFields,
    criteria_part,
    kinds,
)
from representatives.organisations.models import OrganisationApplication
from representatives.organisations.services import CRITERIA, Applicant

# Looks like a field to a machine that fills in everything, and is shown to nobody.
TRAP = "homepage"


class NumberForm(FormLook, forms.Form):
    """The first step: the number, or that there is none."""

    submit_text = _("Gå videre")
    WITH, WITHOUT = "with", "without"
    has_number = forms.ChoiceField(
        label=_("Har dere organisasjonsnummer?"),
        choices=[(WITH, _("Ja")), (WITHOUT, _("Nei, vi har ikke nummer"))],
        widget=forms.RadioSelect,
        initial=WITH,
    )
    organisation_number = OrganisationNumberField(
        label=_("Organisasjonsnummer"),
        required=False,
        max_length=40,
        help_text=_("Ni siffer. Vi henter navnet fra Enhetsregisteret, så langt det svarer."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The answer above says whether the number may be left out.
        self.helper.mark_optional = False

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if (
            data.get("has_number") == self.WITH
            and not data.get("organisation_number")
            and "organisation_number" not in self.errors
        ):
            self.add_error("organisation_number", _("Skriv organisasjonsnummeret, eller velg at dere ikke har noe."))
        return data


class _ApplicantFields(forms.Form):
    applicant_name = forms.CharField(
        label=_("Navnet ditt"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    message = forms.CharField(
        label=_("Melding til Senter for brukermedvirkning"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Skriv ikke helseopplysninger, og ikke navn på andre."),
    )


class SignUpForm(FormLook, SignUpFields, _ApplicantFields):
    """The second step, for anybody."""

    submit_text = _("Send innmeldingen")
    applicant_email = forms.EmailField(
        label=_("E-postadressen din"),
        help_text=_("Hit sender vi svaret, og invitasjonen til å være kontaktperson."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    homepage = forms.CharField(required=False, label=_("La dette feltet stå tomt"))

    def __init__(self, *args: Any, number: str, registry_name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        self.fields[TRAP].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}
        self.fields["kind"].choices = kinds(with_number=bool(number))
        self.fields["umbrella"].offer()
        self.fields["subject_areas"].offer()
        if registry_name:
            self.initial.setdefault("name", registry_name)
            self.fields["name"].help_text = _(
                "Hentet fra Enhetsregisteret. Skriv det om hvis dere heter noe annet til daglig."
            )
        if not number:
            for name in CRITERIA:
                del self.fields[name]
        self.helper.layout = Layout(
            Fieldset(_("Organisasjonen"), "name", "kind"),
            *([criteria_part()] if number else []),
            Fieldset(_("Hva dere arbeider med, og hvor"), *self.ABOUT),
            Fieldset(_("Du som melder inn"), "applicant_name", "applicant_email", "message"),
            Div(TRAP, hidden=True),
            Buttons(SubmitButton(self.submit_text), LinkButton(_("Tilbake til nummeret"), self._first_step())),
        )

    def _first_step(self) -> str:
        address = reverse("organisations:register")
        return f"{address}?nummer={self.number}" if self.number else address

    @property
    def is_by_a_machine(self) -> bool:
        """Whether the field that nobody sees is filled in."""
        return bool(self.data.get(self.add_prefix(TRAP)))

    def applicant(self) -> Applicant:
        return Applicant(**{name: self.cleaned_data[name] for name in Applicant.__dataclass_fields__})


class MendForm(FormLook, SignUpFields, _ApplicantFields):
    """All that was sent in, to be mended and sent in again. The address stays that of the mail."""

    submit_text = _("Send inn på nytt")
    organisation_number = OrganisationNumberField(
        label=_("Organisasjonsnummer"),
        required=False,
        max_length=40,
        help_text=_("Står tomt for grupper som ikke har noe nummer."),
    )

    def __init__(self, *args: Any, application: OrganisationApplication, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, capfirst(kind.label)) for kind in OrganisationKind]
        chosen = list(application.subject_areas.all())
        self.fields["umbrella"].offer(chosen=application.umbrella)
        self.fields["subject_areas"].offer(chosen=chosen)
        for name in self.fields:
            if name not in ("subject_areas", "umbrella"):
                self.initial.setdefault(name, getattr(application, name))
        self.initial.setdefault("subject_areas", [one.pk for one in chosen])
        self.initial.setdefault("umbrella", application.umbrella_id)
        self.helper.layout = Layout(
            Fieldset(_("Organisasjonen"), "organisation_number", "name", "kind"),
            criteria_part(),
            Fieldset(_("Hva dere arbeider med, og hvor"), *self.ABOUT),
            Fieldset(_("Du som melder inn"), "applicant_name", "message"),
            Buttons(SubmitButton(self.submit_text)),
        )
