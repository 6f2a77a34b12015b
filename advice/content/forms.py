"""What every form of a text shares, and the two that end a draft."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from medvirkning.web.conflicts import VersionedForm
from medvirkning.web.forms import FormLook
from medvirkning.web.widgets import QuotedSelect

CHECKED = _("Jeg har kontrollert rettsgrunnlaget mot lov og forskrift")
TO_CHECK = _("Rettsgrunnlaget er et forslag. Kontroller det mot lov og forskrift før du publiserer.")


class ContentForm(FormLook, VersionedForm):
    """The form of one kind of text: its Meta names the version's model and the texts that are edited.

    `version` is that of the draft at hand, 0 while there is none: the first save makes it.
    """

    submit_text = _("Lagre utkastet")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["version"] = 0
        if language := self.fields.get("language"):
            # Each language is named in itself.
            language.widget = QuotedSelect({code: code for code, _name in language.choices})
            language.widget.choices = language.choices

    @property
    def texts(self) -> dict[str, Any]:
        """What was written, as the service takes it."""
        return {name: self.cleaned_data[name] for name in self.instance.content_fields if name in self.cleaned_data}


class PublishForm(FormLook, forms.Form):
    """Publishing what is shown above the form, and nothing that was saved since."""

    submit_text = _("Publiser")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    change_note = forms.CharField(
        label=_("Hva er endret, og hvorfor?"),
        help_text=_("Står ved versjonen, synlig for alle."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    is_checked = forms.BooleanField(label=CHECKED, error_messages={"required": TO_CHECK})

    def __init__(self, *args: Any, is_first: bool, needs_check: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["change_note"].required = not is_first
        if not needs_check:
            del self.fields["is_checked"]
            self.helper.layout.fields.remove("is_checked")


class DiscardForm(FormLook, forms.Form):
    """Nothing to fill in: the button does it."""

    submit_text = _("Forkast utkastet")


class CompareForm(FormLook, forms.Form):
    """Which two versions to set beside each other."""

    submit_text = _("Sammenlign")
    first = forms.TypedChoiceField(label=_("Fra versjon"), coerce=int)
    second = forms.TypedChoiceField(label=_("Til versjon"), coerce=int)

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            field: Any = self.fields[name]
            field.choices = [(number, str(number)) for number in numbers]
        self.helper.form_method = "get"

    @cached_property
    def chosen(self) -> tuple[int, int]:
        """The older one first."""
        low, high = sorted((self.cleaned_data["first"], self.cleaned_data["second"]))
        return low, high
