"""What forms of organisations have in common: the number, the facts, and the criteria one by one."""

from typing import Any

from crispy_forms.layout import HTML, Fieldset
from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from medvirkning.web.widgets import CheckboxChips
from representatives.geography.enums import County
from representatives.organisations.enums import CONFIRMING, WITHOUT_NUMBER, OrganisationKind
from representatives.organisations.models import Organisation
from representatives.organisations.services.applications import CRITERIA, Facts
from representatives.organisations.services.numbers import OrganisationRefusedError, valid_number
from representatives.subjects.models import SubjectArea

DEFINED = "bruker-og-parorendeorganisasjon"


class OrganisationNumberField(forms.CharField):
    """Nine digits with a check digit; spaces are let be."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _(
            "Organisasjonsnummeret er ikke gyldig. Det har ni siffer. Dere finner det i Enhetsregisteret, på brreg.no."
        )
    }

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        if not text:
            return ""
        try:
            return valid_number(text)
        except OrganisationRefusedError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


def kinds(*, with_number: bool) -> list[tuple[str, Any]]:
    """The kinds that an organisation with a number, or without one, may be of."""
    kept = [kind for kind in OrganisationKind if kind != OrganisationKind.INFORMAL] if with_number else WITHOUT_NUMBER
    return [(kind.value, capfirst(kind.label)) for kind in kept]


class UmbrellaField(forms.ModelChoiceField):
    """An umbrella organisation of the register, or none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Paraplyorganisasjon"))
        kwargs.setdefault("empty_label", _("Ingen, eller ikke i lista"))
        super().__init__(queryset=Organisation.objects.none(), required=False, **kwargs)

    def offer(self, *, chosen: Organisation | None = None, but_not: Organisation | None = None) -> None:
        """What there is to choose among: what is chosen stays so, whatever became of it."""
        rows = Organisation.objects.umbrellas()
        if chosen is not None:
            rows = rows | Organisation.objects.filter(pk=chosen.pk)
        if but_not is not None:
            rows = rows.exclude(pk=but_not.pk)
        self.queryset = rows.order_by("sort_key", "pk")


class SubjectsField(forms.ModelMultipleChoiceField):
    """The subjects an organisation works with."""

    widget = CheckboxChips

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Fagområder dere arbeider med"))
        super().__init__(queryset=SubjectArea.objects.none(), required=False, **kwargs)

    def offer(self, *, chosen: Any = ()) -> None:
        """Those in use today, and those chosen before."""
        kept = [one.pk for one in chosen]
        rows = SubjectArea.objects.in_use(timezone.localdate())
        self.queryset = rows | SubjectArea.objects.filter(pk__in=kept) if kept else rows


class AboutFields(forms.Form):
    """What an organisation does, and where. A contact says it, and says it anew."""

    umbrella = UmbrellaField(
        help_text=_("Er dere medlem av en paraplyorganisasjon som er i registeret, velger dere den her.")
    )
    subject_areas = SubjectsField()
    is_national = forms.BooleanField(label=_("Vi arbeider i hele landet"), required=False)
    counties = forms.MultipleChoiceField(
        label=_("Fylker dere arbeider i"),
        choices=County.choices,
        required=False,
        widget=CheckboxChips,
        help_text=_("Velg minst ett, om dere ikke arbeider i hele landet."),
    )
    about = forms.CharField(
        label=_("Kort om organisasjonen"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Hvem dere er til for, og hva dere gjør. Teksten kan bli offentlig."),
    )
    website = forms.URLField(
        label=_("Nettsted"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )

    # Or the whole country.
    asked_for = ("counties",)
    PLACE = ("is_national", "counties")
    ABOUT = ("umbrella", "subject_areas", *PLACE, "about", "website")


class CriteriaFields(forms.Form):
    """The definition of the glossary, one by one."""

    terms = {"is_democratic": DEFINED}
    is_democratic = forms.BooleanField(
        label=_("Organisasjonen er demokratisk: medlemmene velger ledelsen."), required=False
    )
    is_member_based = forms.BooleanField(label=_("Organisasjonen er bygd på medlemmer."), required=False)
    is_run_by_users = forms.BooleanField(
        label=_("Organisasjonen drives av brukere, pårørende eller begge."), required=False
    )
    involvement_is_core = forms.BooleanField(
        label=_("Bruker- og pårørendemedvirkning er en del av kjernevirksomheten."), required=False
    )

    def criteria(self) -> set[str]:
        """What was ticked."""
        return {name for name in CRITERIA if self.cleaned_data.get(name)}

    def demand_criteria(self, kind: str) -> None:
        """Each one that is missing says so."""
        if kind not in CONFIRMING:
            return
        for name in CRITERIA:
            if not self.cleaned_data.get(name):
                self.add_error(
                    name, _("Dette må stemme for en bruker- og pårørendeorganisasjon. Kryss av når det stemmer.")
                )


def criteria_part(*, for_some_kinds: bool = True) -> Fieldset:
    """The criteria as a part of a layout."""
    if not for_some_kinds:
        return Fieldset(_("Kravene stemmer fortsatt"), *CRITERIA)
    who = format_html(
        '<p class="quiet">{}</p>', _("Alle fire må stemme. Offentlige virksomheter og grupper hopper over dem.")
    )
    return Fieldset(_("Kravene til bruker- og pårørendeorganisasjoner og paraplyer"), HTML(who), *CRITERIA)


class SignUpFields(AboutFields, CriteriaFields):
    """All that an organisation says of itself when it signs up."""

    name = forms.CharField(
        label=_("Navnet på organisasjonen"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    kind = forms.ChoiceField(label=_("Hva slags organisasjon"), widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.demand_criteria(data.get("kind", ""))
        if not data.get("is_national") and not data.get("counties") and "counties" not in self.errors:
            self.add_error("counties", _("Kryss av for hele landet, eller velg minst ett fylke."))
        return data

    def facts(self, *, number: str) -> Facts:
        data = self.cleaned_data
        return Facts(
            organisation_number=number,
            subject_areas=tuple(data["subject_areas"]),
            counties=tuple(data["counties"]),
            **{name: data[name] for name in ("name", "kind", "umbrella", "is_national", "about", "website")},
            **{name: bool(data.get(name)) for name in CRITERIA},
        )
