"""What all pages of one assessment share."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from advice.assessments.enums import AssessmentState
from advice.assessments.masking import let_read
from advice.assessments.models import Assessment
from advice.assessments.reading import Line, Sheet, sheet_of
from medvirkning.accounts.models import User
from medvirkning.web.querysets import drafts_of
from medvirkning.web.refusals import RefusedError
from medvirkning.web.views import UpdateView

EXPECTED = (RefusedError,)
ANSWER_DRAFT = "assessments.answer"
# Where nothing can be typed, nothing is said of drafts.
NO_DRAFT: dict[str, Any] = {"autosave_url": "", "kept": None}


class OfAssessment(UpdateView):
    """A form on an assessment that the reader sees."""

    model = Assessment
    expected_errors = EXPECTED
    object: Assessment

    def refine(self, rows: Any) -> Any:
        return rows.with_subject()

    @cached_property
    def sheet(self) -> Sheet:
        return let_read(self.request.user, sheet_of(self.object))

    @property
    def page(self) -> str:
        return reverse("assessments:detail", args=[self.object.pk])

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [*crumbs(self.object), (self.get_title(), "")]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "cancel_url": self.page}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(assessment=self.object, **kwargs)

    def get_success_url_for(self, saved: Any) -> str:
        return self.page


class OfPiece(OfAssessment):
    """A form on one piece of it, named by its place in the template."""

    @cached_property
    def line(self) -> Line:
        line = self.sheet.at(self.kwargs["position"])
        if line is None:
            raise Http404
        return line

    @property
    def piece_page(self) -> str:
        return reverse("assessments:answer", args=[self.object.pk, self.kwargs["position"]])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "cancel_url": self.piece_page}

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [
            *crumbs(self.object),
            (_("Råd %(number)s") % {"number": self.line.number}, self.piece_page),
            (self.get_title(), ""),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(line=self.line, **kwargs)

    def get_draft_object_key(self) -> str:
        """The piece, whether or not it has an answer yet."""
        return draft_of_piece(self.object, self.kwargs["position"])

    def get_success_url_for(self, saved: Any) -> str:
        return self.piece_page


def draft_of_piece(assessment: Assessment, position: int) -> str:
    """What the draft of a form on a piece is kept under."""
    return f"{assessment.pk}-{position}"


def with_unsaved_answer(user: User, sheet: Sheet) -> list[Line]:
    """The pieces where the reader has typed an answer and not saved it."""
    keys = {draft_of_piece(sheet.assessment, line.item.position): line for line in sheet.lines}
    rows = drafts_of(user).filter(form_key=ANSWER_DRAFT, object_key__in=keys)
    kept = set(rows.values_list("object_key", flat=True))
    return [line for key, line in keys.items() if key in kept]


def crumbs(assessment: Assessment) -> list[tuple[Any, str]]:
    """The way to an assessment's page, which stands last in it."""
    return [
        (_("Egenvurdering"), reverse("assessments:home")),
        (str(assessment), reverse("assessments:detail", args=[assessment.pk])),
    ]


def is_frozen(assessment: Assessment) -> bool:
    return assessment.state == AssessmentState.APPROVED
