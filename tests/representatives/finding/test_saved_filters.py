"""A search that is kept by name holds codes of what was asked, and nobody."""

from django.urls import reverse

from medvirkning.web.models import SavedFilter
from tests import factories
from tests.representatives.finding.cases import found, rows_in, text_of


def test_a_search_is_kept_by_name_and_found_again(signed_in, db):
    who = found(themes=["rus"])
    account = factories.staff()
    client = signed_in(account)
    page = client.get("/representanter/?tema=rus&fylke=55")
    assert "Lagre filteret" in text_of(page)
    SavedFilter.objects.create(user=account, address="/representanter/", query="fylke=55&tema=rus", name="Rus i Troms")
    page = client.get("/representanter/")
    assert "Rus i Troms" in text_of(page)
    assert rows_in(client.get("/representanter/?fylke=55&tema=rus")) == 1
    assert who.name not in SavedFilter.objects.get().query


def test_the_page_to_keep_a_search_says_what_is_kept(signed_in, db):
    client = signed_in(factories.staff())
    response = client.get(reverse("save-filter", args=["representanter/"]) + "?tema=rus")
    assert response.status_code == 200


def test_htmx_gets_the_result_alone(signed_in, db):
    found(themes=["rus"])
    response = signed_in(factories.staff()).get("/representanter/?tema=rus", headers={"HX-Request": "true"})
    text = text_of(response)
    assert "<html" not in text
    assert 'hx-swap-oob="innerHTML"' in text
    assert "1 person fra 1 organisasjon i 1 fylke." in text
