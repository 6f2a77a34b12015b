"""The form on which pieces a work item serves."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.catalogue.models import Advice
from advice.catalogue.naming import name_of_piece
from advice.catalogue.querysets import published_for
from advice.ties.services import LONGEST_NOTE, mark_of, served_by
from medvirkning.web.forms import Buttons, Fold, FormLook, LinkButton, SubmitButton
from projects.work.models import WorkItem


class PieceField(forms.ModelMultipleChoiceField):
    """Pieces to tick, each with its strength and quoted wording in the language of its source."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return format_html(
            '{} ({}): <span lang="{}">{}</span>',
            name_of_piece(obj),
            obj.current.get_strength_display(),
            obj.current.language,
            obj.current.wording,
        )


class TiesForm(FormLook, forms.Form):
    """Tick the pieces; how the work serves each may be told beside."""

    terms = {"pieces": ("rad", "styrke")}
    shown = forms.CharField(widget=forms.HiddenInput, max_length=32)
    pieces = PieceField(queryset=Advice.objects.none(), label=gettext_lazy("Råd som arbeidet tjener"), required=False)

    def __init__(self, *args: Any, work_item: WorkItem, user: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = served_by(work_item)
        published = published_for(user)
        self._pieces = list(published.order_by("-edition__is_main", "edition", "number"))
        self.fields["pieces"].queryset = published
        self.fields["pieces"].initial = sorted(stored)
        self.fields["shown"].initial = mark_of(stored)
        for piece in self._pieces:
            self.fields[self._note(piece)] = forms.CharField(
                label=_("Slik tjener arbeidet «%(name)s»") % {"name": name_of_piece(piece)},
                required=False,
                max_length=LONGEST_NOTE,
                initial=stored.get(piece.pk, ""),
            )
        self.helper.layout = Layout(
            "shown",
            "pieces",
            Fold(
                gettext_lazy("Skriv hvordan arbeidet tjener rådene"),
                *(self._note(piece) for piece in self._pieces),
                in_use=any(stored.values()),
            ),
            Buttons(SubmitButton(gettext_lazy("Lagre")), LinkButton(gettext_lazy("Avbryt"), cancel_url)),
        )

    @staticmethod
    def _note(piece: Advice) -> str:
        return f"note_{piece.pk}"

    def clean(self) -> dict[str, Any]:
        """A text belongs to a piece that is ticked: nothing typed is thrown away in silence."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        ticked = {piece.pk for piece in data.get("pieces", ())}
        for piece in self._pieces:
            if data.get(self._note(piece)) and piece.pk not in ticked:
                self.add_error(
                    self._note(piece),
                    _("Kryss av «%(name)s», eller ta bort teksten.") % {"name": name_of_piece(piece)},
                )
        return data

    def served(self) -> dict[int, str]:
        """What the service takes."""
        return {piece.pk: self.cleaned_data[self._note(piece)] for piece in self.cleaned_data["pieces"]}
