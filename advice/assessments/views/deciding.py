"""Sending in and deciding."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.assessments.forms import DecideForm, SubmitForm
from advice.assessments.leaders import approvers_of
from advice.assessments.models import Assessment
from advice.assessments.services import deciding
from advice.assessments.views.page import OfAssessment, with_unsaved_answer


class Submit(OfAssessment):
    """Send in: what lacks is listed first, each with the way to it."""

    title = gettext_lazy("Send til godkjenning")
    permission = "assessments.act"
    form_class = SubmitForm
    template_name = "advice/assessments/submit.html"
    success_message = gettext_lazy("Egenvurderingen er sendt til godkjenning.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gaps = [*self.sheet.shall_gaps, *self.sheet.should_gaps]
        return super().get_context_data(
            sheet=self.sheet,
            lacking=self.sheet.lacking,
            without_action=[line for line in gaps if not line.open_actions],
            approvers=[one for one in approvers_of(self.object) if one.pk != self.request.user.pk],
            unsaved=with_unsaved_answer(self.request.user, self.sheet),
            is_draft=self.object.state == "draft",
            **kwargs,
        )

    def save(self, form: SubmitForm) -> Assessment:
        return deciding.submit(
            actor=self.request.user, assessment=self.object, expected_version=form.cleaned_data["version"]
        )


class Decide(OfAssessment):
    """Read it all on one page, and approve or send back."""

    permission = "assessments.approve"
    form_class = DecideForm
    template_name = "advice/assessments/decide.html"

    def get_title(self) -> str:
        return _("Godkjenn %(assessment)s") % {"assessment": self.object}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "instance": self.object,
            "cancel_url": reverse("assessments:home"),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sheet=self.sheet, **kwargs)

    def save(self, form: DecideForm) -> Assessment:
        data = form.cleaned_data
        known: dict[str, Any] = {
            "actor": self.request.user, "assessment": self.object, "expected_version": data["version"]
        }  # fmt: skip
        if data["decision"] == DecideForm.APPROVE:
            return deciding.approve(**known)
        return deciding.send_back(**known, reason=data["reason"])

    def get_success_message(self, saved: Assessment) -> str:
        if saved.state == "approved":
            return _("Egenvurderingen er godkjent og låst.")
        return _("Egenvurderingen er sendt tilbake til enheten.")
