"""Forms of actions: agreed on at a gap, followed up from the list."""

from typing import Any

from crispy_forms.layout import Div, Layout, Row
from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from advice.assessments.enums import ACTION_TRANSITIONS, ActionState
from advice.assessments.models import AssessmentAction
from medvirkning.web.fields import DateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton


class ActionForm(FormLook, forms.Form):
    """What, who, by when."""

    submit_text: str | Promise = _("Lagre tiltaket")
    terms = {"text": "tiltak"}
    text = forms.CharField(label=_("Hva skal dere gjøre?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    owner_name = forms.CharField(
        label=_("Hvem har ansvaret?"),
        max_length=200,
        help_text=_("Bruk helst stillingen, for eksempel «avdelingsleder»."),
    )
    due_on = DateField(label=_("Frist"))

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].widget.attrs["min"] = timezone.localdate().isoformat()
        self.helper.layout = Layout(
            "text", Row("owner_name", "due_on"),
            Buttons(SubmitButton(self.submit_text), LinkButton(_("Avbryt"), cancel_url)),
        )  # fmt: skip


class FollowUpForm(ActionForm):
    """The same, and how it went."""

    state = forms.ChoiceField(label=_("Hvor står tiltaket?"), widget=forms.RadioSelect)
    done_on = DateField(label=_("Når ble det gjort?"), required=False)
    outcome = forms.CharField(
        label=_("Hva førte det til?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dropper dere tiltaket, skriver dere hvorfor her."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, instance: AssessmentAction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].widget.attrs.pop("min", None)
        open_to = {instance.state, *ACTION_TRANSITIONS[instance.state]}
        self.fields["state"].choices = [one for one in ActionState.choices if one[0] in open_to]
        for name in ("text", "owner_name", "due_on", "state", "done_on", "outcome", "version"):
            self.initial.setdefault(name, getattr(instance, name))
        buttons = self.helper.layout.fields.pop()
        self.helper.layout.fields += [
            "version", "state", Div("done_on", css_class="when-done"), "outcome", buttons,
        ]  # fmt: skip
