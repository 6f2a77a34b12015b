"""Answering a piece, showing what it rests on, changing the template."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from advice.assessments.forms import AnswerForm, ChangeTemplateForm, EvidenceForm
from advice.assessments.models import Assessment, AssessmentAnswer, Evidence
from advice.assessments.querysets import assessments_for, evidence_for, involvements_of, newest_template
from advice.assessments.reading import later_steps, sheet_of
from advice.assessments.services import evidence, filling, templates
from advice.assessments.services.checks import AssessmentRefusedError, NotDraftError, why_closed
from advice.assessments.views.page import ANSWER_DRAFT, NO_DRAFT, OfAssessment, OfPiece, is_frozen
from medvirkning.web import drafts
from medvirkning.web.conflicts import compare
from medvirkning.web.refusals import NotAllowedError, ToldDenied


def why_not_kept(user: Any, object_key: str) -> str:
    """Why a draft of an answer isn't kept: its assessment, the first part of the key, was sent or approved."""
    key = object_key.partition("-")[0]
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return ""
    state = assessments_for(user).filter(pk=int(key)).values_list("state", flat=True).first()
    return why_closed(state) if state else ""


drafts.register_closing(ANSWER_DRAFT, why_not_kept)


class Answer(OfPiece):
    """One piece: what it says, how far the unit has come, and what stands beside it."""

    form_class = AnswerForm
    template_name = "advice/assessments/answer.html"
    permission = "assessments.view"
    draft_key = ANSWER_DRAFT
    conflict_template = "advice/assessments/conflict.html"
    _has_closed = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Of a frozen assessment there is one page."""
        if is_frozen(self.object):
            return HttpResponseRedirect(f"{self.page}#rad-{self.line.number}")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm("assessments.act", self.object):
            raise PermissionDenied
        if why_closed(self.object.state):
            return self.show_typed()
        response = super().post(request, *args, **kwargs)
        return self.show_typed() if self._has_closed else response

    def show_typed(self) -> HttpResponse:
        """It was sent or approved while the form stood open: nothing is saved, and what was typed is shown."""
        self.object.refresh_from_db(fields=["state"])
        context = {
            "title": _("Egenvurderingen kan ikke endres nå"),
            "lede": f"{self.object}, {self.get_title()}",
            "breadcrumbs": self.get_breadcrumbs(),
            "reason": why_closed(self.object.state),
            "rows": [row for row in compare(self.get_form(), None) if row.typed],
            "page": self.page,
        }
        return render(self.request, "advice/assessments/closed.html", context, status=409)

    def get_title(self) -> str:
        return _("Råd %(number)s") % {"number": self.line.number}

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [*super().get_breadcrumbs()[:-2], (self.get_title(), "")]

    def get_draft_object(self) -> AssessmentAnswer:
        return self.line.answer

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        del kwargs["cancel_url"]
        return {
            **kwargs,
            "instance": self.line.answer,
            "piece": self.line.version,
            "is_last": self.sheet.beside(self.line)[1] is None,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before, after = self.sheet.beside(self.line)
        may_fill = self.request.user.has_perm("assessments.fill", self.object)
        context = super().get_context_data(
            sheet=self.sheet,
            before=before,
            after=after,
            may_fill=may_fill,
            may_act=self.request.user.has_perm("assessments.act", self.object),
            later_steps="" if self.line.steps else later_steps(self.line, newest_template()),
            **kwargs,
        )
        return context if may_fill else context | NO_DRAFT

    def save(self, form: AnswerForm) -> AssessmentAnswer:
        data = form.cleaned_data
        try:
            return filling.answer(
                actor=self.request.user,
                assessment=self.object,
                item=self.line.item,
                expected_version=data["version"],
                score=data["score"],
                not_relevant_reason=data["not_relevant_reason"],
                comment=data["comment"],
                steps_done=data.get("steps_done", []),
            )
        except NotDraftError:
            self._has_closed = True
            raise

    def get_success_message(self, saved: AssessmentAnswer) -> str:
        if saved.score:
            return _("Råd %(number)s er lagret.") % {"number": self.line.number}
        return _("Det du skrev, er lagret. Rådet er ikke besvart før du velger et trinn.")

    def get_success_url_for(self, saved: AssessmentAnswer) -> str:
        if "stay" in self.request.POST:
            return self.piece_page
        after = self.sheet.beside(self.line)[1]
        return reverse("assessments:answer", args=[self.object.pk, after.item.position]) if after else self.page

    def get_record_url(self, current: Any) -> str:
        return self.piece_page

    def get_conflict_name(self, current: Any) -> str:
        return f"{self.object}, {self.get_title()}"

    def get_conflict_context(self, form: Any, current: Any) -> dict[str, Any]:
        """With the piece as it is asked about now: the template may have been changed while one wrote."""
        return {**super().get_conflict_context(form, current), "line": self.line}


class AddEvidence(OfPiece):
    """Show what an answer rests on."""

    title = gettext_lazy("Legg til dokumentasjon")
    lede = gettext_lazy("Legg til én ting om gangen.")
    permission = "assessments.fill"
    form_class = EvidenceForm
    template_name = "advice/assessments/evidence.html"
    makes_once = True
    success_message = gettext_lazy("Dokumentasjonen er lagt til.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "involvements": involvements_of(self.object, self.request.user),
            "is_department": self.object.department_id is not None,
        }

    def save(self, form: EvidenceForm) -> Evidence:
        data = form.cleaned_data
        return evidence.add_evidence(
            actor=self.request.user,
            assessment=self.object,
            item=self.line.item,
            label=data["label"],
            involvement=data.get("involvement"),
            file=data.get("file"),
            url=data.get("url") or "",
        )


class RemoveEvidence(View):
    """Take evidence away; asked for by a button on the piece's page."""

    http_method_names = ["post"]

    def post(self, request: Any, pk: int) -> HttpResponse:
        row = get_object_or_404(
            evidence_for(request.user).select_related(
                "answer__assessment__unit", "answer__assessment__department", "answer__item"
            ),
            pk=pk,
        )
        try:
            evidence.remove_evidence(actor=request.user, evidence=row)
        except NotAllowedError as error:
            raise ToldDenied(str(error)) from error
        except AssessmentRefusedError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Dokumentasjonen er fjernet."))
        place = [row.answer.assessment_id, row.answer.item.position]
        return HttpResponseRedirect(reverse("assessments:answer", args=place))


class ChangeTemplate(OfAssessment):
    """Ask a draft by the newest template, after seeing what that changes."""

    title = gettext_lazy("Bytt til ny mal")
    permission = "assessments.fill"
    form_class = ChangeTemplateForm
    template_name = "advice/assessments/change_template.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = newest_template()
        changes = templates.changes_between(self.object.template, newest)
        return super().get_context_data(newest=newest, changes=changes, **kwargs)

    def get_success_message(self, saved: Assessment) -> str:
        if sheet_of(saved).to_look_at:
            return _("Egenvurderingen følger nå den nye malen. Se over rådene som er merket.")
        return _("Egenvurderingen følger nå den nye malen. Svarene deres står som de var.")

    def save(self, form: ChangeTemplateForm) -> Assessment:
        newest = newest_template()
        if newest is None:
            raise AssessmentRefusedError(_("Det finnes ingen nyere mal."))
        return filling.change_template(actor=self.request.user, assessment=self.object, template=newest)
