"""Widgets that the form templates of Designsystemet draw in their own way."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from medvirkning.web.dates import PartialDate


class DateInput(forms.DateInput):
    """The browser's own date field: it speaks the reader's language and knows the keyboard."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Browsers throw away what is no ISO date; as a text field it stays for the person to mend."""
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown:
            try:
                context["widget"]["value"] = PartialDate.parse(shown).first.isoformat()
            except ValueError:
                context["widget"]["type"] = "text"
        return context


class PartialDateInput(forms.TextInput):
    """A text field: no browser has a date field that takes a month or a year only."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "data-width": "date", **(attrs or {})})


class QuotedSelect(forms.Select):
    """Choices whose words are of a language of their own say which: `languages` by value, others are the page's."""

    def __init__(self, languages: dict[str, str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.languages = languages

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if language := self.languages.get(str(value)):
            option["attrs"]["lang"] = language
        return option


class RadioCards(forms.RadioSelect):
    """Choices as cards, each with one line that explains it: {value: explanation}."""

    def __init__(
        self, explanations: Mapping[Any, str | Promise] | None = None, attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(attrs)
        self.explanations = {str(value): text for value, text in (explanations or {}).items()}


class CheckboxChips(forms.CheckboxSelectMultiple):
    """Choices as chips to tick, for people and other short names. `focus_on` is the choice that gets the focus."""

    focus_on = ""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if self.focus_on and str(value) == self.focus_on:
            option["attrs"]["autofocus"] = True
        return option


class YesNoUnknown(forms.NullBooleanSelect):
    """Yes, no, or not stated."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = [("unknown", _("Ikke oppgitt")), ("true", _("Ja")), ("false", _("Nei"))]
