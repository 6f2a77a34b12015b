"""What is asked: the Centre adopts the pieces as they stand as the next template."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from advice.assessments.models import AssessmentTemplate, TemplateItem
from advice.assessments.reading import items_of
from advice.assessments.services.checks import AssessmentRefusedError, demand
from advice.catalogue.models import Advice, AdviceVersion, Edition
from medvirkning.accounts.models import User


@dataclass(frozen=True)
class PieceChange:
    """A piece in the template in use and as it stands now; one of them is None where it is new or gone."""

    number: int
    before: AdviceVersion | None
    now: AdviceVersion | None

    @property
    def differs(self) -> bool:
        return (self.before and self.before.pk) != (self.now and self.now.pk)

    @property
    def wording_differs(self) -> bool:
        """The words, and what a reader sees first: strength and level."""
        return self.differs and _core(self.before) != _core(self.now)


def _core(version: AdviceVersion | None) -> tuple[str, ...] | None:
    if version is None:
        return None
    return (version.wording, version.strength, version.level, version.practical_steps)


def current_pieces(edition: Edition) -> list[Advice]:
    """The published pieces of an edition, in order."""
    return list(Advice.objects.published().with_text().filter(edition=edition))


def changes_since(template: AssessmentTemplate | None, edition: Edition) -> list[PieceChange]:
    """Each piece of the template and of the edition as it stands, in order of number."""
    before = {item.advice_version.of: item.advice_version for item in items_of(template)} if template else {}
    now = {piece: piece.current for piece in current_pieces(edition)}
    pieces = {piece.pk: piece for piece in [*before, *now]}
    return sorted(
        (PieceChange(number=piece.number, before=before.get(piece), now=now.get(piece)) for piece in pieces.values()),
        key=lambda change: change.number,
    )


@transaction.atomic
def adopt(*, actor: User, edition: Edition, expected_number: int, note: str = "") -> AssessmentTemplate:
    """Make the next template of the pieces as they stand.

    `expected_number` is that of the template the preview was set against. Raises `NotAllowedError`, and
    `AssessmentRefusedError` where nothing has changed, or somebody has made one meanwhile.
    """
    demand(actor, "assessments.templates")
    held = Edition.objects.select_for_update().get(pk=edition.pk)
    last = held.templates.order_by("-number").first()
    if (last.number if last else 0) != expected_number:
        raise AssessmentRefusedError(_("Noen har laget en ny mal mens du så på. Se over på nytt."))
    changes = changes_since(last, held)
    if not any(change.differs for change in changes):
        raise AssessmentRefusedError(_("Ingen av rådene er endret siden malen som er i bruk."))
    number = (held.templates.aggregate(last=Max("number"))["last"] or 0) + 1
    made = AssessmentTemplate.objects.create(edition=held, number=number, note=note.strip(), adopted_by=actor)
    TemplateItem.objects.bulk_create(
        TemplateItem(template=made, advice_version=change.now, position=place)
        for place, change in enumerate((one for one in changes if one.now), start=1)
    )
    return made
