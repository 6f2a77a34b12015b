"""Forms of the pages of figures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medvirkning.web.conflicts import VersionedForm
from medvirkning.web.forms import FormLook
from projects.shares.models import Target


class TargetForm(FormLook, VersionedForm):
    """The share a department aims at."""

    submit_text = _("Lagre måltallet")
    terms = {"per_cent": ("maltall", "andel")}
    # 0 where there was none: a first target of somebody else meanwhile is not overwritten either.
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=True)
    per_cent = forms.DecimalField(
        label=_("Måltall i prosent"),
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        localize=True,
        help_text=_("Andelen enheten vil nå i løpet av året, for eksempel 65 eller 62,5."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    class Meta:
        model = Target
        fields = ["per_cent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["version"] = 0
