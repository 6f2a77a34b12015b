"""Reading self-assessments: a unit's for its leaders, those above and the Centre; a department's for staff."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from advice.assessments.enums import IN_USE, OPEN_ACTIONS, AssessmentState
from advice.units.querysets import units_led
from medvirkning.accounts.enums import Role
from medvirkning.web.visible import visible_rows
from projects.involvement.models import Involvement
from projects.involvement.querysets import InvolvementQuerySet
from projects.work.models import WorkItem

if TYPE_CHECKING:
    from advice.assessments.models import (  # noqa: F401 - named in the types of the querysets
        Assessment,
        AssessmentAction,
        AssessmentTemplate,
        Evidence,
        ScoreInvitation,
    )


def _within_reach(user: Any, prefix: str = "") -> Q:
    """Departments' assessments are open to staff and the Centre; units' to the Centre and their leaders."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    if user.has_role(Role.CENTRE):
        return Q()
    led = Q(**{f"{prefix}unit__lineage__overlap": units_led(user)})
    if user.has_role(Role.STAFF):
        return led | Q(**{f"{prefix}department__isnull": False})
    return led


class AssessmentTemplateQuerySet(models.QuerySet["AssessmentTemplate"]):
    def visible_to(self, user: Any) -> Self:
        """What is asked is no secret."""
        return self

    def newest(self) -> Self:
        return self.order_by("edition", "-number")

    def of_main_edition(self) -> Self:
        return self.filter(edition__is_main=True)

    def with_use(self) -> Self:
        """`uses`: how many assessments are asked by it."""
        return self.select_related("edition", "adopted_by").annotate(uses=models.Count("assessments"))


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(_within_reach(user))

    def approved(self) -> Self:
        """Those that count in the overview."""
        return self.filter(state=AssessmentState.APPROVED)

    def submitted(self) -> Self:
        """Those that wait for an approver."""
        return self.filter(state=AssessmentState.SUBMITTED)

    def returned(self) -> Self:
        """Those that wait for their unit to mend them."""
        return self.filter(state=AssessmentState.DRAFT).exclude(return_reason="")

    def of_same_subject(self, assessment: "Assessment") -> Self:
        """The unit's or department's, of all years."""
        return self.filter(unit=assessment.unit_id, department=assessment.department_id)

    def before(self, year: int) -> Self:
        """Of earlier years, the latest first."""
        return self.filter(year__lt=year).order_by("-year")

    def with_subject(self) -> Self:
        """The unit or department, and the template, in the same query. What is frozen is not read."""
        return self.select_related("unit", "department", "template__edition").defer("record")

    def with_progress(self) -> Self:
        """`answered` of `asked` pieces, and `in_use` of those."""
        score = Q(answers__score="")
        return self.annotate(
            asked=models.Subquery(_count_of_items(), output_field=models.IntegerField()),
            answered=models.Count("answers", filter=~score & Q(answers__isnull=False)),
            in_use=models.Count("answers", filter=Q(answers__score__in=IN_USE)),
        )

    def matching(self, words: str) -> Self:
        """By the name of the unit, its owner, or the department."""
        return self.filter(
            Q(unit__name__icontains=words)
            | Q(unit__owner_name__icontains=words)
            | Q(unit__name__trigram_word_similar=words)
            | Q(department__name_nb__icontains=words)
            | Q(department__name_nn__icontains=words)
        )


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(_within_reach(user, "answer__assessment__"))


def _count_of_items() -> models.QuerySet[Any, Any]:
    items = apps.get_model("advice", "TemplateItem")._base_manager.filter(template=models.OuterRef("template"))
    return items.order_by().values("template").annotate(n=models.Count("pk")).values("n")


class ScoreInvitationQuerySet(models.QuerySet["ScoreInvitation"]):
    def visible_to(self, user: Any) -> Self:
        """With the assessment they belong to."""
        return self.filter(_within_reach(user, "assessment__"))

    def open(self) -> Self:
        """Neither answered, withdrawn nor expired."""
        return self.filter(answered_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def counting(self) -> Self:
        """Answered, or still to be."""
        return self.filter(Q(answered_at__isnull=False) | Q(withdrawn_at=None, expires_at__gt=timezone.now()))

    def done_with_before(self, day: datetime.date) -> Self:
        """Expired or answered before a day, with an address left: it is needed no more."""
        return self.exclude(email="").filter(Q(expires_at__date__lt=day) | Q(answered_at__date__lt=day))

    def expired_before(self, day: datetime.date) -> Self:
        return self.filter(expires_at__date__lt=day)


class AssessmentActionQuerySet(models.QuerySet["AssessmentAction"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(_within_reach(user))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_ACTIONS)

    def of_same_subject(self, assessment: "Assessment") -> Self:
        """All the unit's or department's, whichever year they come from."""
        return self.filter(unit=assessment.unit_id, department=assessment.department_id)

    def with_list_data(self) -> Self:
        return self.select_related("unit", "department", "advice__edition", "advice__current", "assessment")

    def due_by(self, day: datetime.date) -> Self:
        """With a deadline on the day or before it."""
        return self.filter(due_on__lte=day)

    def overdue_first(self) -> Self:
        """Open ones by deadline, then those that are over, the latest first."""
        is_over = models.Case(models.When(state__in=OPEN_ACTIONS, then=0), default=1)
        return self.order_by(is_over, "due_on", "pk")

    def matching(self, words: str) -> Self:
        return self.filter(
            Q(text__icontains=words) | Q(owner_name__icontains=words) | Q(unit__name__icontains=words)
            | Q(department__name_nb__icontains=words)
        )  # fmt: skip


def newest_template() -> "AssessmentTemplate | None":
    """What a new assessment is asked by: the newest template of the main edition."""
    rows: AssessmentTemplateQuerySet = apps.get_model("advice", "AssessmentTemplate").objects.all()
    return rows.of_main_edition().order_by("-number").first()


def involvements_of(assessment: "Assessment", user: Any) -> InvolvementQuerySet:
    """Logged involvement that may show what a department does: in work it answers for, that the reader sees.

    Restricted work shows nothing: all staff read the assessment.
    """
    department = assessment.department
    if department is None:
        return Involvement.objects.none()
    work = WorkItem.objects.with_department().answered_for_by(department.code)
    return (
        Involvement.objects.visible_to(user)
        .counting_states()
        .filter(work_item__in=work.filter(restricted=False).values("pk"))
        .select_related("work_item", "event__form")
        .latest_first()
    )


def assessments_for(user: Any) -> AssessmentQuerySet:
    """The assessments that the account sees."""
    return visible_rows(AssessmentQuerySet, "advice.Assessment", user)


def templates_for(user: Any) -> AssessmentTemplateQuerySet:
    """The templates that the account sees."""
    return visible_rows(AssessmentTemplateQuerySet, "advice.AssessmentTemplate", user)


def evidence_for(user: Any) -> EvidenceQuerySet:
    """The evidence of the assessments that the account sees."""
    return visible_rows(EvidenceQuerySet, "advice.Evidence", user)


def score_invitations_for(user: Any) -> ScoreInvitationQuerySet:
    """The invitations to representatives in the assessments that the account sees."""
    return visible_rows(ScoreInvitationQuerySet, "advice.ScoreInvitation", user)


def actions_for(user: Any) -> AssessmentActionQuerySet:
    """The actions of the units and departments that the account sees."""
    return visible_rows(AssessmentActionQuerySet, "advice.AssessmentAction", user)
