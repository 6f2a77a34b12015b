"""What is asked: the Centre adopts the pieces as they stand as the next template."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from advice.assessments.changes import Change, change_between
from advice.assessments.models import AssessmentTemplate, TemplateItem
from advice.assessments.reading import items_of
from advice.assessments.services.checks import AssessmentRefusedError, demand
from advice.catalogue.models import Advice, AdviceVersion, Edition
from medvirkning.accounts.models import User


@dataclass(frozen=True)
class PieceChange:
    """A piece as it is asked about and as it would be; one of them is None where it is new or gone."""

    number: int
    before: AdviceVersion | None
    now: AdviceVersion | None

    @property
    def kind(self) -> Change:
        """A piece that is new or gone is another question too."""
        return change_between(self.before, self.now) if self.before and self.now else Change.WORDING

    @property
    def steps_differ(self) -> bool:
        return bool(self.before and self.now and self.before.steps != self.now.steps)


def current_pieces(edition: Edition) -> list[Advice]:
    """The published pieces of an edition, in order."""
    return list(Advice.objects.published().with_text().filter(edition=edition))


def changes_since(template: AssessmentTemplate | None, edition: Edition) -> list[PieceChange]:
    """The pieces that have come to differ since the template, in order of number."""
    now = {piece: piece.current for piece in current_pieces(edition)}
    return _differing(_pieces_of(template), now)


def changes_between(template: AssessmentTemplate, newer: AssessmentTemplate | None) -> list[PieceChange]:
    """The pieces that differ between an assessment's template and a newer one, in order of number."""
    if newer is None or newer.pk == template.pk:
        return []
    return _differing(_pieces_of(template), _pieces_of(newer))


def _pieces_of(template: AssessmentTemplate | None) -> dict[Advice, AdviceVersion]:
    items = items_of(template) if template else []
    return {item.advice_version.of: item.advice_version for item in items}


def _differing(before: dict[Advice, AdviceVersion], now: dict[Advice, Any]) -> list[PieceChange]:
    changes = [PieceChange(piece.number, before.get(piece), now.get(piece)) for piece in {**before, **now}]
    return sorted((one for one in changes if one.kind), key=lambda one: one.number)


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
    if not changes_since(last, held):
        raise AssessmentRefusedError(_("Ingen av rådene er endret siden malen som er i bruk."))
    number = (held.templates.aggregate(last=Max("number"))["last"] or 0) + 1
    made = AssessmentTemplate.objects.create(edition=held, number=number, note=note.strip(), adopted_by=actor)
    TemplateItem.objects.bulk_create(
        TemplateItem(template=made, advice_version=piece.current, position=place)
        for place, piece in enumerate(current_pieces(held), start=1)
    )
    return made
