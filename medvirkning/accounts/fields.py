"""Form fields about accounts."""

from typing import Any

from django import forms
from django.utils.html import format_html

from medvirkning.accounts.enums import Language


class LanguageField(forms.ChoiceField):
    """One of the portal's languages, each named in itself."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": Language.choices, "widget": forms.RadioSelect, **kwargs})
        self.widget.choices = [
            (code, format_html('<span lang="{}">{}</span>', code, name)) for code, name in Language.choices
        ]
