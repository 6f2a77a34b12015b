"""Forms of service units: registering, deciding, changing, moving, closing, inviting and accepting."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advice.units.enums import OwnerKind, SizeClass, UnitKind
from advice.units.fields import PARENT, ParentFields
from advice.units.models import ServiceUnit
from advice.units.services import Applicant, Facts
from advice.units.services.tree import LEADERS_FACTS
from medvirkning.accounts.models import User
from medvirkning.web import organisation_numbers
from medvirkning.web.conflicts import VersionedForm
from medvirkning.web.dates import PartialDate
from medvirkning.web.fields import PartialDateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from representatives.geography.enums import County

CHOOSE = ("", _("Velg"))
# Looks like a field to a machine that fills in everything, and is shown to nobody.
TRAP = "website"


class OrganisationNumberField(forms.CharField):
    """Nine digits with a check digit; spaces are let be."""

    default_error_messages = {"invalid": _("Skriv ni siffer. Nummeret finner du i Enhetsregisteret.")}

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        if not text:
            return ""
        try:
            return organisation_numbers.validate(text)
        except organisation_numbers.InvalidNumberError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class FactsFields(forms.Form):
    """What a service says of itself."""

    terms = {"name": "tjenesteenhet"}
    name = forms.CharField(
        label=_("Navnet på tjenesten"), max_length=200, help_text=_("For eksempel «Rus- og psykisk helsetjeneste».")
    )
    owner_kind = forms.ChoiceField(label=_("Hører til"), choices=OwnerKind.choices, widget=forms.RadioSelect)
    owner_name = forms.CharField(label=_("Navnet på kommunen eller helseforetaket"), max_length=200)
    organisation_number = OrganisationNumberField(
        label=_("Organisasjonsnummer"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    county = forms.ChoiceField(label=_("Fylke"), choices=[CHOOSE, *County.choices])
    kind = forms.ChoiceField(label=_("Type tjeneste"), choices=UnitKind.choices, widget=forms.RadioSelect)
    size_class = forms.ChoiceField(label=_("Størrelse"), choices=SizeClass.choices, widget=forms.RadioSelect)

    def facts(self) -> Facts:
        return Facts(**{name: self.cleaned_data[name] for name in Facts.__dataclass_fields__})


SERVICE = ("name", "owner_kind", "owner_name", "organisation_number", "county")
ABOUT = ("kind", "size_class")


class ApplicationFields(FormLook, ParentFields, FactsFields):
    """What a new unit is, where it stands, and who is to lead it."""

    applicant_name = forms.CharField(
        label=_("Navnet ditt"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    applicant_email = forms.EmailField(
        label=_("E-postadressen din på jobb"),
        help_text=_("Hit sender vi svaret og invitasjonen til å lede enheten."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    application_text = forms.CharField(
        label=_("Melding til Senter for brukermedvirkning"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Skriv ikke helseopplysninger, og ikke navn på andre."),
    )

    def applicant(self) -> Applicant:
        return Applicant(**{name: self.cleaned_data[name] for name in Applicant.__dataclass_fields__})


class RegistrationForm(ApplicationFields):
    """For anybody."""

    submit_text = _("Send innmeldingen")
    website = forms.CharField(required=False, label=_("La dette feltet stå tomt"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[TRAP].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}
        self.offer_parents()
        self.helper.layout = Layout(
            Fieldset(_("Tjenesten"), *SERVICE, *ABOUT, *self.parents),
            Fieldset(_("Du som melder inn"), "applicant_name", "applicant_email", "application_text"),
            Div(TRAP, hidden=True),
            Buttons(SubmitButton(self.submit_text)),
        )

    @property
    def is_by_a_machine(self) -> bool:
        """Whether the field that nobody sees is filled in."""
        return bool(self.data.get(self.add_prefix(TRAP)))


class NewBelowForm(ApplicationFields):
    """By a leader or the Centre: the parent is given, and what the two share is filled in."""

    submit_text = _("Send til godkjenning")

    def __init__(self, *args: Any, above: ServiceUnit, account: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner_kind", "owner_name", "county"):
            self.initial.setdefault(name, getattr(above, name))
        self.initial.setdefault("applicant_name", account.name)
        self.initial.setdefault("applicant_email", account.email)
        for name in PARENT:
            del self.fields[name]
        self.fields["applicant_name"].label = _("Navnet på den som skal lede enheten")
        self.fields["applicant_email"].label = _("E-postadressen til den som skal lede enheten")
        self.fields["applicant_email"].help_text = _("Hit sender vi invitasjonen når enheten er godkjent.")
        self.helper.layout = Layout(
            Fieldset(_("Tjenesten"), *SERVICE, *ABOUT),
            Fieldset(_("Leder"), "applicant_name", "applicant_email", "application_text"),
            Buttons(SubmitButton(self.submit_text), LinkButton(_("Avbryt"), above.get_absolute_url())),
        )


class DecisionForm(FormLook, ParentFields):
    """Approve, perhaps in another place than was asked for, or refuse with a reason."""

    submit_text = _("Lagre avgjørelsen")
    APPROVE, REFUSE = "approve", "refuse"
    decision = forms.ChoiceField(
        label=_("Avgjørelse"),
        choices=[(APPROVE, _("Godkjenn og send invitasjon")), (REFUSE, _("Avslå"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Begrunnelse"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Må fylles ut når du avslår. Den som meldte inn, får lese den."),
    )

    def __init__(self, *args: Any, unit: ServiceUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_parents(current=unit.parent)
        self.helper.layout = Layout(
            "decision",
            *self.parents,
            "reason",
            Buttons(SubmitButton(self.submit_text), LinkButton(_("Avbryt"), unit.get_absolute_url())),
        )


class FactsForm(FormLook, FactsFields, VersionedForm):
    """What is said of a unit. A leader changes name and size, the Centre the rest too."""

    class Meta:
        model = ServiceUnit
        fields = list(Facts.__dataclass_fields__)

    def __init__(self, *args: Any, may_change_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_change_all:
            for name in set(self.Meta.fields) - set(LEADERS_FACTS):
                del self.fields[name]
        shown = [name for name in (*SERVICE, *ABOUT) if name in self.fields]
        self.helper.layout = Layout(
            "version",
            *shown,
            Buttons(SubmitButton(_("Lagre")), LinkButton(_("Avbryt"), self.instance.get_absolute_url())),
        )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}


class MoveForm(FormLook, ParentFields, VersionedForm):
    """Another unit above, or none."""

    class Meta:
        model = ServiceUnit
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_parents(current=self.instance.parent)
        self.helper.layout = Layout(
            "version",
            *self.parents,
            Buttons(SubmitButton(_("Flytt")), LinkButton(_("Avbryt"), self.instance.get_absolute_url())),
        )


class CloseForm(FormLook, VersionedForm):
    """The last day."""

    last_day = PartialDateField(label=_("Siste dag"), day_only=True, help_text=_("I dag eller tidligere."))

    class Meta:
        model = ServiceUnit
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("last_day", PartialDate.of(timezone.localdate()))
        self.helper.layout = Layout(
            "version",
            "last_day",
            Buttons(SubmitButton(_("Legg ned enheten")), LinkButton(_("Avbryt"), self.instance.get_absolute_url())),
        )


class InviteForm(FormLook, forms.Form):
    """Who is to lead the unit."""

    submit_text = _("Send invitasjon")
    name = forms.CharField(label=_("Navn"), max_length=200)
    email = forms.EmailField(label=_("E-postadresse"))
