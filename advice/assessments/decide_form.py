"""The form of who approves an assessment or sends it back."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from advice.assessments.models import Assessment
from advice.assessments.seen import Seen
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from medvirkning.web.widgets import RadioCards


class DecideForm(FormLook, forms.Form):
    """Approve, or send back with a reason."""

    APPROVE, RETURN = "approve", "return"
    decision = forms.ChoiceField(
        label=_("Hva gjør du med egenvurderingen?"),
        choices=[(APPROVE, _("Godkjenn og lås")), (RETURN, _("Send tilbake"))],
        widget=RadioCards(
            {
                APPROVE: _("Den blir stående slik den er nå, med ordlyden og svarene av i dag."),
                RETURN: _("Enheten retter og sender på nytt."),
            }
        ),
    )
    reason = forms.CharField(
        label=_("Hva må rettes?"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    # What stood on the page when it was read.
    seen = forms.JSONField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, instance: Assessment, seen: Seen, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", instance.version)
        self.initial.setdefault("seen", seen)
        self.helper.mark_optional = False
        self.helper.layout = Layout(
            "version",
            "seen",
            "decision",
            Div("reason", css_class="when-returned"),
            Buttons(SubmitButton(_("Lagre avgjørelsen")), LinkButton(_("Tilbake"), cancel_url)),
        )

    def clean_seen(self) -> Seen:
        seen = self.cleaned_data["seen"]
        return seen if isinstance(seen, dict) else {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == self.RETURN and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Skriv hva som må rettes."))
        return cleaned
