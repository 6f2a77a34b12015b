"""Forms that follow an involvement up: inputs, answers, annulling, and groups that go on."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.web.dates import PartialDate
from medvirkning.web.fields import PartialDateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from medvirkning.web.widgets import RadioCards
from projects.involvement import participants
from projects.involvement.enums import OutcomeKind
from projects.involvement.models import Input, Involvement
from projects.involvement.participants import Offered
from projects.work.presenters import capitalised


class AnnulForm(FormLook, forms.Form):
    """It stays in the log with its reason and counts no more."""

    submit_text = _("Annuller")
    terms = {"annul_reason": "medvirkning"}
    annul_reason = forms.CharField(label=_("Hvorfor annulleres den"), max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, instance: Involvement, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", instance.version)
        self.helper.layout = Layout(
            "version", "annul_reason", Buttons(SubmitButton(self.submit_text), LinkButton(_("Avbryt"), cancel_url))
        )


class CloseForm(FormLook, forms.Form):
    """Closing needs no answers; the version is all there is to send."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, instance: Involvement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", instance.version)


class InputForm(FormLook, forms.Form):
    """What somebody said, and who among those who took part."""

    submit_text = _("Legg til innspillet")
    terms = {"text": "innspill"}
    text = forms.CharField(
        label=_("Hva var innspillet"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Teksten kan bli offentlig. Skriv ikke helseopplysninger."),
    )
    given_by = forms.ChoiceField(label=_("Hvem sa det"), required=False)
    given_on = PartialDateField(label=_("Når"), day_only=True, help_text="")

    def __init__(self, *args: Any, involvement: Involvement, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {one.key: one for one in participants.of_event(involvement.event)}
        choices = [(key, one.label) for key, one in self.offered.items()]
        self.fields["given_by"].choices = [("", _("Noen uten navn")), *choices]
        self.fields["given_on"].initial = PartialDate.of(min(involvement.event.ended_on, timezone.localdate()))
        self.helper.layout = Layout(
            "text",
            Row("given_by", "given_on"),
            Buttons(
                SubmitButton(self.submit_text),
                SubmitButton(_("Legg til, og et til"), name="again", variant="secondary"),
                LinkButton(_("Avbryt"), cancel_url),
            ),
        )

    def giver(self) -> Offered | None:
        return self.offered.get(self.cleaned_data["given_by"])


class AnswerForm(FormLook, forms.Form):
    """What became of an input, with the reason; «til vurdering» is no answer yet."""

    terms = {"outcome": "utfall"}
    outcome = forms.ChoiceField(
        label=_("Hva skjedde med innspillet?"),
        choices=lambda: [(kind.value, capitalised(kind.label)) for kind in OutcomeKind],
        widget=RadioCards(
            {
                OutcomeKind.FOLLOWED: _("Det ble som de sa."),
                OutcomeKind.PARTLY: _("Noe av det ble tatt inn."),
                OutcomeKind.NOT_FOLLOWED: _("Det ble vurdert og ikke tatt inn."),
                OutcomeKind.CONSIDERED: _("Vi har ikke bestemt oss. Innspillet venter fortsatt på svar."),
                OutcomeKind.OUTSIDE: _("Det gjelder noe som dette arbeidet ikke kan avgjøre."),
            }
        ),
    )
    reason = forms.CharField(
        label=_("Begrunnelse"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Den som ga innspillet, får lese begrunnelsen. Må fylles ut, også når innspillet ble fulgt."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, instance: Input, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        latest = next(iter(instance.outcomes.all()), None)
        known = {"version": instance.version, "outcome": instance.outcome, "reason": latest.reason if latest else ""}
        for name, value in known.items():
            self.initial.setdefault(name, value)
        self.helper.layout = Layout(
            "version",
            "outcome",
            "reason",
            Buttons(SubmitButton(_("Lagre svaret")), LinkButton(_("Avbryt"), cancel_url)),
        )


class GoesOnForm(FormLook, forms.Form):
    """Each January: did the group meet in the year passed? Else the day it last met."""

    MET, ENDED = "met", "ended"
    answer = forms.ChoiceField(
        label=_("Møttes gruppen"),
        choices=[(MET, _("Ja, den fortsetter")), (ENDED, _("Nei, den er ferdig"))],
        widget=forms.RadioSelect,
    )
    ended_on = PartialDateField(label=_("Siste møte"), required=False, day_only=True, help_text="")

    def __init__(self, *args: Any, year: int, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = _("Møttes gruppen i %(year)s?") % {"year": year}
        self.helper.layout = Layout(
            "answer", "ended_on", Buttons(SubmitButton(_("Lagre")), LinkButton(_("Avbryt"), cancel_url))
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == self.ENDED and not cleaned.get("ended_on") and "ended_on" not in self.errors:
            self.add_error("ended_on", _("Oppgi dagen gruppen sist møttes."))
        return cleaned
