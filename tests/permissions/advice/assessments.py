from typing import Any

from django.core.files.base import ContentFile

from advice.assessments.enums import AssessmentState, EvidenceKind
from advice.assessments.models import Assessment, Evidence
from medvirkning import audit
from tests import advice_factories, factories
from tests.permissions.rows import (
    CENTRE,
    CENTRE_DECIDES,
    EVERYBODY,
    POSTS_ONLY,
    STAFF_HIDDEN,
    Row,
)

# fmt: off
#                 visitor staff leader centre contact repr. service admin machine
SEES_SOME      = "login   200   200    200    403     403   200     403   login"
OWN            = "login   404   404    200    404     404   200     404   login"
LEADS_OWN      = "login   404   404    403    404     404   200     404   login"
NOT_OWN        = "login   404   404    403    404     404   404     404   login"
APPROVES_BELOW = "login   404   404    403    404     404   200     404   login"
DECIDED_BELOW  = "login   404   404    403    404     404   away    404   login"
SECOND_BELOW   = "login   404   404    403    404     404   409     404   login"
CENTRE_ON_OWN  = "login   404   404    200    404     404   403     404   login"
PRESSED        = "login   404   404    403    404     404   away    404   login"
LEADS_DEPARTMENT = "login 403   200    403    404     404   404     404   login"
ELSEWHERE      = "login   403   403    403    404     404   404     404   login"
BEGINS         = "login   403   200    403    404     404   404     403   login"
BEGINS_NOT     = "login   403   403    403    404     404   404     403   login"
CENTRE_ON_DEPARTMENT = "login 403 403  200    404     404   404     404   login"
GONE           = "410     410   410    410    410     410   410     410   410"
# fmt: on

ROWS: list[Row] = [
    Row("assessments:home", SEES_SOME),
    Row("assessments:list", SEES_SOME),
    Row("assessments:actions", SEES_SOME),
    Row("assessments:start", LEADS_OWN, LEADS_OWN, on="own unit"),
    Row("assessments:start", NOT_OWN, NOT_OWN, on="other unit"),
    Row("assessments:start-department", BEGINS, BEGINS, on="own department"),
    Row("assessments:start-department", BEGINS_NOT, BEGINS_NOT, on="other department"),
    Row("assessments:detail", OWN, on="own assessment"),
    Row("assessments:detail", OWN, on="assessment below own"),
    Row("assessments:detail", OWN, on="frozen own assessment"),
    Row("assessments:detail", CENTRE_DECIDES, on="other assessment"),
    Row("assessments:detail", STAFF_HIDDEN, on="assessment of own department"),
    Row("assessments:answer", OWN, LEADS_OWN, on="own piece"),
    Row("assessments:answer", CENTRE_DECIDES, NOT_OWN, on="other piece"),
    Row("assessments:answer", STAFF_HIDDEN, LEADS_DEPARTMENT, on="piece of own department"),
    Row("assessments:answer", STAFF_HIDDEN, ELSEWHERE, on="piece of other department"),
    Row("assessments:add-evidence", LEADS_OWN, LEADS_OWN, on="own piece"),
    Row("assessments:add-evidence", LEADS_DEPARTMENT, LEADS_DEPARTMENT, on="piece of own department"),
    Row("assessments:add-action", LEADS_OWN, LEADS_OWN, on="own piece"),
    Row("assessments:add-action", LEADS_DEPARTMENT, LEADS_DEPARTMENT, on="piece of own department"),
    Row("assessments:action", OWN, LEADS_OWN, on="own action"),
    Row("assessments:action", CENTRE_DECIDES, NOT_OWN, on="other action"),
    Row("assessments:evidence", OWN, on="own evidence file"),
    Row("assessments:evidence", CENTRE_DECIDES, on="other evidence file"),
    Row("assessments:remove-evidence", POSTS_ONLY, PRESSED, on="own evidence file"),
    Row("assessments:remove-evidence", POSTS_ONLY, NOT_OWN, on="other evidence file"),
    Row("assessments:representatives", LEADS_OWN, LEADS_OWN, on="own assessment"),
    Row("assessments:representatives", NOT_OWN, NOT_OWN, on="other assessment"),
    Row("assessments:renew", POSTS_ONLY, PRESSED, on="own score invitation"),
    Row("assessments:renew", POSTS_ONLY, NOT_OWN, on="other score invitation"),
    Row("assessments:withdraw", POSTS_ONLY, PRESSED, on="own score invitation"),
    Row("assessments:withdraw", POSTS_ONLY, NOT_OWN, on="other score invitation"),
    Row("assessments:change-template", LEADS_OWN, LEADS_OWN, on="own assessment"),
    Row("assessments:change-template", NOT_OWN, NOT_OWN, on="other assessment"),
    Row("assessments:submit", LEADS_OWN, LEADS_OWN, on="own assessment"),
    Row("assessments:submit", NOT_OWN, NOT_OWN, on="other assessment"),
    Row("assessments:submit", LEADS_DEPARTMENT, LEADS_DEPARTMENT, on="assessment of own department"),
    Row("assessments:decide", CENTRE_ON_OWN, CENTRE_ON_OWN, on="own assessment that waits"),
    Row("assessments:decide", DECIDED_BELOW, SECOND_BELOW, on="assessment below own"),
    Row("assessments:decide", APPROVES_BELOW, APPROVES_BELOW, on="assessment that waits below own"),
    Row("assessments:decide", CENTRE_ON_DEPARTMENT, CENTRE_ON_DEPARTMENT, on="department that waits"),
    Row("assessments:compare", OWN, on="own assessment"),
    Row("assessments:compare", CENTRE_DECIDES, on="other assessment"),
    Row("assessments:download", OWN, on="own assessment"),
    Row("assessments:download", STAFF_HIDDEN, on="assessment of own department"),
    Row("assessments:download", CENTRE_DECIDES, on="other assessment"),
    Row("assessments:templates", CENTRE),
    Row("assessments:template", CENTRE, on="first template"),
    Row("assessments:adopt", CENTRE, CENTRE),
    Row("assessments:score", EVERYBODY, EVERYBODY, on="open score link"),
    Row("assessments:score", GONE, GONE, on="unknown score link"),
]


class Things:
    account: Any
    unit: Any
    department: Any
    elsewhere: Any
    colleague: Any

    def _own_assessment(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.assessment(unit=self.unit).pk,)

    def _other_assessment(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.assessment().pk,)

    def _frozen_own_assessment(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.assessment(unit=self.unit, state=AssessmentState.APPROVED, scores="partly").pk,)

    def _below(self, **values: Any) -> Assessment:
        return advice_factories.assessment(unit=advice_factories.unit(parent=self.unit), **values)

    def _assessment_below_own(self, role: str) -> tuple[Any, ...]:
        return (self._below().pk,)

    def _assessment_that_waits_below_own(self, role: str) -> tuple[Any, ...]:
        return (self._below(state=AssessmentState.SUBMITTED, scores="partly").pk,)

    def _own_assessment_that_waits(self, role: str) -> tuple[Any, ...]:
        made = advice_factories.assessment(
            unit=self.unit, state=AssessmentState.SUBMITTED, scores="partly", submitted_by=self.colleague
        )
        return (made.pk,)

    def _assessment_of_own_department(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.assessment(department=self.department).pk,)

    def _department_that_waits(self, role: str) -> tuple[Any, ...]:
        made = advice_factories.assessment(
            department=self.department, state=AssessmentState.SUBMITTED, scores="partly"
        )
        return (made.pk,)

    def _own_piece(self, role: str) -> tuple[Any, ...]:
        return (*self._own_assessment(role), 1)

    def _other_piece(self, role: str) -> tuple[Any, ...]:
        return (*self._other_assessment(role), 1)

    def _piece_of_own_department(self, role: str) -> tuple[Any, ...]:
        return (*self._assessment_of_own_department(role), 1)

    def _piece_of_other_department(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.assessment(department=self.elsewhere).pk, 1)

    def _own_action(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.action(advice_factories.assessment(unit=self.unit)).pk,)

    def _other_action(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.action(advice_factories.assessment()).pk,)

    def _file_of(self, of: Assessment) -> tuple[Any, ...]:
        row = advice_factories.answer(of, of.template.items.order_by("position")[0])
        file = ContentFile(b"%PDF-", name=f"{factories.number()}.pdf")
        with audit.context(command="test"):
            return (Evidence.objects.create(answer=row, kind=EvidenceKind.FILE, label="Referat", file=file).pk,)

    def _own_evidence_file(self, role: str) -> tuple[Any, ...]:
        return self._file_of(advice_factories.assessment(unit=self.unit))

    def _other_evidence_file(self, role: str) -> tuple[Any, ...]:
        return self._file_of(advice_factories.assessment())

    def _own_score_invitation(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.score_invitation(advice_factories.assessment(unit=self.unit)).pk,)

    def _other_score_invitation(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.score_invitation(advice_factories.assessment()).pk,)

    def _open_score_link(self, role: str) -> tuple[Any, ...]:
        advice_factories.score_invitation(advice_factories.assessment(), token="lenke-for-matrisen")
        return ("lenke-for-matrisen",)

    def _unknown_score_link(self, role: str) -> tuple[Any, ...]:
        return ("ukjent-lenke",)

    def _first_template(self, role: str) -> tuple[Any, ...]:
        return (1,)
