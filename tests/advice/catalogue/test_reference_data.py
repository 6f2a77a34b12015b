"""The edition and its pieces as the sources have them."""

import csv

import pytest
from django.conf import settings
from django.core.management import call_command

from advice.catalogue.models import Advice, AdviceVersion, Chapter
from tests import advice_factories

pytestmark = pytest.mark.django_db


def test_the_pieces_are_those_of_the_source():
    with (settings.BASE_DIR / "data" / "advice.csv").open(encoding="utf-8", newline="") as file:
        source = {int(row["number"]): row for row in csv.DictReader(file)}
    found = {piece.number: piece.current for piece in Advice.objects.with_text()}
    assert set(found) == set(source) == set(range(1, 12))
    for number, row in source.items():
        text = found[number]
        assert text.wording == row["wording"]
        assert text.get_strength_display() == row["strength"]
        assert text.get_level_display() == f"{row['level']}nivå"
        assert (text.addressee, text.population) == (row["addressee"], row["population"])
        # Nothing that the source lacks.
        assert (text.elaboration, text.practical_steps, text.rationale, text.legal_basis, text.references) == ("",) * 5


def test_what_is_not_verified_is_a_draft_only():
    drafts = AdviceVersion.objects.drafts()
    assert drafts.count() == 11
    assert all(draft.legal_basis and draft.needs_check for draft in drafts)
    assert not AdviceVersion.objects.published().exclude(legal_basis="", needs_check=False).exists()


def test_chapters_that_the_source_does_not_give_are_not_set():
    assert Chapter.objects.count() == 6
    without = [piece.number for piece in Advice.objects.with_text() if piece.current.chapter is None]
    assert without == [10, 11]


def test_loading_again_changes_nothing(history_context: None):
    piece = advice_factories.advice(3)
    advice_factories.publish(piece, rationale="Fordi")
    AdviceVersion.objects.drafts().filter(of=piece).delete()
    before = list(AdviceVersion.objects.order_by("pk").values_list("pk", "version", "state"))
    call_command("migrate", verbosity=0)
    assert list(AdviceVersion.objects.order_by("pk").values_list("pk", "version", "state")) == before
