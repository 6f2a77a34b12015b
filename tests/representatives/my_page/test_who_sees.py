"""Each page says who sees what is written there, by the consents and posts of its reader."""

import pytest
from django.urls import reverse

from representatives.consents.enums import ConsentPurpose
from representatives.consents.services import withdraw
from representatives.my_page.waiting import waits_for
from representatives.my_page.who_sees import BY_STAFF
from representatives.profiles.models import Profile
from tests import register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

REGISTER, SHOWN, *_OTHERS = ConsentPurpose
FOUND = "Siden du lar ansatte finne deg"
NOT_FOUND = "Ansatte finner deg ikke"
OUTSIDE = "Du står ikke i registeret"


@pytest.fixture
def person():
    return register_factories.representative().person


def ledes(client):
    return {page: client.get(reverse(f"my_page:{page}")).text for page in BY_STAFF}


def test_the_pages_follow_the_consents(signed_in, person):
    me = signed_in(person.user)
    for page, text in ledes(me).items():
        assert FOUND in text, page
        assert "du, organisasjonen din og Senter for brukermedvirkning" in text, page
    withdraw(actor=person.user, person=person, purpose=SHOWN)
    for page, text in ledes(me).items():
        assert NOT_FOUND in text, page
        assert FOUND not in text, page
        assert "organisasjonen din" in text, page
    withdraw(actor=person.user, person=person, purpose=REGISTER)
    for page, text in ledes(me).items():
        assert OUTSIDE in text, page
        for words in (FOUND, NOT_FOUND, "organisasjonen din og"):
            assert words not in text, (page, words)


def test_of_who_sits_on_panels_alone(signed_in):
    alone = register_factories.member(of=register_factories.panel()).person
    for page, text in ledes(signed_in(alone.user)).items():
        assert FOUND not in text, page
        assert "organisasjonen din" not in text, page
        assert ("de som leder eller eier paneler" in text) == (page == "contact"), page


def test_who_said_no_to_being_found_is_asked_for_nothing(person):
    Profile.objects.filter(person=person).update(themes=[], county="", ways=[])
    assert {task.subject for task in waits_for(person.user)}
    withdraw(actor=person.user, person=person, purpose=SHOWN)
    assert not waits_for(person.user)
