"""Pages about people are kept by no cache."""

import pytest
from django.urls import reverse

from representatives.caching import ABOUT_PEOPLE
from tests import factories, register_factories

pytestmark = pytest.mark.django_db


def test_every_room_that_tells_of_people_has_addresses():
    """A room that is called something else tomorrow would be left out without a word."""
    homes = {
        "consents": reverse("consents:texts"),
        "enrolments": reverse("enrolments:list", args=[1, "representant"]),
        "finding": reverse("finding:list"),
        "my_page": reverse("my_page:home"),
        "organisations": reverse("organisations:list"),
        "panels": reverse("panels:list"),
        "people": reverse("people:find"),
    }
    assert set(homes) == ABOUT_PEOPLE


def test_what_tells_of_people_is_kept_nowhere(signed_in):
    person = register_factories.person()
    post = register_factories.representative(who=person)
    centre, own = signed_in(factories.centre()), signed_in(person.user)
    pages = [
        centre.get(reverse("finding:person", args=[person.pk])),
        centre.get(reverse("finding:list")),
        centre.get(f"{reverse('finding:list')}?format=csv"),
        centre.get(post.get_absolute_url()),
        centre.get(reverse("consents:person", args=[person.pk])),
        own.get(reverse("my_page:home")),
        own.get(reverse("my_page:about")),
        own.get(reverse("my_page:json")),
    ]
    assert [page.status_code for page in pages] == [200] * len(pages)
    for page in pages:
        assert "no-store" in page["Cache-Control"]


def test_a_visitors_page_may_be_kept(client):
    assert "no-store" not in client.get(reverse("panels:open")).headers.get("Cache-Control", "")
