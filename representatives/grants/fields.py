"""Fields of grants: an amount as it is written, and the organisation by words and then by choice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medvirkning.web.files.errors import BadValueError
from medvirkning.web.numbers import format_number
from representatives.grants.amounts import parse_kroner
from representatives.grants.municipalities import valid_municipality_number
from representatives.organisations.models import Organisation
from representatives.organisations.querysets import organisations_for

# More than this is no list to choose from.
MOST_SHOWN = 10


class KronerField(forms.Field):
    """Whole kroner; spaces between thousands and «,00» are let be."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return value or None
        try:
            return parse_kroner(str(value))
        except BadValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from error


class MunicipalityNumberField(forms.CharField):
    """Four digits that begin with the number of a county."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        try:
            return valid_municipality_number(text) if text else ""
        except BadValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from error


class OrganisationField(forms.ModelChoiceField):
    """Some organisations, told apart by their numbers."""

    widget = forms.RadioSelect

    def label_from_instance(self, obj: Organisation) -> str:
        number = obj.organisation_number or obj.external_id
        return f"{obj.name} ({number})"


ORGANISATION = ("organisation_words", "organisation_for", "organisation")


class OrganisationFields(forms.Form):
    """A part of a form: words or a number that name the organisation, and those they may mean.

    One that is named in full, or by its number, is taken at once; else the form comes back with those that match.
    """

    organisation_words = forms.CharField(
        label=_("Organisasjon"),
        max_length=300,
        required=False,
        help_text=_("Skriv organisasjonsnummeret, eller noe av navnet."),
    )
    # The words that the list below was made for: with others, what is chosen there means nothing.
    organisation_for = forms.CharField(required=False, widget=forms.HiddenInput)
    organisation = OrganisationField(
        label=_("Hvilken organisasjon mener du?"),
        queryset=Organisation.objects.none(),
        required=False,
        blank=True,
        empty_label=_("Ingen av disse"),
    )

    def offer_organisations(self, user: Any, *, current: Organisation | None = None) -> None:
        """Call it last in `__init__`: shows the choice only where there is something to choose among."""
        if current is not None:
            self.initial.setdefault("organisation_words", current.name)
            self.initial.setdefault("organisation", current.pk)
        words = self._words()
        self._forget_what_was_chosen_for_others(words)
        self.offered = self._matching(user, words, current) if words else []
        if not self.offered:
            del self.fields["organisation"]
            return
        pks = [one.pk for one in self.offered[:MOST_SHOWN]]
        self.fields["organisation"].queryset = organisations_for(user).filter(pk__in=pks)

    @property
    def organisation_fields(self) -> list[str]:
        """The fields that are shown."""
        return [name for name in ORGANISATION if name in self.fields]

    def chosen_organisation(self, data: dict[str, Any]) -> Organisation | None:
        """What was chosen or named; an error at the field where it isn't clear."""
        words = data.get("organisation_words", "")
        if "organisation" not in self.fields:
            text = _("Ingen organisasjon passer. Skriv et annet ord, eller nummeret.")
            self.add_error(
                "organisation_words", text if words else _("Skriv hvilken organisasjon som fikk tilskuddet.")
            )
            return None
        if data.get("organisation") is not None:
            chosen: Organisation = data["organisation"]
            return chosen
        if len(self.offered) == 1 and self._names(self.offered[0], words):
            return self.offered[0]
        if len(self.offered) > MOST_SHOWN:
            self.add_error("organisation_words", _("Mange passer. Skriv mer av navnet, eller velg nedenfor."))
        elif "organisation" not in self.errors:
            self.add_error("organisation", _("Velg organisasjonen i lista."))
        return None

    def _words(self) -> str:
        name = self.add_prefix("organisation_words")
        said = self.data.get(name, "") if self.is_bound else self.initial.get("organisation_words")
        return " ".join(str(said or "").replace("\x00", "").split())[:300]

    def _forget_what_was_chosen_for_others(self, words: str) -> None:
        asked, chosen = self.add_prefix("organisation_for"), self.add_prefix("organisation")
        if not self.is_bound:
            self.initial["organisation_for"] = words
            return
        data = self.data.copy()
        if data.get(asked, "") != words:
            data.pop(chosen, None)
        data[asked] = words
        self.data = data

    def _matching(self, user: Any, words: str, current: Organisation | None) -> list[Organisation]:
        rows = organisations_for(user).order_by("sort_key", "pk")
        if current is not None and words == current.name:
            return [current]
        number = words.replace(" ", "")
        exact = (
            rows.filter(organisation_number=number) | rows.filter(external_id=words) | rows.filter(name__iexact=words)
        )
        return list(exact[: MOST_SHOWN + 1]) or list(rows.matching(words)[: MOST_SHOWN + 1])

    @staticmethod
    def _names(one: Organisation, words: str) -> bool:
        said = {one.name.casefold(), one.organisation_number, str(one.external_id or "").casefold()}
        return bool(said & {" ".join(words.split()).casefold(), words.replace(" ", "")})
