"""Forms of grants, of schemes and their rules, and of the import."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from medvirkning.web.conflicts import VersionedForm
from medvirkning.web.fields import DateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from medvirkning.web.widgets import RadioCards
from representatives.grants.enums import RecipientKind, RequirementState
from representatives.grants.fields import KronerField, MunicipalityNumberField, OrganisationFields
from representatives.grants.models import Grant, GrantScheme, SchemeRules
from representatives.grants.querysets import schemes_for
from representatives.grants.services import GrantFacts, SchemeFacts

NO_NAMES = _("Skriv ikke navn på personer, og ikke helseopplysninger. Mottakeren kan lese det du skriver.")
# What one reads of a report, and no more.
LONGEST_TEXT = 10_000


class GrantFields(OrganisationFields):
    """Who got how much from which scheme."""

    # One of the two recipients is asked for.
    asked_for = ("organisation_words", "organisation", "municipality_number", "municipality_name")
    scheme = forms.ModelChoiceField(
        label=_("Ordning"), queryset=GrantScheme.objects.none(), empty_label=_("Velg ordning")
    )
    year = forms.IntegerField(label=_("Tilskuddsår"), widget=forms.NumberInput(attrs={"inputmode": "numeric"}))
    recipient_kind = forms.ChoiceField(
        label=_("Mottakeren er en"), choices=RecipientKind.choices, widget=forms.RadioSelect
    )
    municipality_number = MunicipalityNumberField(
        label=_("Kommunenummer"),
        required=False,
        help_text=_(
            "Fire siffer, slik kommunene er nummerert fra 2024. "
            "Portalen har ingen liste over kommuner: den ser bare etter at fylket finnes, så se over nummer og navn."
        ),
    )
    municipality_name = forms.CharField(label=_("Navnet på kommunen"), max_length=100, required=False)
    amount = KronerField(label=_("Beløp i kroner"))
    report_due_on = DateField(label=_("Frist for rapport"), required=False)

    def prepare(self, user: Any, grant: Grant | None = None) -> None:
        """Call it last in `__init__`."""
        self.fields["scheme"].queryset = schemes_for(user)
        if grant is not None:
            names = (*GrantFacts.__dataclass_fields__, "scheme")
            for name in names:
                if name != "organisation":
                    self.initial.setdefault(name, getattr(grant, name))
        self.offer_organisations(user, current=grant.organisation if grant is not None else None)

    @property
    def laid_out(self) -> list[Any]:
        return [
            Fieldset(_("Tilskuddet"), "scheme", "year", "amount", "report_due_on"),
            Fieldset(_("Mottakeren"), "recipient_kind"),
            Fieldset(_("Når mottakeren er en organisasjon"), *self.organisation_fields),
            Fieldset(_("Når mottakeren er en kommune"), "municipality_number", "municipality_name"),
        ]

    def clean(self) -> dict[str, Any]:
        """Only the recipient of the chosen kind is asked for; what stands at the other is let be."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("recipient_kind") == RecipientKind.ORGANISATION:
            data["organisation"] = self.chosen_organisation(data)
            data["municipality_number"] = data["municipality_name"] = ""
            self.errors.pop("municipality_number", None)
        elif data.get("recipient_kind") == RecipientKind.MUNICIPALITY:
            data["organisation"] = None
            for name, text in (
                ("municipality_number", _("Skriv kommunenummeret.")),
                ("municipality_name", _("Skriv navnet på kommunen.")),
            ):
                if name not in self.errors and not data.get(name):
                    self.add_error(name, text)
        return data

    def facts(self) -> GrantFacts:
        return GrantFacts(**{name: self.cleaned_data.get(name) for name in GrantFacts.__dataclass_fields__})


class NewGrantForm(FormLook, GrantFields):
    """A grant that isn't entered yet."""

    def __init__(self, *args: Any, user: Any, scheme: GrantScheme | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if scheme is not None:
            self.initial.setdefault("scheme", scheme.pk)
        self.prepare(user)
        self.helper.layout = Layout(*self.laid_out, Buttons(SubmitButton(_("Legg inn tilskuddet"))))


class GrantForm(FormLook, GrantFields, VersionedForm):
    """What is said of a grant."""

    class Meta:
        model = Grant
        fields: list[str] = []

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare(user, self.instance)
        self.helper.layout = Layout("version", *self.laid_out, _buttons(self.instance))


class JudgementForm(FormLook, VersionedForm):
    """Whether the requirement was met."""

    asked_for = ("requirement_reason",)
    requirement_state = forms.ChoiceField(
        label=_("Er kravet om medvirkning oppfylt?"),
        choices=RequirementState.choices,
        widget=RadioCards(
            {
                RequirementState.UNKNOWN: _("Ingen har vurdert det, eller vurderingen tas bort."),
                RequirementState.MET: _("Mottakeren gjorde det regelverket krever."),
                RequirementState.PARTLY: _("Noe av det som kreves, er ikke gjort."),
                RequirementState.NOT_MET: _("Det som kreves, er ikke gjort."),
            }
        ),
    )
    requirement_reason = forms.CharField(
        label=_("Begrunnelse"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=format_lazy("{} {}", _("Må fylles ut når kravet ikke er oppfylt fullt ut."), NO_NAMES),
    )

    class Meta:
        model = Grant
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("requirement_state", "requirement_reason"):
            self.initial.setdefault(name, getattr(self.instance, name))
        self.helper.layout = Layout(
            "version", "requirement_state", "requirement_reason", _buttons(self.instance, _("Lagre vurderingen"))
        )


class ReportForm(FormLook, VersionedForm):
    """When the report came and what it says."""

    report_received_on = DateField(label=_("Rapporten kom"), required=False)
    report = forms.CharField(
        label=_("Hva rapporten sier om medvirkning"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=NO_NAMES,
    )

    class Meta:
        model = Grant
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("report_received_on", "report"):
            self.initial.setdefault(name, getattr(self.instance, name))
        self.helper.layout = Layout("version", "report_received_on", "report", _buttons(self.instance))


class SchemeFields(forms.Form):
    """What a scheme is called."""

    name = forms.CharField(label=_("Navn"), max_length=200)
    about = forms.CharField(
        label=_("Om ordningen"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    closed_on = DateField(
        label=_("Avsluttet, siste dag"), required=False, help_text=_("La feltet stå tomt så lenge ordningen finnes.")
    )

    def facts(self) -> SchemeFacts:
        return SchemeFacts(**{name: self.cleaned_data[name] for name in SchemeFacts.__dataclass_fields__})


class NewSchemeForm(FormLook, SchemeFields):
    """A scheme that isn't entered yet."""

    submit_text = _("Legg inn ordningen")
    code = forms.CharField(
        label=_("Kode"), max_length=60, help_text=_("En kort kode som blir stående, for eksempel kapittel og post.")
    )
    field_order = ["code", "name", "about", "closed_on"]


class SchemeForm(FormLook, SchemeFields, VersionedForm):
    """What is said of a scheme."""

    class Meta:
        model = GrantScheme
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SchemeFacts.__dataclass_fields__:
            self.initial.setdefault(name, getattr(self.instance, name))
        self.helper.layout = Layout("version", *SchemeFacts.__dataclass_fields__, _buttons(self.instance))


class RulesFields(forms.Form):
    """What a scheme asks, from a year on."""

    first_year = forms.IntegerField(
        label=_("Gjelder fra tilskuddsåret"), widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    requirement = forms.CharField(
        label=_("Kravet om medvirkning, ord for ord"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("La feltet stå tomt hvis regelverket ikke sier noe om medvirkning."),
    )
    source_url = forms.URLField(
        label=_("Lenke til regelverket"), required=False, max_length=200, assume_scheme="https"
    )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("first_year", "requirement", "source_url")}


class NewRulesForm(FormLook, RulesFields):
    """Rules that aren't entered yet."""

    submit_text = _("Legg inn regelverket")


class RulesForm(FormLook, RulesFields, VersionedForm):
    """Rules that no grant rests on."""

    class Meta:
        model = SchemeRules
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ("first_year", "requirement", "source_url")
        for name in names:
            self.initial.setdefault(name, getattr(self.instance, name))
        self.helper.layout = Layout("version", *names, _buttons(self.instance.scheme))


class ImportForm(FormLook, forms.Form):
    """A file of grants."""

    CHECK = "check"
    upload = forms.FileField(
        label=_("CSV-fil"),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        error_messages={"required": _("Velg en fil."), "empty": _("Filen er tom.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "upload",
            Buttons(
                # What changes nothing comes first, and is what Enter presses.
                SubmitButton(_("Bare kontroller"), name=self.CHECK),
                SubmitButton(_("Importer"), variant="secondary"),
            ),
        )

    @property
    def only_checks(self) -> bool:
        """Which button was pressed."""
        return self.CHECK in self.data

    def clean_upload(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["upload"]
        limit = settings.MEDVIRKNING_IMPORT_MAX_BYTES
        if (file.size or 0) > limit:
            raise forms.ValidationError(
                _("Filen er for stor: det er plass til %(limit)s.") % {"limit": filesizeformat(limit)}
            )
        return file


SAVE = _("Lagre")


def _buttons(record: Any, text: Any = SAVE) -> Buttons:
    return Buttons(SubmitButton(text), LinkButton(_("Avbryt"), record.get_absolute_url()))
