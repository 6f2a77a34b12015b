"""Two of one name are told apart, and one human in several places is shown to who erases."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from tests import factories, register_factories, traces

pytestmark = pytest.mark.django_db

FIND = reverse("people:find")
FORM = {"reason": "asked", "channel": "phone", "sure": "on"}
NAME = "Sølvgaup Kråkenesdatter"


@pytest.fixture
def centre(signed_in):
    return signed_in(factories.centre())


def somebody_of(*organisations):
    person = register_factories.person(name=NAME)
    for name in organisations:
        register_factories.representative(who=person, of=register_factories.registered(name=name))
    return person


def test_people_in_the_register_alone_are_told_apart_by_their_organisations(centre):
    first, second = somebody_of("Nærlys", "Fjernlys"), somebody_of("Motlys")
    employed = register_factories.person(name=NAME)
    register_factories.consultant(who=employed, of=register_factories.registered(name="Lyskommunen"))
    hits = {one.person.pk: one.organisations for one in centre.post(FIND, {"name": NAME}).context["found"]}
    assert hits == {first.pk: "Fjernlys, Nærlys", second.pk: "Motlys", employed.pk: "Lyskommunen"}
    assert "Fjernlys, Nærlys" in centre.get(reverse("people:erase", args=[first.pk])).text


def test_many_hits_cost_no_more_queries(centre, django_assert_max_num_queries):
    for _each in range(12):
        somebody_of("Nærlys")
    centre.post(FIND, {"name": NAME})
    with django_assert_max_num_queries(20):
        assert len(centre.post(FIND, {"name": NAME}).context["found"]) == 12


def test_who_stands_in_several_places_is_shown_after_the_first(centre):
    person = somebody_of("Nærlys")
    other = register_factories.organisation_invitation(of=register_factories.registered(), name=NAME)
    page = centre.post(reverse("people:erase", args=[person.pk]), FORM)
    assert page.status_code == 200
    assert "Personen er slettet." in page.text
    assert "finner 1 til" in page.text
    last = reverse("people:erase-other", args=["kontaktinvitasjon", other.pk])
    assert last in page.text
    assert f'action="{FIND}"' in page.text
    # No session holds the name of somebody erased.
    for session in Session.objects.all():
        assert NAME not in str(session.get_decoded())
    page = centre.post(last, FORM, follow=True)
    assert page.redirect_chain == [(FIND, 302)]
    assert "Et søk på det samme navnet" not in page.text
    assert traces.in_tables(NAME) == []
