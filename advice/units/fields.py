"""Choosing the unit above: by words, then from the few that match, so that it works without JavaScript."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advice.units.models import ServiceUnit

# More than this is no list to choose from.
MOST_SHOWN = 10


class ApprovedUnitField(forms.ModelChoiceField):
    """Some approved units, told apart by owner and county."""

    widget = forms.RadioSelect

    def label_from_instance(self, obj: ServiceUnit) -> str:
        return f"{obj.name} ({obj.owner_name}, {obj.get_county_display()})"


PARENT = ("parent_words", "parent_for", "parent")


class ParentFields(forms.Form):
    """A part of a form: words that name the unit above, and the units they may mean.

    One that is named in full is taken at once; else the form comes back with those that match.
    """

    parent_words = forms.CharField(
        label=_("Hører under"),
        max_length=200,
        required=False,
        help_text=_(
            "Skriv navnet på enheten over, om den også er registrert her. "
            "La feltet stå tomt hvis tjenesten ikke hører under noen."
        ),
    )
    # The words that the list below was made for: with others, what is chosen there means nothing.
    parent_for = forms.CharField(required=False, widget=forms.HiddenInput)
    parent = ApprovedUnitField(
        label=_("Hvilken enhet mener du?"),
        queryset=ServiceUnit.objects.none(),
        required=False,
        # Else radio buttons have no empty choice.
        blank=True,
        empty_label=_("Ingen av disse"),
    )

    def offer_parents(self, *, current: ServiceUnit | None = None) -> None:
        """Call it last in `__init__`: shows the choice only where there is something to choose among."""
        if current is not None:
            self.initial.setdefault("parent_words", current.name)
            self.initial.setdefault("parent", current.pk)
        said = (
            self.data.get(self.add_prefix("parent_words"), "") if self.is_bound else self.initial.get("parent_words")
        )
        words = " ".join(str(said or "").replace("\x00", "").split())[:200]
        self._forget_what_was_chosen_for_others(words)
        self.offered = self._matching(words) if words else []
        if not self.offered:
            del self.fields["parent"]
            return
        pks = [one.pk for one in self.offered[:MOST_SHOWN]]
        self.fields["parent"].queryset = ServiceUnit.objects.filter(pk__in=pks).order_by("sort_key", "pk")

    @property
    def parents(self) -> list[str]:
        """The fields that are shown."""
        return [name for name in PARENT if name in self.fields]

    def _forget_what_was_chosen_for_others(self, words: str) -> None:
        asked, chosen = self.add_prefix("parent_for"), self.add_prefix("parent")
        if not self.is_bound:
            self.initial["parent_for"] = words
            return
        data = self.data.copy()
        if data.get(asked, "") != words:
            data.pop(chosen, None)
        data[asked] = words
        self.data = data

    def _matching(self, words: str) -> list[ServiceUnit]:
        rows = ServiceUnit.objects.registered().order_by("sort_key", "pk")
        exact = list(rows.filter(name__iexact=words)[: MOST_SHOWN + 1])
        return exact or list(rows.matching(words)[: MOST_SHOWN + 1])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        words = data.get("parent_words", "")
        if "parent" not in self.fields:
            data["parent"] = None
            if words:
                self.add_error(
                    "parent_words", _("Ingen registrert enhet passer. Skriv et annet ord, eller la feltet stå tomt.")
                )
        elif not words:
            data["parent"] = None
        elif "parent" not in self.errors and self.add_prefix("parent") not in self.data:
            self._choose(data, words)
        return data

    def _choose(self, data: dict[str, Any], words: str) -> None:
        """Nothing was chosen yet: a name in full says enough, fewer words must be followed by a choice."""
        if len(self.offered) == 1 and self.offered[0].name.casefold() == words.casefold():
            data["parent"] = self.offered[0]
        elif len(self.offered) > MOST_SHOWN:
            self.add_error(
                "parent_words", _("Mange enheter passer. Skriv mer av navnet, eller velg blant de første nedenfor.")
            )
        else:
            self.add_error("parent", _("Velg enheten i lista, eller «Ingen av disse»."))
