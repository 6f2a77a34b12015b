"""A text is written as a draft and published once; what is published never changes."""

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from advice.catalogue.models import Advice, AdviceVersion
from advice.content import services
from advice.content.difference import Change, differences, words_between
from advice.content.services import ContentRefusedError
from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import NotAllowedError
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre() -> User:
    return factories.centre()


@pytest.fixture
def piece(history_context: None) -> Advice:
    """A piece without the draft that it is loaded with."""
    found = advice_factories.advice(3)
    found.versions.drafts().delete()
    return found


def write(centre: User, piece: Advice, expected: int = 0, **values: str) -> AdviceVersion:
    return services.write_draft(actor=centre, record=piece, expected_version=expected, values=values)


def test_a_draft_begins_as_a_copy_and_changes_nothing_that_is_published(centre: User, piece: Advice):
    before = advice_factories.advice(3).current
    draft = write(centre, piece, rationale="Fordi det virker")
    assert draft.wording == before.wording
    assert draft.rationale == "Fordi det virker"
    assert (draft.number, draft.published_at) == (None, None)
    assert advice_factories.advice(3).current == before
    assert advice_factories.advice(3).current.rationale == ""


def test_publishing_gives_the_next_number_and_leaves_the_version_before(centre: User, piece: Advice):
    draft = write(centre, piece, rationale="Fordi det virker")
    made = services.publish(
        actor=centre, draft=draft, expected_version=draft.version, change_note="Begrunnelse lagt til"
    )
    assert made.number == 2
    assert advice_factories.advice(3).current == made
    first = piece.versions.get(number=1)
    assert (first.rationale, first.change_note) == ("", "")
    assert [one.name for one in differences(first, made)] == ["rationale"]


def test_nothing_is_published_that_differs_in_nothing(centre: User, piece: Advice):
    with pytest.raises(ContentRefusedError, match="likt"):
        services.publish(actor=centre, draft=write(centre, piece), change_note="Ingenting")


def test_a_change_is_explained(centre: User, piece: Advice):
    draft = write(centre, piece, rationale="Fordi")
    with pytest.raises(ContentRefusedError) as refused:
        services.publish(actor=centre, draft=draft, change_note="  ")
    assert refused.value.field == "change_note"


def test_what_was_not_looked_at_is_not_published(centre: User, piece: Advice):
    seen = write(centre, piece, rationale="Fordi")
    write(centre, piece, expected=seen.version, rationale="Noe helt annet")
    with pytest.raises(StaleVersion):
        services.publish(actor=centre, draft=seen, expected_version=seen.version, change_note="Endret")
    assert advice_factories.advice(3).current.number == 1


@pytest.mark.parametrize("expected", [0, 1])
def test_the_second_of_two_writers_is_told(centre: User, piece: Advice, expected: int):
    draft = write(centre, piece, rationale="Den første")
    write(centre, piece, expected=draft.version, rationale="Den andre")
    with pytest.raises(StaleVersion) as stale:
        write(centre, piece, expected=expected, rationale="For sent")
    assert stale.value.current.rationale == "Den andre"


def test_a_discarded_draft_is_gone_and_what_is_published_stays(centre: User, piece: Advice):
    services.discard(actor=centre, draft=write(centre, piece, rationale="Fordi"))
    assert not piece.versions.drafts().exists()
    assert advice_factories.advice(3).current.number == 1


def test_what_came_as_a_proposal_is_published_only_by_who_has_checked_it(history_context: None, centre: User):
    draft = advice_factories.advice(7).versions.drafts().get()
    assert draft.needs_check
    with pytest.raises(ContentRefusedError, match="Kontroller") as refused:
        services.publish(actor=centre, draft=draft, change_note="Rettsgrunnlag")
    assert refused.value.field == "is_checked"
    made = services.publish(actor=centre, draft=draft, change_note="Rettsgrunnlag", is_checked=True)
    assert (made.number, made.needs_check, made.legal_basis) == (2, False, draft.legal_basis)
    # Nor does the next draft need it: what it begins with is published.
    assert not services.draft_of(actor=centre, record=advice_factories.advice(7)).needs_check


def test_a_proposal_that_is_taken_out_needs_no_check(history_context: None, centre: User):
    piece = advice_factories.advice(7)
    draft = write(centre, piece, expected=piece.versions.drafts().get().version, rationale="Fordi")
    assert draft.needs_check
    draft = write(centre, piece, expected=draft.version, legal_basis="")
    assert not draft.needs_check
    assert services.publish(actor=centre, draft=draft, change_note="Begrunnelse").number == 2


@pytest.mark.parametrize("who", [factories.staff, factories.administrator])
def test_only_the_centre_writes(piece: Advice, centre: User, who):
    other = who()
    with pytest.raises(NotAllowedError):
        write(other, piece, rationale="Fordi")
    draft = write(centre, piece, rationale="Fordi")
    with pytest.raises(NotAllowedError):
        services.publish(actor=other, draft=draft, change_note="Endret")
    with pytest.raises(NotAllowedError):
        services.discard(actor=other, draft=draft)


@pytest.mark.parametrize("act", ["text", "number", "delete"])
def test_the_database_keeps_what_is_published(piece: Advice, act: str):
    rows = AdviceVersion.objects.filter(pk=piece.current_id)
    Advice.objects.filter(pk=piece.pk).update(current=None)
    acts = {
        "text": lambda: rows.update(wording="Noe annet"),
        "number": lambda: rows.update(number=7),
        "delete": rows.delete,
    }
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        acts[act]()


def test_an_erased_account_takes_its_name_along(centre: User, piece: Advice):
    draft = write(centre, piece, rationale="Fordi")
    made = services.publish(actor=centre, draft=draft, change_note="Endret")
    AdviceVersion.objects.filter(pk=made.pk).update(published_by=None, written_by=None)
    made.refresh_from_db()
    assert (made.published_by, made.rationale) == (None, "Fordi")


words = st.text(alphabet="aæ bø\n.", max_size=40)


@given(before=words, after=words)
def test_the_words_between_give_back_both_texts(before: str, after: str):
    parts = words_between(before, after)
    assert "".join(part.text for part in parts if part.change != Change.ADDED) == before
    assert "".join(part.text for part in parts if part.change != Change.REMOVED) == after


class Editing(RuleBasedStateMachine):
    """Any order of writing, publishing and throwing away: numbers without a gap, and no version changes."""

    @initialize()
    def begin(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.context = audit.context(command="test")
        self.context.__enter__()
        self.centre = factories.centre()
        self.piece = advice_factories.advice(5)
        self.piece.versions.drafts().delete()
        self.published = {1: self.piece.current.rationale}
        self.draft: str | None = None

    @rule(text=st.sampled_from(["Fordi", "Derfor", "Så"]))
    def write(self, text: str) -> None:
        draft = services.draft_of(actor=self.centre, record=self.piece)
        services.save_draft(actor=self.centre, draft=draft, expected_version=draft.version, values={"rationale": text})
        self.draft = text

    @precondition(lambda self: self.draft is not None)
    @rule()
    def publish(self) -> None:
        draft = self.piece.versions.drafts().get()
        last = max(self.published)
        if self.draft == self.published[last]:
            with pytest.raises(ContentRefusedError):
                services.publish(actor=self.centre, draft=draft, change_note="Endret")
            return
        services.publish(actor=self.centre, draft=draft, change_note="Endret")
        self.published[last + 1], self.draft = self.draft or "", None

    @precondition(lambda self: self.draft is not None)
    @rule()
    def discard(self) -> None:
        services.discard(actor=self.centre, draft=self.piece.versions.drafts().get())
        self.draft = None

    @invariant()
    def versions_stand(self) -> None:
        if not hasattr(self, "published"):
            return
        stored = dict(self.piece.versions.published().values_list("number", "rationale"))
        assert stored == self.published
        assert Advice.objects.get(pk=self.piece.pk).current.number == max(self.published)
        assert self.piece.versions.drafts().count() == (self.draft is not None)

    def teardown(self) -> None:
        if hasattr(self, "context"):
            self.context.__exit__(None, None, None)
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)


def test_editing_in_any_order():
    run_state_machine_as_test(Editing, settings=settings(max_examples=20, stateful_step_count=12, deadline=None))
