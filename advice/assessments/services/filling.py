"""Beginning an assessment and answering its pieces."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advice.assessments.changes import Change, change_between
from advice.assessments.enums import Score
from advice.assessments.models import Assessment, AssessmentAnswer, AssessmentTemplate, TemplateItem
from advice.assessments.querysets import newest_template
from advice.assessments.reading import answers_of, items_of
from advice.assessments.services.checks import AssessmentRefusedError, demand, locked_draft
from advice.assessments.services.evidence import forget_file
from advice.units.models import ServiceUnit
from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion, save_versioned
from projects.departments.models import Department

# An assessment may be made up for the year before, never further back or ahead.
YEARS_BACK = 1


def years_open() -> list[int]:
    """The years an assessment may be begun for, this one first."""
    this_year = timezone.localdate().year
    return [this_year - back for back in range(YEARS_BACK + 1)]


def start(*, actor: User, subject: ServiceUnit | Department, year: int) -> Assessment:
    """Begin the unit's or department's assessment of a year by the newest template.

    Raises `NotAllowedError` and `AssessmentRefusedError`: another year than one may begin, or begun already.
    """
    demand(actor, "assessments.start", subject)
    if year not in years_open():
        raise AssessmentRefusedError(_("Velg i år eller i fjor."), field="year")
    template = newest_template()
    if template is None:
        raise AssessmentRefusedError(_("Senter for brukermedvirkning har ikke laget noen mal ennå."))
    place = {"unit": subject} if isinstance(subject, ServiceUnit) else {"department": subject}
    try:
        with transaction.atomic():
            assessment = Assessment.objects.create(template=template, year=year, started_by=actor, **place)
            AssessmentAnswer.objects.bulk_create(
                AssessmentAnswer(assessment=assessment, item=item) for item in items_of(template)
            )
    except IntegrityError as error:
        raise AssessmentRefusedError(_("Egenvurderingen for året er alt begynt."), field="year") from error
    return assessment


@transaction.atomic
def answer(
    *,
    actor: User,
    assessment: Assessment,
    item: TemplateItem,
    expected_version: int,
    score: str,
    not_relevant_reason: str = "",
    comment: str = "",
    steps_done: Iterable[str] = (),
) -> AssessmentAnswer:
    """Answer a piece. Without a score it is kept as not answered yet.

    Raises `NotAllowedError`, `AssessmentRefusedError` and, where another leader saved first, `StaleVersion`.
    """
    held = locked_draft(actor, assessment)
    if item.template_id != held.template_id:
        # The template was changed while the page stood open: what is stored now is the answer on the same piece.
        same_piece = AssessmentAnswer.objects.filter(item__advice_version__of=item.advice_version.of_id)
        raise StaleVersion(same_piece.filter(assessment=held).first())
    reason = not_relevant_reason.strip()
    if score and score not in Score.values:
        raise AssessmentRefusedError(_("Velg et trinn på skalaen."), field="score")
    if score == Score.NOT_RELEVANT and not reason:
        raise AssessmentRefusedError(_("Skriv hvorfor rådet ikke er relevant."), field="not_relevant_reason")
    known = item.advice_version.steps
    ticked = set(steps_done)
    if ticked - set(known):
        raise AssessmentRefusedError(_("Et av grepene finnes ikke i rådet."), field="steps_done")
    row = AssessmentAnswer.objects.get_or_create(assessment=held, item=item)[0]
    row.score = score
    row.not_relevant_reason = reason if score == Score.NOT_RELEVANT else ""
    row.comment = comment.strip()
    row.steps_done = [step for step in known if step in ticked]
    row.look_again = False
    save_versioned(
        row,
        expected_version=expected_version,
        fields=["score", "not_relevant_reason", "comment", "steps_done", "look_again"],
    )
    return row


@transaction.atomic
def change_template(*, actor: User, assessment: Assessment, template: AssessmentTemplate) -> Assessment:
    """Ask a draft by a newer template. Answers on the same pieces stay; where the wording is new they are marked.

    Steps that are ticked stay ticked, those that the new template lacks too: the answer is to be looked over and
    saved without them (`Line.must_look_again`).
    An answer on a piece that the new template does not ask about goes, with its evidence. What representatives
    answered keeps the wording they read. Raises `NotAllowedError` and `AssessmentRefusedError`.
    """
    held = locked_draft(actor, assessment)
    old = held.template
    if template.edition_id != old.edition_id or template.number <= old.number:
        raise AssessmentRefusedError(_("Egenvurderingen bruker alt den nyeste malen."))
    answers = answers_of(held)
    asked = {item.advice_version.of_id: item for item in items_of(template)}
    for advice_id, row in answers.items():
        item = asked.get(advice_id)
        if item is None:
            for evidence in row.evidence.all():
                forget_file(evidence)
            row.delete()
            continue
        is_new = change_between(row.item.advice_version, item.advice_version) == Change.WORDING
        row.look_again = row.look_again or (is_new and bool(row.score))
        row.item = item
        save_versioned(row, expected_version=row.version, fields=["item", "look_again"])
    AssessmentAnswer.objects.bulk_create(
        AssessmentAnswer(assessment=held, item=item) for key, item in asked.items() if key not in answers
    )
    held.template = template
    save_versioned(held, expected_version=held.version, fields=["template"])
    return held
