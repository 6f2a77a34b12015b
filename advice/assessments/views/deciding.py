"""Sending in and deciding."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.assessments.decide_form import DecideForm
from advice.assessments.decided import decided_in_words
from advice.assessments.enums import AssessmentState
from advice.assessments.forms import SubmitForm
from advice.assessments.leaders import approvers_of
from advice.assessments.models import Assessment
from advice.assessments.reading import Line, Sheet
from advice.assessments.seen import changed_since, seen_in
from advice.assessments.services import deciding
from advice.assessments.views.page import OfAssessment, with_unsaved_answer
from medvirkning.web.conflicts import compare


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
    """Read it all on one page, and approve or send back. What was read is what is approved."""

    permission = "assessments.decide"
    form_class = DecideForm
    template_name = "advice/assessments/decide.html"
    _is_decided = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What is decided is looked at on the assessment's own page."""
        if self.object.state != AssessmentState.SUBMITTED:
            messages.info(request, decided_in_words(self.object))
            return HttpResponseRedirect(self.page)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.object.state != AssessmentState.SUBMITTED:
            return self.show_typed()
        response = super().post(request, *args, **kwargs)
        return self.show_typed() if self._is_decided else response

    def show_typed(self) -> HttpResponse:
        """Somebody else was first: who did what and when, and what was typed here."""
        self.object = self.get_object()
        context = {
            "title": _("Egenvurderingen er alt avgjort"),
            "lede": str(self.object),
            "breadcrumbs": self.get_breadcrumbs(),
            "reason": decided_in_words(self.object),
            "rows": [row for row in compare(self.get_form(), None) if row.typed],
            "page": self.page,
        }
        return render(self.request, "advice/assessments/closed.html", context, status=409)

    def render_conflict(self, request: HttpRequest, current: Any) -> HttpResponse:
        """The page anew, with what came in since it was read, and what was typed in the form."""
        posted = self.get_form()
        seen = posted.cleaned_data["seen"] if posted.is_valid() else {}
        self.object = self.get_object()
        # Read anew: what is kept of this request is what was there before.
        del self.sheet
        news = changed_since(seen, self.sheet)
        data = request.POST.copy()
        data["version"], data["seen"] = str(self.object.version), json.dumps(seen_in(self.sheet))
        form = self.get_form_class()(**{**self.get_form_kwargs(), "data": data})
        return render(
            request, self.template_name, self.get_context_data(form=form, news=news, is_anew=True), status=409
        )

    def get_title(self) -> str:
        return _("Godkjenn %(assessment)s") % {"assessment": self.object}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "instance": self.object,
            "seen": seen_in(self.sheet),
            "cancel_url": reverse("assessments:home"),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sheet=self.sheet, groups=_groups(self.sheet), **kwargs)

    def save(self, form: DecideForm) -> Assessment:
        data = form.cleaned_data
        known: dict[str, Any] = {
            "actor": self.request.user, "assessment": self.object, "expected_version": data["version"]
        }  # fmt: skip
        try:
            if data["decision"] == DecideForm.APPROVE:
                return deciding.approve(**known, seen=data["seen"])
            return deciding.send_back(**known, reason=data["reason"])
        except deciding.DecidedError:
            self._is_decided = True
            raise

    def get_success_message(self, saved: Assessment) -> str:
        if saved.state == AssessmentState.APPROVED:
            return _("Egenvurderingen er godkjent og låst.")
        return _("Egenvurderingen er sendt tilbake til enheten.")


def _groups(sheet: Sheet) -> list[tuple[str, list[Line]]]:
    """What is not in place first, `skal` before `bør`."""
    gaps = [*sheet.shall_gaps, *sheet.should_gaps]
    return [
        (_("«Skal» som ikke er på plass"), sheet.shall_gaps),
        (_("«Bør» som ikke er på plass"), sheet.should_gaps),
        (_("De andre rådene"), [line for line in sheet.lines if line not in gaps]),
    ]
