"""Which pieces a work item serves: saving, two at once, restricted work, the two pages and the history."""

from typing import Any

import pytest
from django.urls import reverse

from advice.ties import services
from advice.ties.models import AdviceTie
from advice.ties.services import TiesRefusedError, mark_of, served_by
from medvirkning.audit import history_of
from medvirkning.web import slots
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import NotAllowedError
from projects.work.models import Touch
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return factories.division(code="FAG")


@pytest.fixture
def staff(signed_in, place):
    return signed_in(factories.staff(of=place))


@pytest.fixture
def item(place):
    return factories.assignment(department=place, title="Veileder om rus")


def key(piece: int) -> int:
    return advice_factories.advice(piece).pk


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def form_of(item: Any, *pieces: int, **notes: str) -> dict[str, Any]:
    return {
        "shown": mark_of(served_by(item)),
        "pieces": [key(piece) for piece in pieces],
        **{f"note_{key(int(name[1:]))}": note for name, note in notes.items()},
    }


# The service


@pytest.mark.usefixtures("history_context")
def test_what_stays_is_the_same_row(staff, item):
    kept, gone = advice_factories.tie(item, 1, note="Før"), advice_factories.tie(item, 2)
    shown = mark_of(served_by(item))
    services.set_ties(actor=staff.account, work_item=item, served={key(1): "Nå", key(3): ""}, shown=shown)
    assert served_by(item) == {key(1): "Nå", key(3): ""}
    assert AdviceTie.objects.get(advice=key(1)).pk == kept.pk
    assert not AdviceTie.objects.filter(pk=gone.pk).exists()
    assert AdviceTie.objects.get(advice=key(3)).added_by == staff.account


@pytest.mark.usefixtures("history_context")
def test_a_tie_changes_no_count(staff, item):
    """The share asks whether users were involved, never which advice the work serves: nothing is counted again."""
    before = Touch.objects.count()
    services.set_ties(actor=staff.account, work_item=item, served={key(1): ""}, shown=mark_of({}))
    services.set_ties(actor=staff.account, work_item=item, served={}, shown=mark_of({key(1): ""}))
    assert Touch.objects.count() == before


@pytest.mark.usefixtures("history_context")
def test_the_second_of_two_is_refused_and_nothing_is_changed(staff, item):
    shown = mark_of(served_by(item))
    services.set_ties(actor=staff.account, work_item=item, served={key(1): ""}, shown=shown)
    with pytest.raises(StaleVersion):
        services.set_ties(actor=staff.account, work_item=item, served={key(2): ""}, shown=shown)
    assert served_by(item) == {key(1): ""}


@pytest.mark.usefixtures("history_context")
def test_who_may_not_change_the_work_ties_nothing(item):
    stranger = factories.staff(of=factories.division())
    with pytest.raises(NotAllowedError):
        services.set_ties(actor=stranger, work_item=item, served={key(1): ""}, shown=mark_of({}))


@pytest.mark.usefixtures("history_context")
def test_unknown_pieces_and_long_texts_are_refused(staff, item):
    for served in ({0: ""}, {key(1): "x" * 301}):
        with pytest.raises(TiesRefusedError):
            services.set_ties(actor=staff.account, work_item=item, served=served, shown=mark_of({}))
    assert served_by(item) == {}


# The form


def test_the_pieces_are_ticked_on_a_form(staff, item):
    address = reverse("ties:edit", args=[item.reference])
    assert "Råd 11" in text_of(staff.get(address))
    response = staff.post(address, form_of(item, 1, 3, r3="Kapittel 4"))
    assert response.status_code == 302
    assert served_by(item) == {key(1): "", key(3): "Kapittel 4"}
    page = text_of(staff.get(response.url))
    assert "Råd 3" in page
    assert "Kapittel 4" in page
    assert advice_factories.advice(3).current.wording in page


def test_a_text_without_its_tick_is_not_thrown_away(staff, item):
    address = reverse("ties:edit", args=[item.reference])
    response = staff.post(address, form_of(item, 1, r2="Kapittel 4"))
    assert response.status_code == 200
    assert "Kryss av «Råd 2», eller ta bort teksten." in text_of(response)
    assert served_by(item) == {}


def test_the_second_of_two_sees_what_is_stored_and_goes_on(staff, signed_in, place, item):
    address = reverse("ties:edit", args=[item.reference])
    sent = form_of(item, 2)
    other = signed_in(factories.staff(of=place))
    assert other.post(address, form_of(item, 1)).status_code == 302
    response = staff.post(address, sent)
    assert response.status_code == 409
    page = text_of(response)
    assert "Ingenting av det du skrev er borte" in page
    assert advice_factories.advice(1).current.wording in page
    assert 'name="shown"' in page
    assert served_by(item) == {key(1): ""}
    again = staff.post(address, {**sent, "shown": mark_of(served_by(item))})
    assert again.status_code == 302
    assert served_by(item) == {key(2): ""}


# The pages


def test_the_history_of_the_work_tells_it(staff, item):
    address = reverse("ties:edit", args=[item.reference])
    staff.post(address, form_of(item, 1, r1="Kapittel 4"))
    staff.post(address, form_of(item))
    told = [change for entry in history_of(item) for change in entry.changes]
    assert {(one.old, one.new) for one in told if one.field == "Råd som arbeidet tjener"} == {
        ("Råd 1 (hvordan: Kapittel 4)", ""),
        ("", "Råd 1 (hvordan: Kapittel 4)"),
    }
    assert "Råd som arbeidet tjener" in text_of(staff.get(reverse("work:history", args=[item.reference])))


def test_who_can_only_read_sees_the_pieces_and_no_form(signed_in, item):
    reader = signed_in(factories.staff(of=factories.division()))
    page = reverse("work:detail", args=[item.reference])
    assert "Råd som arbeidet tjener" not in text_of(reader.get(page))
    advice_factories.tie(item, 4)
    text = text_of(reader.get(page))
    assert "Råd som arbeidet tjener" in text
    assert reverse("ties:edit", args=[item.reference]) not in text


@pytest.fixture
def hidden():
    return factories.assignment(department=factories.division(), title="Hemmelig oppdrag", restricted=True)


def test_a_piece_shows_its_work_without_what_is_restricted(staff, item, hidden):
    advice_factories.tie(item, 5)
    advice_factories.tie(hidden, 5)
    page = text_of(staff.get(reverse("ties:work", args=[5])))
    assert item.title in page
    assert advice_factories.advice(5).current.wording in page
    assert "Hemmelig" not in page
    assert "Skjermet" not in page
    assert "Ingen arbeid er knyttet" in text_of(staff.get(reverse("ties:work", args=[6])))
    assert hidden.reference not in staff.get(reverse("ties:work", args=[5]), {"format": "csv"}).getvalue().decode()


def test_the_work_of_a_piece_is_filtered_as_the_list_of_work_is(staff, item):
    advice_factories.tie(item, 5)
    address = reverse("ties:work", args=[5])
    assert item.title in text_of(staff.get(address, {"q": "rus"}))
    assert item.title not in text_of(staff.get(address, {"slag": "standing_task"}))


def shown_on_piece(rf: Any, user: Any, piece: int) -> str:
    request = rf.get("/")
    request.user = user
    return slots.render("advice.detail", request, advice_factories.advice(piece))


def test_a_visitor_sees_no_work_on_a_piece(rf, staff, item, hidden):
    from django.contrib.auth.models import AnonymousUser

    advice_factories.tie(item, 5)
    advice_factories.tie(hidden, 5)
    for account in (AnonymousUser(), factories.user()):
        assert "Veileder om rus" not in shown_on_piece(rf, account, 5)
    shown = shown_on_piece(rf, staff.account, 5)
    assert "Veileder om rus" in shown
    assert "Se 1 arbeid" in shown
    assert "Hemmelig" not in shown


def test_the_work_of_a_piece_has_one_address(staff):
    slug = advice_factories.edition().slug
    answer = staff.get(reverse("ties:edition-work", args=[slug, 3]))
    assert answer.headers["Location"] == reverse("ties:work", args=[3])
