from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advice.assessments.enums import ActionState, AssessmentState, EvidenceKind, Score
from advice.assessments.querysets import (
    AssessmentActionQuerySet,
    AssessmentQuerySet,
    AssessmentTemplateQuerySet,
    EvidenceQuerySet,
    ScoreInvitationQuerySet,
)
from advice.catalogue.models import Advice, AdviceVersion, Edition
from advice.units.enums import SizeClass, UnitKind
from advice.units.models import ServiceUnit
from medvirkning.audit import track
from medvirkning.web.concurrency import VersionedModel
from projects.departments.models import Department
from projects.involvement.models import Involvement
from representatives.geography.enums import County

__all__ = [
    "Assessment", "AssessmentAction", "AssessmentAnswer", "AssessmentTemplate", "Evidence", "RepresentativeScore",
    "ScoreInvitation", "TemplateItem",
]  # fmt: skip


def _one_subject(name: str) -> models.CheckConstraint:
    """A service unit or a department, never both and never none."""
    return models.CheckConstraint(
        name=name,
        condition=Q(unit__isnull=False, department=None) | Q(unit=None, department__isnull=False),
    )


@track()
class AssessmentTemplate(models.Model):
    """What is asked: the versions of an edition's pieces that the Centre chose on a day. A number is never reused."""

    edition = models.ForeignKey(Edition, verbose_name=_("utgave"), on_delete=models.PROTECT, related_name="templates")
    number = models.PositiveSmallIntegerField(_("versjon"))
    note = models.TextField(_("hva som er endret, og hvorfor"), blank=True)
    adopted_at = models.DateTimeField(_("tatt i bruk"), auto_now_add=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("tatt i bruk av"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = AssessmentTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mal for egenvurdering")
        verbose_name_plural = _("maler for egenvurdering")
        ordering = ["edition", "number"]
        constraints = [models.UniqueConstraint(name="template_number_once", fields=["edition", "number"])]

    def __str__(self) -> str:
        return f"{self.edition} {self.number}"


@track(of="template")
class TemplateItem(models.Model):
    """A piece of advice in a template, in the wording it had."""

    template = models.ForeignKey(AssessmentTemplate, on_delete=models.PROTECT, related_name="items")
    advice_version = models.ForeignKey(AdviceVersion, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("plass"))

    class Meta:
        verbose_name = _("råd i malen")
        verbose_name_plural = _("råd i malen")
        ordering = ["template", "position"]
        constraints = [models.UniqueConstraint(name="template_item_place_once", fields=["template", "position"])]

    def __str__(self) -> str:
        return f"{self.template}: {self.position}"


@track(exclude=["record"])
class Assessment(VersionedModel):
    """A unit's or a department's self-assessment in a year, by one template.

    `record` is written when it is approved: everything its page shows, wording, names and answers as they stood. From
    then on the page is read from it alone, so later versions of anything leave it untouched to the byte.
    """

    template = models.ForeignKey(
        AssessmentTemplate, verbose_name=_("mal"), on_delete=models.PROTECT, related_name="assessments"
    )
    year = models.PositiveSmallIntegerField(_("år"))
    unit = models.ForeignKey(
        ServiceUnit,
        verbose_name=_("tjenesteenhet"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assessments",
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("enhet i direktoratet"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assessments",
    )
    state = models.CharField(
        _("tilstand"),
        max_length=9,
        choices=AssessmentState.choices,
        default=AssessmentState.DRAFT,
        editable=False,
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(_("begynt"), auto_now_add=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(_("godkjent"), null=True, blank=True)
    return_reason = models.TextField(_("hvorfor den ble sendt tilbake"), blank=True)
    record = models.JSONField(_("låst innhold"), null=True, blank=True, editable=False)
    # The unit's traits when it was approved: figures of a year don't move when a unit changes later.
    county = models.CharField(_("fylke"), max_length=2, choices=County.choices, blank=True, editable=False)
    kind = models.CharField(_("type tjeneste"), max_length=20, choices=UnitKind.choices, blank=True, editable=False)
    size_class = models.CharField(_("størrelse"), max_length=8, choices=SizeClass.choices, blank=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("egenvurdering")
        verbose_name_plural = _("egenvurderinger")
        ordering = ["-year", "pk"]
        constraints = [
            _one_subject("assessment_has_one_subject"),
            models.UniqueConstraint(
                name="unit_assesses_once_a_year",
                fields=["unit", "year"],
                violation_error_message=_("Enheten har alt en egenvurdering for året."),
            ),
            models.UniqueConstraint(
                name="department_assesses_once_a_year",
                fields=["department", "year"],
                violation_error_message=_("Enheten har alt en egenvurdering for året."),
            ),
            models.CheckConstraint(
                name="approved_assessment_keeps_its_units_traits",
                condition=Q(county="", kind="", size_class="")
                | (
                    Q(state=AssessmentState.APPROVED, unit__isnull=False)
                    & ~Q(county="")
                    & ~Q(kind="")
                    & ~Q(size_class="")
                ),
            ),
            models.CheckConstraint(
                name="approved_assessment_is_frozen",
                condition=Q(state=AssessmentState.APPROVED, record__isnull=False, approved_at__isnull=False)
                | (~Q(state=AssessmentState.APPROVED) & Q(record=None, approved_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.year}"

    @property
    def subject(self) -> ServiceUnit | Department:
        """The unit or department that is assessed."""
        subject = self.unit or self.department
        assert subject is not None  # noqa: S101 - the constraint `assessment_has_one_subject`
        return subject

    def get_absolute_url(self) -> str:
        return reverse("assessments:detail", args=[self.pk])

    def keep_traits(self) -> None:
        """Take over the traits of the unit as they stand; a department has none. `approve` calls it."""
        if self.unit is not None:
            self.county, self.kind, self.size_class = self.unit.county, self.unit.kind, self.unit.size_class


@track(of="assessment")
class AssessmentAnswer(VersionedModel):
    """The leader's answer on one piece. Without a score it is not answered yet."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(TemplateItem, on_delete=models.PROTECT, related_name="+")
    score = models.CharField(_("hvor langt er dere kommet?"), max_length=12, choices=Score.choices, blank=True)
    not_relevant_reason = models.TextField(_("hvorfor rådet ikke er relevant"), blank=True)
    comment = models.TextField(_("kommentar"), blank=True)
    # The practical steps that are in place, in the words of the version asked by.
    steps_done = ArrayField(models.TextField(), verbose_name=_("praktiske grep på plass"), default=list, blank=True)
    # The piece was worded anew after it was answered: a new template has come. Saving the answer takes it away.
    look_again = models.BooleanField(_("ordlyden er ny siden svaret"), default=False, editable=False)

    class Meta:
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        ordering = ["assessment", "item__position"]
        constraints = [
            models.UniqueConstraint(name="piece_answered_once", fields=["assessment", "item"]),
            models.CheckConstraint(
                name="not_relevant_has_a_reason",
                condition=~Q(score=Score.NOT_RELEVANT) | ~Q(not_relevant_reason=""),
                violation_error_message=_("Skriv hvorfor rådet ikke er relevant."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.item.position}"


@track(of="answer")
class Evidence(models.Model):
    """What shows that the answer holds: logged involvement (departments), a file or an address."""

    answer = models.ForeignKey(AssessmentAnswer, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("slag"), max_length=11, choices=EvidenceKind.choices)
    label = models.CharField(_("hva det viser"), max_length=300)
    involvement = models.ForeignKey(
        Involvement,
        verbose_name=_("registrert medvirkning"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    file = models.FileField(_("fil"), upload_to="evidence/", blank=True, max_length=300)
    url = models.URLField(_("nettadresse"), max_length=1000, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(_("lagt til"), auto_now_add=True)
    # Whether the reader may open it: «Skjermet» until `masking.let_read` has said so.
    is_open_to_reader = False

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("dokumentasjon")
        verbose_name_plural = _("dokumentasjon")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_what_its_kind_says",
                condition=Q(kind=EvidenceKind.INVOLVEMENT, involvement__isnull=False, file="", url="")
                | (Q(kind=EvidenceKind.FILE, involvement=None, url="") & ~Q(file=""))
                | (Q(kind=EvidenceKind.ADDRESS, involvement=None, file="") & ~Q(url="")),
            ),
        ]

    def __str__(self) -> str:
        return self.label


@track(personal=["email"], exclude=["token_hash"])
class ScoreInvitation(models.Model):
    """A representative is asked to score the same assessment, by a link: 7 days, renewed at most 4 times."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="score_invitations")
    # Whom the representative speaks for; a name is not asked for.
    label = models.CharField(
        _("hvem representanten kommer fra"),
        max_length=200,
        help_text=_("For eksempel organisasjonen. Ikke skriv navn."),
    )
    email = models.EmailField(_("e-post"), blank=True)
    # The address is forgotten; that there was one is not: a link handed over passed through the leader's hands.
    was_mailed = models.BooleanField(_("lenken ble sendt av portalen"), default=False, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(_("invitert"), auto_now_add=True)
    expires_at = models.DateTimeField(_("gjelder til"))
    renewals = models.PositiveSmallIntegerField(_("fornyet"), default=0)
    answered_at = models.DateTimeField(_("svart"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("trukket tilbake"), null=True, blank=True)

    objects = ScoreInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitasjon til representant")
        verbose_name_plural = _("invitasjoner til representanter")
        ordering = ["invited_at", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def way(self) -> str:
        """How the link reached the representative."""
        if self.was_mailed:
            return gettext("Portalen sendte lenken til en e-postadresse som lederen oppga.")
        return gettext("Lederen fikk lenken og ga den videre selv.")


@track(of="invitation", personal=["comment"])
class RepresentativeScore(models.Model):
    """A representative's own score on one piece, beside the leader's.

    «Vet ikke» is an empty score; a piece the representative passed by has no row.
    """

    invitation = models.ForeignKey(ScoreInvitation, on_delete=models.CASCADE, related_name="scores")
    item = models.ForeignKey(TemplateItem, on_delete=models.PROTECT, related_name="+")
    score = models.CharField(_("hvor langt er tjenesten kommet?"), max_length=12, choices=Score.choices, blank=True)
    comment = models.TextField(_("kommentar"), blank=True)

    class Meta:
        verbose_name = _("representantens vurdering")
        verbose_name_plural = _("representantenes vurderinger")
        ordering = ["invitation", "item__position"]
        constraints = [models.UniqueConstraint(name="piece_scored_once", fields=["invitation", "item"])]

    def __str__(self) -> str:
        return f"{self.invitation}: {self.item.position}"


@track(personal=["owner_name"])
class AssessmentAction(VersionedModel):
    """Something the unit or department will do about a piece: who, by when. It lives on past its assessment."""

    unit = models.ForeignKey(ServiceUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="assessment_actions"
    )
    assessment = models.ForeignKey(
        Assessment,
        verbose_name=_("egenvurdering"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
    )
    advice = models.ForeignKey(Advice, verbose_name=_("råd"), on_delete=models.PROTECT, related_name="actions")
    text = models.TextField(_("tiltak"))
    owner_name = models.CharField(_("hvem har ansvaret"), max_length=200)
    due_on = models.DateField(_("frist"))
    state = models.CharField(_("tilstand"), max_length=7, choices=ActionState.choices, default=ActionState.PLANNED)
    done_on = models.DateField(_("gjort"), null=True, blank=True)
    outcome = models.TextField(_("hva det førte til"), blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(_("lagt til"), auto_now_add=True)

    objects = AssessmentActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("tiltak")
        verbose_name_plural = _("tiltak")
        ordering = ["due_on", "pk"]
        constraints = [
            _one_subject("action_has_one_subject"),
            models.CheckConstraint(
                name="action_done_on_a_day",
                condition=Q(state=ActionState.DONE, done_on__isnull=False)
                | (~Q(state=ActionState.DONE) & Q(done_on=None)),
                violation_error_message=_("Oppgi dagen tiltaket ble gjort."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("assessments:action", args=[self.pk])
