"""The form of a new version of the counting rule."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.web.forms import FormLook
from projects.involvement.enums import Degree
from projects.shares.enums import Headline
from projects.shares.models import RuleVersion


class RuleVersionForm(FormLook, forms.Form):
    """Prefilled with the newest version: what is left as it is stays so."""

    submit_text = _("Vedta ny versjon")
    terms = {"headline": "andel", "least_degree": "grad"}
    from_year = forms.TypedChoiceField(label=_("Gjelder fra 1. januar"), coerce=int)
    headline = forms.ChoiceField(label=_("Hovedtallet viser arbeid"), choices=Headline.choices)
    least_degree = forms.TypedChoiceField(
        label=_("Laveste grad som teller"),
        coerce=int,
        choices=[(degree.value, f"{degree.value}: {degree.label}") for degree in Degree if degree.value >= 1],
    )
    counts_unknown_degree = forms.BooleanField(label=_("Ukjent grad teller"), required=False)
    reason = forms.CharField(
        label=_("Begrunnelse"),
        help_text=_("Vises på den åpne siden Målebeskrivelse, sammen med versjonen."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, newest: RuleVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = timezone.localdate().year
        years = [year for year in (this_year, this_year + 1) if year > newest.from_year]
        from_year: Any = self.fields["from_year"]
        from_year.choices = [(year, str(year)) for year in years]
        from_year.initial = years[-1] if years else None
        for name in ("headline", "least_degree", "counts_unknown_degree"):
            self.fields[name].initial = getattr(newest, name)


class WithdrawForm(FormLook, forms.Form):
    """Nothing to fill in: the button does it."""

    submit_text = _("Trekk versjonen")
