"""Forms of the catalogue: a piece's text, new pieces and editions."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.catalogue.enums import Strength
from advice.catalogue.models import AdviceVersion, Chapter, Edition
from advice.content.forms import ContentForm
from medvirkning.web.forms import FormLook

# The verb that says how strong a piece is, in bokmål and nynorsk alike.
_VERBS = {"skal": Strength.SHALL, "bør": Strength.SHOULD}
_VERB = re.compile(r"\b(skal|bør)\b", re.IGNORECASE)
QUOTED = ("wording", "source", "source_place")


def _plain(text: Any) -> str:
    return " ".join(str(text or "").split())


class AddressField(forms.URLField):
    """An address on the web; one without a scheme is taken as https."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})


class AdviceVersionForm(ContentForm):
    """The text of a piece. What the source does not say is left empty."""

    terms = {
        "level": "niva",
        "strength": "styrke",
        "practical_steps": "praktisk-grep",
        "legal_basis": "rettsgrunnlag",
    }

    is_quoted = forms.BooleanField(
        label=gettext_lazy("Den nye ordlyden er også sitert ordrett fra denne kilden"), required=False
    )

    class Meta:
        model = AdviceVersion
        fields = (
            "wording", "language", "level", "strength", "addressee", "population", "chapter", "elaboration",
            "practical_steps", "rationale", "legal_basis", "references", "published_url", "source", "source_place",
        )  # fmt: skip
        field_classes = {"published_url": AddressField}
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 4}),
            "elaboration": forms.Textarea(attrs={"rows": 8}),
            "practical_steps": forms.Textarea(attrs={"rows": 6}),
            "rationale": forms.Textarea(attrs={"rows": 8}),
            "legal_basis": forms.Textarea(attrs={"rows": 4}),
            "references": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "wording": gettext_lazy("Ordrett som i kilden."),
            "strength": gettext_lazy("Den samme som i ordlyden: skal eller bør."),
            "addressee": gettext_lazy(
                "For eksempel «tjenesteledere». Skriv det likt i alle råd; leserne filtrerer på det."
            ),
            "population": gettext_lazy("For eksempel «barn og unge»."),
            "legal_basis": gettext_lazy("Bare det som er kontrollert mot lov og forskrift. Alle kan lese det."),
            "source": gettext_lazy("Kilden som ordlyden er sitert fra. Tøm feltet når ordlyden ikke er et sitat."),
            "published_url": gettext_lazy("Tomt felt: leserne får adressen til utgaven."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chapter: Any = self.fields["chapter"]
        chapter.queryset = Chapter.objects.filter(edition=self.instance.of.edition_id)
        chapter.empty_label = _("Ikke satt")
        self.claims_source = self._claims_source()
        if not self.claims_source:
            # Kept as a field, for what is typed is compared with what is stored field by field.
            self.fields["is_quoted"].widget = forms.HiddenInput()

    def _claims_source(self) -> bool:
        """Whether another wording than the published one is said to stand at the very same place in the source."""
        current = self.instance.of.current
        if current is None or not current.source:
            return False
        same = {name: self._said(name) == _plain(getattr(current, name)) for name in QUOTED}
        return bool(self._said("wording")) and not same["wording"] and same["source"] and same["source_place"]

    def _said(self, name: str) -> str:
        """Not by the bound field: that would remember it, and what is given back to the form comes later."""
        field = self.fields[name]
        if self.is_bound:
            return _plain(field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))
        return _plain(self.get_initial_for_field(field, name))

    def clean_practical_steps(self) -> str:
        """Each step once: the self-assessment has a tick for each."""
        text: str = self.cleaned_data["practical_steps"]
        steps = AdviceVersion(practical_steps=text).steps
        twice = next((step for place, step in enumerate(steps) if step in steps[:place]), None)
        if twice is not None:
            raise ValidationError(_("«%(step)s» står to ganger.") % {"step": twice})
        return text

    def clean(self) -> dict[str, Any]:
        """A wording that says «bør» is no «skal», and one that is changed is no quote unless somebody says so."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.claims_source and not cleaned.get("is_quoted"):
            self.add_error(
                "source_place",
                ValidationError(
                    _("Ordlyden er endret. Tøm kilden og stedet, eller bekreft at den nye ordlyden står der.")
                ),
            )
        said = _VERB.search(cleaned.get("wording") or "")
        chosen = cleaned.get("strength")
        if said and chosen and _VERBS[said[1].lower()] != chosen:
            verb = said[1].lower()
            self.add_error(
                "strength",
                ValidationError(
                    _("Ordlyden sier «%(verb)s». Velg samme styrke, eller rett ordlyden.") % {"verb": verb}
                ),
            )
        return cleaned


class PieceForm(FormLook, forms.Form):
    """A new piece: its number. The text is written next, as a draft."""

    submit_text = gettext_lazy("Legg til og skriv teksten")
    number = forms.IntegerField(
        label=gettext_lazy("Nummer"),
        min_value=1,
        max_value=999,
        help_text=gettext_lazy("Nummeret står i adressen og kan ikke endres siden."),
    )


class EditionForm(FormLook, forms.ModelForm):
    """An edition and its chapters, one a line."""

    chapters = forms.CharField(
        label=gettext_lazy("Kapitler"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Ett kapittel på hver linje, i rekkefølge."),
    )

    class Meta:
        model = Edition
        fields = ("title", "field", "slug", "source", "published_url")
        field_classes = {"published_url": AddressField}
        help_texts = {
            "field": gettext_lazy("For eksempel «rus og psykisk helse»."),
            "slug": gettext_lazy("Det siste i adressen, med små bokstaver og bindestreker. Kan ikke endres siden."),
            "published_url": gettext_lazy("Siden der utgaven er publisert."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Others have kept the address.
            del self.fields["slug"]
            self.helper.layout.fields.remove("slug")
            self.initial["chapters"] = "\n".join(chapter.title for chapter in self.instance.chapters.all())

    def clean_chapters(self) -> list[str]:
        titles = [line.strip() for line in self.cleaned_data["chapters"].splitlines() if line.strip()]
        if len(set(titles)) < len(titles):
            raise ValidationError(_("To kapitler har samme tittel."))
        if any(len(title) > 300 for title in titles):
            raise ValidationError(_("En tittel kan ha 300 tegn."))
        return titles

    @property
    def texts(self) -> dict[str, Any]:
        """What the service takes, without the chapters."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}
