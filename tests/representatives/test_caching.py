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


def test_what_tells_of_people_is_kept_nowhere(signed_in, settings):
    settings.MEDVIRKNING_DEMO = True  # The Centre would be asked to set a second factor up first.
    person = register_factories.person()
    post = register_factories.representative(who=person)
    of_centre = [
        reverse("finding:person", args=[person.pk]),
        reverse("finding:list"),
        f"{reverse('finding:list')}?format=csv",
        post.get_absolute_url(),
        reverse("consents:person", args=[person.pk]),
    ]
    of_own = [reverse(f"my_page:{name}") for name in ("home", "about", "json")]
    pages = [
        signed_in(account).get(address)
        for account, addresses in ((factories.centre(), of_centre), (person.user, of_own))
        for address in addresses
    ]
    assert [page.status_code for page in pages] == [200] * len(pages)
    for page in pages:
        assert "no-store" in page["Cache-Control"]


def test_a_visitors_page_may_be_kept(client):
    assert "no-store" not in client.get(reverse("panels:open")).headers.get("Cache-Control", "")
