"""One search over all that a person may see."""

import pytest
from django.urls import reverse

from medvirkning.accounts.enums import Role
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db


def found(client, words):
    return client.get(reverse("search:search"), {"q": words}).text


def test_it_finds_work_departments_organisations_and_people(signed_in):
    factories.assignment(title="Veileder om kvernbehandling")
    factories.division(name="Kvernavdelingen")
    factories.organisation(name="Kvernernes interesseorganisasjon")
    factories.person(name="Kvern Kvernes")
    page = found(signed_in(factories.staff()), "kvern")
    for name in ("Veileder om kvernbehandling", "Kvernavdelingen", "Kvernernes", "Kvern Kvernes"):
        assert name in page
    assert "4 treff på «kvern»" in page


@pytest.mark.parametrize("role", Role)
def test_anybody_finds_the_advice_its_words_and_its_background(signed_in, role, settings):
    settings.MEDVIRKNING_DEMO = True
    client = signed_in(factories.user(roles=[role]))
    page = found(client, "pårørendeinvolvering")
    assert advice_factories.advice(11).get_absolute_url() in page
    assert 'href="/rad/7/"' in found(client, "råd 7")
    assert "/rad/begreper/#erfaringskonsulent" in found(client, "erfaringskonsulenter")
    assert "Bedre helseutfall" in found(client, "Joosten")


def test_only_a_units_own_leaders_and_the_centre_find_it(signed_in, settings):
    settings.MEDVIRKNING_DEMO = True
    unit = advice_factories.unit(name="Kverndalen ettervern")
    for account, finds in (
        (advice_factories.service_leader(of=unit), True),
        (factories.centre(), True),
        (advice_factories.service_leader(of=advice_factories.unit()), False),
        (factories.staff(), False),
    ):
        assert ("Kverndalen ettervern" in found(signed_in(account), "Kverndalen")) is finds


def test_parts_of_compounds_and_inflected_words_are_found(signed_in):
    factories.assignment(title="Fengselshelsetjenesten")
    client = signed_in(factories.staff())
    assert "Fengselshelsetjenesten" in found(client, "helsetjeneste")
    assert "Fengselshelsetjenesten" in found(client, "fengselshelsetjenester")


def test_restricted_work_is_not_found_by_others(signed_in):
    factories.assignment(title="Hemmelig tilsyn", restricted=True)
    assert "Hemmelig tilsyn" not in found(signed_in(factories.staff()), "tilsyn")


@pytest.mark.parametrize("role", [Role.ORGANISATION_CONTACT, Role.REPRESENTATIVE, Role.SERVICE_LEADER])
def test_others_find_nothing_of_the_directorate(signed_in, role):
    factories.assignment(title="Veileder om rus")
    factories.division(name="Rusavdelingen")
    page = found(signed_in(factories.user(roles=[role])), "rus")
    assert "Veileder om rus" not in page
    assert "Rusavdelingen" not in page


def test_no_hit_says_what_to_try(signed_in):
    page = found(signed_in(factories.staff()), "zzzz")
    assert "Ingen treff på «zzzz»" in page
    assert "Prøv færre eller andre ord." in page


@pytest.mark.parametrize("words", ["", " ", "'; drop table", "<b>", "%", "&|!", "a" * 5000, "\x00", "a\x00b"])
def test_strange_words_do_no_harm(signed_in, words):
    assert signed_in(factories.staff()).get(reverse("search:search"), {"q": words}).status_code == 200


def test_a_common_word_is_counted_no_further_than_it_helps(signed_in):
    for number in range(102):
        factories.assignment(title=f"Kvern {number}")
    page = found(signed_in(factories.staff()), "kvern")
    assert "Over 100 treff på «kvern»" in page
    assert "(over 100)" in page


def test_what_resembles_the_word_is_found_only_where_nothing_has_it(signed_in):
    factories.assignment(title="Veileder om rusbehandling")
    client = signed_in(factories.staff())
    assert "Veileder om rusbehandling" in found(client, "rusbehandlign")
    factories.assignment(title="Om rusbehandlign")
    page = found(client, "rusbehandlign")
    assert "Om rusbehandlign" in page
    assert "Veileder om rusbehandling" not in page
