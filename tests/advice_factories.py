"""Builders of what the advice is about: units, assessments, activities, ties. See `tests.factories`.

The 11 pieces are there in every test: they are reference data. `advice(number)` finds one.
"""

import datetime
import hashlib
from typing import Any

from django.utils import timezone

from advice.assessments.enums import AssessmentState
from advice.assessments.models import (
    Assessment,
    AssessmentAction,
    AssessmentAnswer,
    AssessmentTemplate,
    ScoreInvitation,
    TemplateItem,
)
from advice.assessments.record import record_of
from advice.catalogue.enums import AdviceLevel, Strength
from advice.catalogue.models import Advice, AdviceFeedback, AdviceVersion, Edition
from advice.content.enums import VersionState
from advice.implementation.enums import ActivityState, ArenaKind
from advice.implementation.models import ImplementationActivity, NetworkMember, PlanGoal
from advice.ties.models import AdviceTie
from advice.units.enums import KINDS_OF, SizeClass, UnitKind, UnitState
from advice.units.models import ServiceUnit, UnitInvitation, UnitLeader
from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from projects.departments.models import Department
from projects.work.models import WorkItem
from representatives.geography.enums import County
from tests import factories
from tests.factories import LONG_AGO, number

__all__ = [
    "action", "activity", "advice", "answer", "assessment", "edition", "feedback", "goal", "invitation", "member",
    "other_edition", "publish", "score_invitation", "service_leader", "template", "tie", "unit", "unpublished",
]  # fmt: skip


def edition() -> Edition:
    """The main edition."""
    return Edition.objects.main().get()


def advice(piece: int = 1) -> Advice:
    """A piece of the main edition by its number, with its text."""
    return Advice.objects.with_text().get(edition__is_main=True, number=piece)


@audit.context(command="factory")
def publish(piece: Advice, **changes: Any) -> AdviceVersion:
    """The next version of a piece, as it is but for the changes."""
    before = piece.current
    assert before is not None
    texts = {name: getattr(before, name) for name in before.content_fields} | changes
    after = AdviceVersion.objects.create(
        of=piece,
        number=(before.number or 0) + 1,
        state=VersionState.PUBLISHED,
        published_at=timezone.now(),
        change_note="Endret",
        **texts,
    )
    piece.current = after
    piece.save(update_fields=["current"])
    return after


@audit.context(command="factory")
def unpublished(number: int = 99, **texts: Any) -> Advice:
    """A piece that is only a draft."""
    made = Advice.objects.create(edition=edition(), number=number)
    values = {"wording": "Ledere skal lytte", "level": AdviceLevel.SERVICE, "strength": Strength.SHALL} | texts
    AdviceVersion.objects.create(of=made, **values)
    return made


@audit.context(command="factory")
def other_edition(slug: str = "somatikk") -> Edition:
    """An edition beside the main one, with one published piece."""
    made = Edition.objects.create(slug=slug, title="Medvirkning i somatikken", field="somatikk")
    piece = Advice.objects.create(edition=made, number=1)
    piece.current = AdviceVersion.objects.create(
        of=piece,
        number=1,
        state=VersionState.PUBLISHED,
        published_at=timezone.now(),
        wording="Sykehus bør lytte",
        level=AdviceLevel.SYSTEM,
        strength=Strength.SHOULD,
    )
    piece.save(update_fields=["current"])
    return made


@audit.context(command="factory")
def feedback(piece: int = 3, **values: Any) -> AdviceFeedback:
    """What a reader has sent on a piece, not handled yet."""
    values = {"was_useful": True, "text": "Klart og greit", "reply_to": "leser@post.example"} | values
    return AdviceFeedback.objects.create(version=advice(piece).current, **values)


@audit.context(command="factory")
def unit(*, parent: ServiceUnit | None = None, state: UnitState = UnitState.APPROVED, **values: Any) -> ServiceUnit:
    """An approved municipal unit in Oslo, unless told."""
    kind = values.get("kind", UnitKind.MUNICIPAL_SERVICE)
    values = {
        "name": f"Tjeneste {number()}",
        "owner_kind": next(owner for owner, kinds in KINDS_OF.items() if kind in kinds),
        "owner_name": "Oslo kommune",
        "county": County.OSLO,
        "kind": UnitKind.MUNICIPAL_SERVICE,
        "size_class": SizeClass.FROM_10,
        "applicant_name": "Kari Søker",
        "applicant_email": f"soker-{number()}@kommune.example",
        "decision_reason": "Utenfor målgruppa" if state == UnitState.REFUSED else "",
        "closed_on": timezone.localdate() if state == UnitState.CLOSED else None,
    } | values
    made = ServiceUnit.objects.create(parent=parent, state=state, **values)
    made.lineage = [*(parent.lineage if parent else []), made.pk]
    made.save(update_fields=["lineage"])
    return made


@audit.context(command="factory")
def service_leader(*, of: ServiceUnit, valid_to: datetime.date | None = None, **values: Any) -> User:
    """An account that leads the unit."""
    user: User = factories.user(roles=[Role.SERVICE_LEADER], **values)
    UnitLeader.objects.create(user=user, unit=of, valid_from=LONG_AGO, valid_to=valid_to)
    return user


@audit.context(command="factory")
def invitation(*, to: ServiceUnit, token: str = "invitasjon", **values: Any) -> UnitInvitation:
    """An open invitation to lead a unit, by its token."""
    values = {
        "name": "Ny Leder",
        "email": f"leder-{number()}@kommune.example",
        "expires_at": timezone.now() + datetime.timedelta(days=14),
    } | values
    return UnitInvitation.objects.create(unit=to, token_hash=_hash(token), **values)


@audit.context(command="factory")
def template(pieces: list[AdviceVersion] | None = None) -> AssessmentTemplate:
    """The next template of the main edition: the pieces as they stand, or the versions named."""
    of = edition()
    last = of.templates.order_by("-number").first()
    made = AssessmentTemplate.objects.create(edition=of, number=last.number + 1 if last else 1)
    versions = pieces or [one.current for one in Advice.objects.with_text().filter(edition=of)]
    TemplateItem.objects.bulk_create(
        TemplateItem(template=made, advice_version=version, position=place)
        for place, version in enumerate(versions, start=1)
    )
    return made


@audit.context(command="factory")
def assessment(
    *,
    unit: ServiceUnit | None = None,
    department: Department | None = None,
    year: int | None = None,
    state: AssessmentState = AssessmentState.DRAFT,
    scores: str | list[str] | None = None,
    **values: Any,
) -> Assessment:
    """An assessment by the newest template (made where there is none). `scores` answers all pieces alike, or each."""
    if unit is None and department is None:
        unit = globals()["unit"]()
    used = values.pop("template", None) or edition().templates.order_by("-number").first() or template()
    approved = state == AssessmentState.APPROVED
    values = {
        "year": year or timezone.localdate().year,
        "submitted_at": timezone.now() if state != AssessmentState.DRAFT else None,
        "approved_at": _day_of(year) if approved else None,
        "record": {} if approved else None,
    } | values
    made = Assessment(template=used, unit=unit, department=department, state=state, **values)
    if approved:
        made.keep_traits()
    made.save(force_insert=True)
    if scores is not None:
        items = list(used.items.all())
        each = [scores] * len(items) if isinstance(scores, str) else scores
        for item, score in zip(items, each, strict=True):
            answer(made, item, score=score)
    if approved and not made.record:
        made.record = record_of(made)
        made.save(update_fields=["record"])
    return made


def _day_of(year: int | None) -> datetime.datetime:
    """In that year, else now."""
    now = timezone.now()
    return min(now, now.replace(year=year, month=12, day=1)) if year else now


@audit.context(command="factory")
def answer(of: Assessment, item: TemplateItem, *, score: str = "", **values: Any) -> AssessmentAnswer:
    """A leader's answer on one piece."""
    values = {"not_relevant_reason": "Gjelder ikke oss" if score == "not_relevant" else ""} | values
    return AssessmentAnswer.objects.create(assessment=of, item=item, score=score, **values)


@audit.context(command="factory")
def score_invitation(of: Assessment, *, token: str = "vurdering", **values: Any) -> ScoreInvitation:
    """A representative's link to an assessment."""
    values = {
        "label": "Erfaring rus",
        "email": f"rep-{number()}@organisasjon.example",
        "expires_at": timezone.now() + datetime.timedelta(days=7),
    } | values
    return ScoreInvitation.objects.create(assessment=of, token_hash=_hash(token), **values)


@audit.context(command="factory")
def action(of: Assessment, *, piece: int = 1, **values: Any) -> AssessmentAction:
    """An action of the assessment's unit or department on a piece, due in a month."""
    values = {
        "text": "Lage en fast plan for samarbeid",
        "owner_name": "Avdelingsleder",
        "due_on": timezone.localdate() + datetime.timedelta(days=30),
    } | values
    return AssessmentAction.objects.create(
        assessment=of, unit=of.unit, department=of.department, advice=advice(piece), **values
    )


@audit.context(command="factory")
def goal(**values: Any) -> PlanGoal:
    """A part of the plan for 2025-2026."""
    values = {"title": f"Del {number()} av planen", "from_year": 2025, "to_year": 2026} | values
    return PlanGoal.objects.create(edition=edition(), **values)


@audit.context(command="factory")
def activity(*, pieces: list[int] | None = None, **values: Any) -> ImplementationActivity:
    """A conference today, held by a body that is named."""
    values = {
        "title": f"Konferanse {number()}",
        "arena": ArenaKind.CONFERENCE,
        "organiser_name": "Kompetansesenteret",
        "starts_on": timezone.localdate(),
        "state": ActivityState.PLANNED,
    } | values
    made = ImplementationActivity.objects.create(edition=edition(), **values)
    if pieces:
        made.pieces.set(Advice.objects.filter(edition__is_main=True, number__in=pieces))
    return made


@audit.context(command="factory")
def member(**values: Any) -> NetworkMember:
    """A member of the implementation network."""
    values = {
        "name": f"Nettverk {number()}",
        "organisation_name": "Kompetansesenteret",
        "email": f"nett-{number()}@senter.example",
        "valid_from": LONG_AGO,
    } | values
    return NetworkMember.objects.create(edition=edition(), **values)


@audit.context(command="factory")
def tie(work_item: WorkItem, piece: int = 1, **values: Any) -> AdviceTie:
    """A work item serves a piece."""
    return AdviceTie.objects.create(work_item=work_item, advice=advice(piece), **values)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
