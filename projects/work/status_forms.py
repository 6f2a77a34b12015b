"""Forms that move a work item from one state to another, and those of exemptions."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from medvirkning.web.dates import PartialDate
from medvirkning.web.fields import PartialDateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from medvirkning.web.widgets import RadioCards
from projects.work.enums import WORK_TRANSITIONS, DecisionStatus, WorkKind, WorkStatus
from projects.work.forms import stored_date
from projects.work.models import Decision, ExemptionReason, WorkItem

_LABELS: dict[str, str | Promise] = {
    WorkStatus.PLANNED: pgettext_lazy("work", "Planlagt"),
    WorkStatus.ONGOING: pgettext_lazy("work", "Pågår"),
    WorkStatus.COMPLETED: pgettext_lazy("work", "Fullført"),
    WorkStatus.CANCELLED: pgettext_lazy("work", "Bortfalt"),
    WorkStatus.NOT_STATED: pgettext_lazy("work", "Status ikke oppgitt"),
}
_EXPLAINED: dict[str, str | Promise] = {
    WorkStatus.PLANNED: _("Arbeidet er ikke begynt."),
    WorkStatus.ONGOING: _("Arbeidet er i gang."),
    WorkStatus.COMPLETED: _("Oppdraget teller i året det ble fullført, også når innspill mangler svar."),
    WorkStatus.CANCELLED: _("Arbeidet ble ikke noe av. Det teller ikke i andelen."),
    WorkStatus.NOT_STATED: _("Kilden sier ikke hvor arbeidet står."),
}


class StatusForm(FormLook, forms.Form):
    """Where the work stands. Only states that may follow are offered, and the present one to mend its date."""

    status = forms.ChoiceField(label=_("Hvor står arbeidet"), widget=RadioCards())
    done_on = PartialDateField(label=_("Fullført"), required=False)
    cancelled_on = PartialDateField(label=_("Falt bort"), required=False, day_only=True, help_text="")
    cancel_reason = forms.CharField(label=_("Hvorfor falt arbeidet bort"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    field_of = {"completed_on": "done_on", "ended_on": "done_on"}

    def __init__(self, *args: Any, instance: WorkItem, cancel_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance = instance
        self.is_task = instance.kind == WorkKind.STANDING_TASK
        offered = [
            one for one in WorkStatus.values if one == instance.status or one in WORK_TRANSITIONS[instance.status]
        ]
        labels = {**_LABELS, WorkStatus.COMPLETED: _("Avsluttet")} if self.is_task else _LABELS
        explained = dict(_EXPLAINED)
        if self.is_task:
            explained[WorkStatus.COMPLETED] = _(
                "Oppgaven gjøres ikke mer. Den teller til og med året for siste virkedag."
            )
        self.fields["status"].choices = [(one, labels[one]) for one in offered]
        self.fields["status"].widget.explanations = {one: explained[one] for one in offered}
        if self.is_task:
            self.fields["done_on"].label = _("Siste virkedag")
        self._start_from(instance)
        # Each belongs to one state and is demanded with it.
        self.helper.mark_optional = False
        parts = [Div("done_on", css_class="when-done")] if WorkStatus.COMPLETED in offered else []
        if WorkStatus.CANCELLED in offered:
            parts.append(Div("cancelled_on", "cancel_reason", css_class="stack when-cancelled"))
        self.helper.layout = Layout(
            "version",
            "status",
            *parts,
            Buttons(SubmitButton(_("Lagre")), LinkButton(_("Avbryt"), cancel_url)),
        )

    def _start_from(self, instance: WorkItem) -> None:
        name = "ended_on" if self.is_task else "completed_on"
        day = getattr(instance, name)
        today = PartialDate.of(timezone.localdate())
        done = PartialDate.of(day, getattr(instance, f"{name}_precision")) if day else today
        cancelled = PartialDate.of(instance.cancelled_on) if instance.cancelled_on else today
        known = {
            "status": instance.status,
            "done_on": done,
            "cancelled_on": cancelled,
            "cancel_reason": instance.cancel_reason,
            "version": instance.version,
        }
        for field, value in known.items():
            self.initial.setdefault(field, value)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        status = cleaned.get("status")
        if status == WorkStatus.COMPLETED and not cleaned.get("done_on") and "done_on" not in self.errors:
            self.add_error("done_on", _("Oppgi datoen da arbeidet ble fullført."))
        if status == WorkStatus.CANCELLED and not cleaned.get("cancel_reason", "").strip():
            self.add_error("cancel_reason", _("Skriv hvorfor arbeidet falt bort."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What the service changes: the state with its dates, and those of other states emptied."""
        status = self.cleaned_data["status"]
        done, cancelled = status == WorkStatus.COMPLETED, status == WorkStatus.CANCELLED
        changes: dict[str, Any] = {"status": status}
        name = "ended_on" if self.is_task else "completed_on"
        if done or not cancelled:
            changes |= stored_date(name, self.cleaned_data["done_on"] if done else None)
        day = self.cleaned_data["cancelled_on"]
        changes["cancelled_on"] = (day.first if day else timezone.localdate()) if cancelled else None
        changes["cancel_reason"] = self.cleaned_data["cancel_reason"].strip() if cancelled else ""
        if self.is_task and done and changes[name] >= timezone.localdate():
            # Still active: the state follows from the date once that day has passed.
            changes["status"] = ""
        return changes


class RequestForm(FormLook, forms.Form):
    """An exemption, or that a standing task was not performed, asked for one year."""

    terms = {"reason": ("unntak", "ikke-gjennomfort")}
    submit_text = _("Send til avgjørelse")
    year = forms.TypedChoiceField(label=_("År"), coerce=int)
    reason = forms.ModelChoiceField(label=_("Begrunnelse"), queryset=ExemptionReason.objects.none(), empty_label=None)
    reason_text = forms.CharField(
        label=_("Utdyp begrunnelsen"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Lederen avgjør etter det du skriver her. Teksten kan bli offentlig."),
    )

    def __init__(self, *args: Any, cancel_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["year"].choices = [(str(year), str(year)) for year in range(today.year + 1, today.year - 4, -1)]
        self.fields["year"].initial = str(today.year)
        self.fields["reason"].queryset = ExemptionReason.objects.in_use(today)
        self.helper.layout = Layout(
            "year",
            "reason",
            "reason_text",
            Buttons(SubmitButton(self.submit_text), LinkButton(_("Avbryt"), cancel_url)),
        )


class DecideForm(FormLook, forms.Form):
    """Approve or refuse; a refusal says why. What is decided can only be turned into the other answer."""

    terms = {"decision_text": ("unntak", "ikke-gjennomfort")}
    decision_text = forms.CharField(
        label=_("Begrunnelse for avgjørelsen"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Må fylles ut når du avslår. Den som ba om det, får lese den."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, instance: Decision, cancel_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance = instance
        self.initial.setdefault("version", instance.version)
        self.helper.layout = Layout(
            "version", "decision_text", Buttons(*self._buttons(), LinkButton(_("Tilbake"), cancel_url))
        )

    def _buttons(self) -> list[SubmitButton]:
        if self.instance.status == DecisionStatus.APPROVED:
            return [SubmitButton(_("Gjør om til avslag"), name="refuse")]
        if self.instance.status == DecisionStatus.REFUSED:
            return [SubmitButton(_("Gjør om til godkjenning"), name="approve")]
        return [
            SubmitButton(_("Godkjenn"), name="approve"),
            SubmitButton(_("Avslå"), name="refuse", variant="secondary"),
        ]
