"""Forms of the Centre and of contacts: deciding, changing, closing, confirming, inviting."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from medvirkning.web.conflicts import VersionedForm
from medvirkning.web.fields import DateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from representatives.organisations.enums import (
    APPLICATION_TRANSITIONS,
    CONFIRMING,
    ApplicationState,
    OrganisationKind,
)
from representatives.organisations.forms.fields import (
    AboutFields,
    CriteriaFields,
    OrganisationNumberField,
    criteria_part,
)
from representatives.organisations.models import Organisation, OrganisationApplication

DECISIONS = {
    ApplicationState.APPROVED: _("Godkjenn, og inviter den som meldte inn"),
    ApplicationState.RETURNED: _("Send tilbake med det som mangler"),
    ApplicationState.REFUSED: _("Avslå"),
}


# What the Centre reads where an organisation's own contact is spoken to.
OF_ANOTHER = {
    "umbrella": (
        _("Paraplyorganisasjon"),
        _("Er organisasjonen medlem av en paraplyorganisasjon som er i registeret, velger du den her."),
    ),
    "subject_areas": (_("Fagområder organisasjonen arbeider med"), ""),
    "is_national": (_("Organisasjonen arbeider i hele landet"), ""),
    "counties": (
        _("Fylker organisasjonen arbeider i"),
        _("Velg minst ett, om organisasjonen ikke arbeider i hele landet."),
    ),
    "about": (
        _("Kort om organisasjonen"),
        _("Hvem organisasjonen er til for, og hva den gjør. Teksten kan bli offentlig."),
    ),
}


class KnownField(forms.ModelChoiceField):
    """Organisations that are known already and may be the same."""

    widget = forms.RadioSelect

    def label_from_instance(self, obj: Organisation) -> str:
        told = [obj.organisation_number or obj.external_id or "", obj.get_kind_display()]
        return f"{obj.name} ({', '.join(str(one) for one in told if one)})"


class DecisionForm(FormLook, forms.Form):
    """Approve, return with a reason, or refuse with one: what the state allows."""

    submit_text = _("Lagre avgjørelsen")
    # By two answers of three.
    asked_for = ("reason",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(label=_("Avgjørelse"), widget=forms.RadioSelect)
    same_as = KnownField(
        label=_("Er den en av disse, som er kjent fra før?"),
        queryset=Organisation.objects.none(),
        required=False,
        # Else radio buttons have no empty choice.
        blank=True,
        empty_label=_("Nei, det er en ny organisasjon"),
        help_text=_("Velger du en av dem, blir det den som kommer i registeret, med alt den har vært med på."),
    )
    reason = forms.CharField(
        label=_("Begrunnelse"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Må fylles ut når du sender tilbake eller avslår. Den som meldte inn, får lese den."),
    )

    def __init__(
        self, *args: Any, application: OrganisationApplication, candidates: list[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", application.version)
        allowed = APPLICATION_TRANSITIONS[application.state]
        self.fields["decision"].choices = [
            (state.value, text) for state, text in DECISIONS.items() if state in allowed
        ]
        if application.state == ApplicationState.RETURNED:
            self.fields["reason"].help_text = _(
                "Godkjenner du, skriver du hva som er avklart, for eksempel på telefon. Det leser bare Senter for "
                "brukermedvirkning. Avslår du, får den som meldte inn, lese det."
            )
        if candidates and ApplicationState.APPROVED in allowed:
            keys = [one.pk for one in candidates]
            self.fields["same_as"].queryset = Organisation.objects.filter(pk__in=keys).order_by("sort_key", "pk")
        else:
            del self.fields["same_as"]
        self.helper.layout = Layout(
            "version",
            "decision",
            *(["same_as"] if "same_as" in self.fields else []),
            "reason",
            Buttons(SubmitButton(self.submit_text)),
        )


class FactsForm(FormLook, AboutFields, VersionedForm):
    """What is said of an organisation. A contact says what it does and where, the Centre the rest too."""

    name = forms.CharField(label=_("Navn"), max_length=300)
    kind = forms.ChoiceField(label=_("Hva slags organisasjon"))
    organisation_number = OrganisationNumberField(label=_("Organisasjonsnummer"), required=False, max_length=40)

    CENTRES = ("name", "kind", "organisation_number")

    class Meta:
        model = Organisation
        fields = ["name", "kind", "umbrella", "subject_areas", "is_national", "counties", "about", "website"]

    def __init__(self, *args: Any, may_change_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = self.instance
        self.fields["kind"].choices = [(kind.value, capfirst(kind.label)) for kind in OrganisationKind]
        chosen = list(organisation.subject_areas.all())
        self.fields["umbrella"].offer(chosen=organisation.umbrella, but_not=organisation)
        self.fields["subject_areas"].offer(chosen=chosen)
        self.initial.setdefault("organisation_number", organisation.organisation_number or "")
        if may_change_all:
            for name, (label, help_text) in OF_ANOTHER.items():
                self.fields[name].label, self.fields[name].help_text = label, help_text
        else:
            for name in self.CENTRES:
                del self.fields[name]
        shown = [name for name in (*self.CENTRES, *self.ABOUT) if name in self.fields]
        self.helper.layout = Layout(
            "version",
            *shown,
            Buttons(SubmitButton(_("Lagre")), LinkButton(_("Avbryt"), organisation.get_absolute_url())),
        )

    def _post_clean(self) -> None:
        """The service cleans the record: here its values are only read."""

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self.CENTRES, *self.ABOUT) if name in self.fields}


class ConfirmForm(FormLook, CriteriaFields, VersionedForm):
    """Facts and criteria still hold."""

    facts_hold = forms.BooleanField(
        label=_("Jeg har sett over opplysningene, og de stemmer."),
        error_messages={"required": _("Kryss av når opplysningene stemmer, eller endre dem først.")},
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        confirming = self.instance.kind in CONFIRMING
        if not confirming:
            for name in list(CriteriaFields.base_fields):
                del self.fields[name]
        self.helper.layout = Layout(
            "version",
            *([criteria_part(for_some_kinds=False)] if confirming else []),
            "facts_hold",
            Buttons(SubmitButton(_("Bekreft for ett år")), LinkButton(_("Avbryt"), self.instance.get_absolute_url())),
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.demand_criteria(self.instance.kind)
        return data


class CloseForm(FormLook, VersionedForm):
    """The last day."""

    last_day = DateField(label=_("Siste dag"), help_text=_("I dag eller tidligere."))

    class Meta:
        model = Organisation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("last_day", timezone.localdate())
        self.helper.layout = Layout(
            "version",
            "last_day",
            Buttons(
                SubmitButton(_("Legg ned organisasjonen")), LinkButton(_("Avbryt"), self.instance.get_absolute_url())
            ),
        )


class InviteForm(FormLook, forms.Form):
    """Who is to act for the organisation."""

    submit_text = _("Send invitasjon")
    name = forms.CharField(label=_("Navn"), max_length=200)
    email = forms.EmailField(label=_("E-postadresse"))
