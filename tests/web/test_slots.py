"""Slots: what a higher room says on a lower one's page."""

import pytest

from medvirkning.web import slots
from medvirkning.web.slots import Fragment
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.mechanism_urls")]


@pytest.fixture
def providers():
    def late(request, subject):
        return Fragment(
            "components/empty.html", {"empty_title": f"late {subject}", "empty_text": "", "empty_actions": ()}
        )

    def early(request, subject):
        return Fragment(
            "components/empty.html", {"empty_title": f"early {request.user}", "empty_text": "", "empty_actions": ()}
        )

    def silent(request, subject):
        return None

    slots.register("test.page", late, order=20)
    slots.register("test.page", early, order=10)
    slots.register("test.page", silent)
    slots.register("test.page", early, order=10)
    yield
    for provider in (late, early, silent):
        slots.unregister("test.page", provider)


def test_fragments_come_in_order_and_once(signed_in, providers):
    account = factories.staff(name="Kari")
    text = signed_in(account).get("/test/slot/").text
    assert text.count("early Kari") == 1
    assert text.index("early Kari") < text.index("late the subject")


def test_an_empty_slot_says_nothing(signed_in):
    assert signed_in(factories.staff()).get("/test/slot/").text == "<p>page</p>"
