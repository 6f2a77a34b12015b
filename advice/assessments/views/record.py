"""An assessment's own page: open, or frozen and read from its record alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from advice.assessments import exports
from advice.assessments.changes import Change
from advice.assessments.masking import as_read_by
from advice.assessments.models import Assessment
from advice.assessments.querysets import assessments_for, evidence_for, newest_template
from advice.assessments.reading import Sheet, sheet_of
from advice.assessments.record import record_of
from advice.assessments.services.templates import changes_between
from advice.assessments.tables import COLOURS
from advice.assessments.views.page import is_frozen
from medvirkning.web import exports as downloads
from medvirkning.web.dates import format_date
from medvirkning.web.pages import State
from medvirkning.web.views import DetailView

FORMATS = ("csv", "xlsx")


class AssessmentPage(DetailView):
    """Gaps first, `skal` before `bør`; an approved one as it was frozen, for every reader alike."""

    model = Assessment
    template_name = "advice/assessments/detail.html"
    permission = "assessments.view"

    def refine(self, rows: Any) -> Any:
        return rows.select_related("unit", "department", "template__edition", "submitted_by")

    def get_template_names(self) -> list[str]:
        return ["advice/assessments/frozen.html"] if is_frozen(self.object) else super().get_template_names()

    def get_title(self) -> str:
        return exports.title_of(self.object.record) if self.object.record else str(self.object)

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Egenvurdering"), reverse("assessments:home")), (self.get_title(), "")]

    def get_state(self) -> State:
        return State(self.object.get_state_display(), COLOURS[self.object.state])

    def get_facts(self) -> list[str]:
        if is_frozen(self.object):
            return []
        found = [_("Mal %(number)s") % {"number": self.object.template.number}]
        if self.object.submitted_at and self.object.state == "submitted":
            known = {"who": self.object.submitted_by or _("Noen"), "day": format_date(self.object.submitted_at)}
            found.append(_("Sendt av %(who)s %(day)s") % known)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if is_frozen(self.object):
            return self._frozen(**kwargs)
        user = self.request.user
        sheet = sheet_of(self.object)
        newest = newest_template()
        may_fill = user.has_perm("assessments.fill", self.object)
        changes = changes_between(self.object.template, newest) if may_fill else []
        return super().get_context_data(
            assessment=self.object,
            sheet=sheet,
            groups=_groups(sheet),
            may_fill=may_fill,
            may_act=user.has_perm("assessments.act", self.object),
            may_approve=user.has_perm("assessments.approve", self.object),
            newer=newest,
            newer_changes=changes,
            newer_worded=[one for one in changes if one.kind == Change.WORDING],
            invitations=list(self.object.score_invitations.all()),
            first_missing=next(iter([*sheet.missing, *sheet.to_look_at]), None),
            **kwargs,
        )

    def _frozen(self, **kwargs: Any) -> dict[str, Any]:
        """Nothing but what the record holds: the record's own title stands in the heading."""
        return super().get_context_data(
            assessment_pk=self.object.pk,
            record=self.object.record,
            groups=exports.groups_of(as_read_by(self.request.user, self.object.record)),
            **kwargs,
        )


def _groups(sheet: Sheet) -> list[dict[str, Any]]:
    """The parts of the page, those that `skal` and are not in use first.

    That a part is empty says something only when all is answered.
    """
    all_answered = not sheet.missing
    return [
        {
            "key": "shall",
            "title": _("Dette skal dere gjøre, og det er ikke på plass"),
            "lines": sheet.shall_gaps,
            "none": _("Alle råd med «skal» er i bruk eller ikke relevante.") if all_answered else "",
        },
        {
            "key": "should",
            "title": _("Dette bør dere gjøre, og det er ikke på plass"),
            "lines": sheet.should_gaps,
            "none": _("Alle råd med «bør» er i bruk eller ikke relevante.") if all_answered else "",
        },
        {"key": "missing", "title": _("Ikke besvart ennå"), "lines": sheet.missing, "none": ""},
        {
            "key": "in-use",
            "title": _("Dette er i bruk"),
            "lines": sheet.in_use,
            "none": _("Ingen råd ennå.") if all_answered else "",
        },
        {"key": "not-relevant", "title": _("Ikke relevant for dere"), "lines": sheet.not_relevant, "none": ""},
    ]


class Download(View):
    """The answers as CSV or XLSX: of an approved assessment as they were frozen."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        assessment = get_object_or_404(
            assessments_for(request.user).select_related(
                "unit", "department", "template__edition", "submitted_by", "approved_by"
            ),
            pk=pk,
        )
        record = assessment.record if is_frozen(assessment) else record_of(assessment)
        wanted = request.GET.get("format", "")
        kind = wanted if wanted in FORMATS else FORMATS[0]
        rows = exports.rows_of(as_read_by(request.user, record or {}))
        return downloads.respond(rows, kind=kind, title=f"{_('Egenvurdering')} {exports.title_of(record or {})}")


class EvidenceFile(View):
    """A file kept as evidence: for those who see the assessment, never shown in the page, never kept on the way."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        evidence = get_object_or_404(evidence_for(request.user).exclude(file=""), pk=pk)
        ending = str(evidence.file.name).rpartition(".")[2]
        try:
            # 10 MB at most, so it is read whole and nothing stays open.
            with evidence.file.open("rb") as stored:
                content = stored.read()
        except FileNotFoundError:
            return HttpResponse(_("Filen finnes ikke lenger."), status=410, content_type="text/plain; charset=utf-8")
        response = HttpResponse(content, content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="{downloads.file_name(evidence.label, ending)}"'
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response
