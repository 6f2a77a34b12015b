"""What anyone may read: the front page, the statements, and what machines ask for by name."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_statements_say_what_is_not_set(client, settings):
    for name in ("front:accessibility", "front:privacy"):
        assert "ikke satt" in client.get(reverse(name)).text
    settings.MEDVIRKNING_BODY_NAME = "Direktoratet for prøving"
    assert "Direktoratet for prøving" in client.get(reverse("front:privacy")).text


def test_a_visitor_hears_that_nothing_is_published_yet(client):
    page = client.get("/")
    assert "Ingen årstall er publisert ennå." in page.text
    assert reverse("insight:method") in page.text


def test_the_privacy_statement_follows_the_rules_that_erase(client, settings):
    settings.MEDVIRKNING_RETENTION_DAYS = {"drafts": 12}
    page = client.get(reverse("front:privacy")).text
    assert "Kladder som ikke er rørt: 12 dager" in " ".join(page.split())
    assert "Hvem som har sett personopplysninger: 730 dager" in " ".join(page.split())


def test_search_engines_are_told_what_is_public(client):
    page = client.get("/robots.txt")
    assert page["Content-Type"].startswith("text/plain")
    assert "Allow: /innsikt/malebeskrivelse/" in page.text
    assert "Allow: /$" in page.text
    assert {"Allow: /rad/", "Disallow: /", "Disallow: /rad/redigering/"} <= set(page.text.splitlines())
    assert page.text.endswith("Sitemap: http://testserver/sitemap.xml\n")


def test_the_map_holds_every_public_page_and_all_of_them_open(client):
    page = client.get("/sitemap.xml")
    assert "max-age" in page["Cache-Control"]
    addresses = re.findall(r"<loc>http://testserver(.*?)</loc>", page.text)
    assert {"/", "/rad/", "/rad/3/", "/rad/begreper/", "/rad/kunnskapsgrunnlag/"} <= set(addresses)
    assert len(addresses) == len(set(addresses))
    assert [address for address in addresses if client.get(address).status_code != 200] == []
    assert page.text.count("<lastmod>") == 11


def test_the_mark_stands_where_browsers_look_for_it(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert response["Location"].endswith(".svg")
