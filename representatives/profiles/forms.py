"""The pages on which a person tells of oneself: contact, about me, how I can take part, ties, availability, training.

What a person need not say is said to be voluntary, and can be taken back to «vil ikke oppgi».
"""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.fields import LanguageField
from medvirkning.web.conflicts import VersionedForm
from medvirkning.web.fields import DateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from representatives.geography.enums import County
from representatives.profiles.enums import AgeGroup, Experience, Gender, TrainingKind, WayOfTakingPart
from representatives.profiles.models import HOURS_IN_A_MONTH, Profile, SpokenLanguage
from representatives.profiles.reading import not_searched_by
from representatives.profiles.services import OWN_KINDS
from representatives.subjects.models import SubjectArea

WITHHELD = ("", _("Vil ikke oppgi"))
NOT_HEALTH = _("Skriv ikke helseopplysninger eller diagnoser her, og ikke navn på andre.")
VOLUNTARY = _("Frivillig. Du kan ta det bort når du vil.")


class ProfileForm(FormLook, VersionedForm):
    """Some fields of the profile. `values` are for the service."""

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [name for name in self.fields if name != "version"]
        self.helper.layout = Layout(
            "version", *names, Buttons(SubmitButton(self.submit_text), LinkButton(_("Avbryt"), cancel_url))
        )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ContactForm(ProfileForm):
    """How the person is reached, and in which language."""

    phone = forms.CharField(
        label=_("Telefon"),
        max_length=30,
        required=False,
        help_text=_("Åtte siffer, eller + og landkode foran et utenlandsk nummer."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    postal_address = forms.CharField(
        label=_("Postadresse"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    language = LanguageField(label=_("Språk i portalen og i e-post"))

    class Meta:
        model = Profile
        fields = ("contact_by", "phone", "postal_address")
        widgets = {"contact_by": forms.RadioSelect}
        help_texts = {"contact_by": _("E-post om kontoen og samtykkene dine får du uansett.")}

    field_order = ("version", "contact_by", "phone", "postal_address", "language")

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", language)
        self.order_fields(self.field_order)


class AboutForm(ProfileForm):
    """What the person brings. All of it special data, all of it voluntary."""

    experience = forms.ChoiceField(
        label=_("Hvilken erfaring bringer du inn?"),
        choices=[WITHHELD, *Experience.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text=VOLUNTARY,
    )
    themes = forms.MultipleChoiceField(
        label=_("Hvilke temaer har du erfaring med?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Et tema er aldri en diagnose. Frivillig, men uten tema er det vanskelig å finne deg."),
    )
    gender = forms.ChoiceField(
        label=_("Kjønn"), choices=[WITHHELD, *Gender.choices], required=False, help_text=VOLUNTARY
    )
    age_group = forms.ChoiceField(
        label=_("Aldersgruppe"), choices=[WITHHELD, *AgeGroup.choices], required=False, help_text=VOLUNTARY
    )

    class Meta:
        model = Profile
        fields = ("experience", "themes", "gender", "age_group")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = _offered(SubjectArea.objects.themes(), SubjectArea, self.instance.themes)


class TakingPartForm(ProfileForm):
    """Where, how and how much."""

    county = forms.ChoiceField(label=_("Hvor bor du?"), choices=[WITHHELD, *County.choices], required=False)
    languages = forms.MultipleChoiceField(
        label=_("Hvilke språk kan du delta på?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ways = forms.MultipleChoiceField(
        label=_("Hvordan kan du delta?"),
        choices=WayOfTakingPart.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hours_a_month = forms.IntegerField(
        label=_("Hvor mange timer i måneden kan du bruke?"), min_value=0, max_value=HOURS_IN_A_MONTH, required=False
    )
    accommodation_needs = forms.CharField(
        label=_("Hva må til for at du kan delta?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "For eksempel tolk, teleslynge, følge eller pauser. Skriv hva som må til, ikke hvorfor: "
            "helseopplysninger hører ikke hjemme her."
        ),
    )

    class Meta:
        model = Profile
        fields = ("county", "languages", "ways", "hours_a_month", "accommodation_needs")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use = SpokenLanguage.objects.in_use(timezone.localdate())
        self.fields["languages"].choices = _offered(in_use, SpokenLanguage, self.instance.languages)


class InterestsForm(ProfileForm):
    """Ties that others should know of. Saying nothing is not the same as saying that there are none."""

    NONE, SOME = "none", "some"
    asked_for = ("interests",)
    submit_text = _("Lagre erklæringen")
    has_any = forms.ChoiceField(
        label=_("Har du bindinger eller interesser andre bør kjenne til?"),
        choices=[(NONE, _("Nei, ingen")), (SOME, _("Ja, disse"))],
        widget=forms.RadioSelect,
        help_text=_("For eksempel verv, arbeidsgiver, eierskap eller oppdrag for et selskap."),
    )
    interests = forms.CharField(
        label=_("Hvilke?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=format_lazy("{} {}", _("Fyll ut når du svarer ja."), NOT_HEALTH),
    )

    class Meta:
        model = Profile
        fields = ("interests",)

    field_order = ("version", "has_any", "interests")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.interests_declared_on:
            self.initial.setdefault("has_any", self.SOME if self.instance.interests else self.NONE)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("has_any") == self.SOME and not data.get("interests", "").strip():
            self.add_error("interests", _("Skriv hvilke bindinger du har."))
        if data.get("has_any") == self.NONE and data.get("interests", "").strip():
            # Which of the two is meant is the person's to say: nothing typed goes without a word.
            self.add_error(
                "interests",
                _("Du har svart «Nei, ingen», men skrevet noe her. Velg «Ja, disse», eller ta bort teksten."),
            )
        return data


class PeriodForm(FormLook, forms.Form):
    """A period in which the person can take part."""

    submit_text = _("Legg til perioden")
    valid_from = DateField(label=_("Fra og med"))
    valid_to = DateField(label=_("Til og med"))


class TrainingForm(FormLook, forms.Form):
    """A training that the person has taken."""

    submit_text = _("Legg til opplæringen")
    asked_for = ("title",)
    kind = forms.ChoiceField(
        label=_("Hva slags opplæring?"),
        choices=[(one.value, one.label) for one in OWN_KINDS],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("Hva opplæringen heter"),
        max_length=200,
        required=False,
        help_text=_("Må fylles ut for annen opplæring. Skriv ikke helseopplysninger."),
    )
    completed_on = DateField(label=_("Når ble den fullført?"), required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("kind") == TrainingKind.OTHER and not data.get("title", "").strip():
            self.add_error("title", _("Skriv hva opplæringen heter."))
        return data


def _offered(rows: Any, model: Any, chosen: list[str]) -> list[tuple[str, str | Promise]]:
    """The list as it is today, and what the person chose before a value went out of it."""
    offered = [(one.code, one.name) for one in rows]
    gone = set(chosen) - {code for code, _name in offered}
    if gone:
        offered += [
            (one.code, not_searched_by(one.name))
            for one in model.objects.filter(code__in=gone).order_by("position", "code")
        ]
    return offered
