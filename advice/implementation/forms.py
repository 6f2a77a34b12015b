"""Forms of the plan, the activities and the network."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from advice.catalogue.models import Advice, Edition
from advice.catalogue.naming import name_of_piece
from advice.catalogue.querysets import editions_for, published_for
from advice.implementation.enums import ActivityState, ArenaKind
from advice.implementation.filters import piece_choices
from advice.implementation.models import ImplementationActivity, NetworkMember, PlanGoal
from medvirkning.web.conflicts import VersionedForm
from medvirkning.web.fields import DateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from medvirkning.web.widgets import QuotedSelect, RadioCards

BODY_HELP = _("Skriv navnet eller organisasjonsnummeret. Det trenger ikke stå i registeret.")

AS_INPUT = {"class": "ds-input"}


class RecordForm(FormLook, VersionedForm):
    """A record, new or old. What it must hold to is left to the service, which says it in plain words."""

    submit_text = _("Lagre")

    def lay_out(self, *shown: Any, cancel_url: str) -> None:
        """A new record has no version that another could have changed."""
        if not self.instance.pk:
            del self.fields["version"]
        version = ["version"] if self.instance.pk else []
        buttons = Buttons(SubmitButton(self.submit_text), LinkButton(_("Avbryt"), cancel_url))
        self.helper.layout = Layout(*version, *shown, buttons)

    def validate_constraints(self) -> None:
        """Left to the service."""

    def told(self) -> dict[str, Any]:
        """The fields of the record, as the service takes them."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class PieceField(forms.ModelMultipleChoiceField):
    """Pieces to tick, each with its quoted wording in the language of its source."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return format_html(
            '{}: <span lang="{}">{}</span>', name_of_piece(obj), obj.current.language, obj.current.wording
        )


class ActivityForm(RecordForm):
    """What an activity says of itself. The edition is asked for only where there are several."""

    terms = {"pieces": "rad"}
    organiser = forms.CharField(label=_("Hvem arrangerer"), max_length=300, help_text=BODY_HELP)
    pieces = PieceField(
        queryset=Advice.objects.none(),
        label=_("Hvilke råd handler den om"),
        required=False,
        help_text=_("La alle stå tomme når aktiviteten handler om rådene under ett."),
    )
    starts_on = DateField(label=_("Dato"))
    ends_on = DateField(label=_("Til og med"), required=False, help_text=_("La stå tom når den varer én dag."))

    url = forms.URLField(
        label=_("Adressen til arrangørens side"), required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = ImplementationActivity
        fields = [
            "edition", "title", "arena", "starts_on", "ends_on", "place", "description", "url", "pieces", "goal",
            "is_public",
        ]  # fmt: skip
        labels = {
            "title": _("Hva er det"),
            "arena": _("Arena"),
            "place": _("Sted"),
            "description": _("Mer om aktiviteten"),
            "goal": _("Hører til denne delen av planen"),
            "is_public": _("Vis aktiviteten for alle"),
            "edition": _("Utgave"),
        }
        help_texts = {
            "description": _("Teksten er åpen for alle når aktiviteten er det. Skriv ikke om enkeltpersoner."),
            "is_public": _("Da står den på den åpne sida og i kalenderen som andre abonnerer på."),
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, user: Any, edition: Edition, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_instance = self.instance.edition_id or edition.pk
        pieces = published_for(user)
        goals = PlanGoal.objects.visible_to(user)
        editions = editions_for(user)
        several = len(editions) > 1
        if not several:
            del self.fields["edition"]
            pieces, goals = pieces.filter(edition=of_instance), goals.filter(edition=of_instance)
        else:
            self.fields["edition"].queryset = editions
            self.initial.setdefault("edition", of_instance)
        self.fields["pieces"].queryset = pieces
        self.fields["goal"].queryset = goals
        self.fields["goal"].empty_label = _("Ingen bestemt del")
        self.fields["arena"].choices = [("", _("Velg arena")), *ArenaKind.choices]
        if self.instance.pk:
            self.initial.setdefault("organiser", self.instance.body)
        self.lay_out(
            *(["edition"] if several else []),
            "title",
            "arena",
            "organiser",
            Row("starts_on", "ends_on"),
            "place",
            "url",
            "description",
            "pieces",
            "goal",
            "is_public",
            cancel_url=cancel_url,
        )

    def told(self) -> dict[str, Any]:
        """Pieces apart, and the edition where it was asked for."""
        asked = [name for name in self._meta.fields or () if name in self.fields and name != "pieces"]
        return {name: self.cleaned_data[name] for name in asked}


class ActivityStateForm(RecordForm):
    """Was it held, and whom did it reach; or is it cancelled, and why."""

    reached = forms.IntegerField(
        label=_("Hvor mange nådde den"),
        required=False,
        min_value=0,
        max_value=10_000_000,
        help_text=_(
            "Bare når den er gjennomført. La feltet stå tomt når dere ikke vet det: ukjent er noe annet enn 0."
        ),
        widget=forms.NumberInput(attrs={"data-width": "short"}),
    )

    class Meta:
        model = ImplementationActivity
        fields = ["state", "reached", "cancel_reason"]
        labels = {"state": _("Hvor står aktiviteten"), "cancel_reason": _("Hvorfor er den avlyst")}
        help_texts = {"cancel_reason": _("Må skrives når den er avlyst. Teksten er åpen når aktiviteten er det.")}
        widgets = {
            "state": RadioCards(
                {
                    ActivityState.PLANNED: _("Den skal holdes."),
                    ActivityState.HELD: _("Den er holdt, helt eller delvis."),
                    ActivityState.CANCELLED: _("Den blir stående i kalenderen som avlyst."),
                }
            )
        }

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        over = self.instance.state == ActivityState.PLANNED and self.instance.starts_on <= timezone.localdate()
        if over:
            self.initial["state"] = ActivityState.HELD
        self.lay_out("state", "reached", "cancel_reason", cancel_url=cancel_url)


class GoalForm(RecordForm):
    """A part of the plan, new or old."""

    done_on = DateField(label=_("Gjort"), required=False, help_text=_("Datoen det ble gjort."))
    position = forms.IntegerField(
        label=_("Plass i planen"),
        required=False,
        min_value=0,
        max_value=30_000,
        help_text=_("Lavest står først. Uten tall kommer den sist."),
        widget=forms.NumberInput(attrs={"data-width": "short"}),
    )

    class Meta:
        model = PlanGoal
        fields = [
            "title", "description", "from_year", "to_year", "responsible", "state", "done_on", "source", "position",
        ]  # fmt: skip
        labels = {
            "title": _("Hva skal gjøres"),
            "description": _("Beskrivelse"),
            "from_year": _("Fra år"),
            "to_year": _("Til og med år"),
            "responsible": _("Hvem har ansvaret"),
            "state": _("Hvor står det"),
            "source": _("Kilde"),
        }
        help_texts = {"responsible": _("En virksomhet eller en rolle, ikke navnet på en person. Planen er åpen.")}
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "description": forms.Textarea(attrs={"rows": 3}),
            "from_year": forms.NumberInput(attrs={"data-width": "short"}),
            "to_year": forms.NumberInput(attrs={"data-width": "short"}),
        }

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_year", "to_year"):
            self.fields[name].min_value, self.fields[name].max_value = 2000, 2100
            if not self.instance.pk:
                self.initial.setdefault(name, timezone.localdate().year + 1)
        if not self.instance.pk:
            self.initial.pop("position", None)
        self.lay_out(
            "title",
            "description",
            Row("from_year", "to_year"),
            "responsible",
            "state",
            "done_on",
            "source",
            "position",
            cancel_url=cancel_url,
        )

    def clean_position(self) -> int | None:
        """Of an old part no number is no change."""
        position: int | None = self.cleaned_data["position"]
        return self.instance.position if position is None and self.instance.pk else position


class MemberForm(RecordForm):
    """Somebody in the network."""

    body = forms.CharField(label=_("Hvor kommer medlemmet fra"), max_length=300, help_text=BODY_HELP)
    valid_from = DateField(label=_("Med fra"))
    valid_to = DateField(label=_("Til og med"), required=False, help_text=_("La stå tom så lenge medlemmet er med."))

    class Meta:
        model = NetworkMember
        fields = ["name", "role", "email", "valid_from", "valid_to"]
        labels = {"name": _("Navn"), "role": _("Rolle i nettverket"), "email": _("E-post")}
        help_texts = {
            "name": _("Bare ansatte og Senter for brukermedvirkning ser navn og e-post."),
            "role": _("Rollen og organisasjonen er åpne for alle."),
        }

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("body", self.instance.body)
        else:
            self.initial.setdefault("valid_from", timezone.localdate())
        self.lay_out("name", "body", "role", "email", Row("valid_from", "valid_to"), cancel_url=cancel_url)


class EndMembershipForm(RecordForm):
    """The last day of somebody who leaves."""

    submit_text = _("Avslutt medlemskapet")
    valid_to = DateField(label=_("Siste dag"))

    class Meta:
        model = NetworkMember
        fields = ["valid_to"]

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial.get("valid_to"):
            self.initial["valid_to"] = timezone.localdate()
        self.lay_out("valid_to", cancel_url=cancel_url)


class SubscribeForm(forms.Form):
    """What the calendar is to hold; shown by GET, so that it needs no script."""

    rad = forms.ChoiceField(label=_("Råd"), required=False)
    arena = forms.ChoiceField(label=_("Arena"), required=False, widget=forms.Select(attrs=AS_INPUT))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pieces = piece_choices(user)
        self.fields["rad"].widget = QuotedSelect(pieces.languages, AS_INPUT)
        self.fields["rad"].choices = [("", _("Alle")), *pieces.options]
        self.fields["arena"].choices = [("", _("Alle")), *ArenaKind.choices]


__all__ = [
    "ActivityForm", "ActivityStateForm", "EndMembershipForm", "GoalForm", "MemberForm", "SubscribeForm",
]  # fmt: skip
