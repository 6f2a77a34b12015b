"""What two do at once is done once."""

from functools import partial

import pytest
from django.utils import timezone

from medvirkning.web.refusals import RefusedError
from representatives.consents import services
from representatives.consents.enums import Audience, ConsentPurpose
from representatives.consents.models import Consent, ConsentText
from tests import at_once, factories, register_factories

pytestmark = pytest.mark.django_db(transaction=True)

together = partial(at_once.together, refused=(RefusedError,))
REGISTER, CONTACT = ConsentPurpose.REGISTER, ConsentPurpose.CONTACT


def test_agreed_twice():
    person = register_factories.representative(who=register_factories.person(purposes=[REGISTER])).person
    text = services.text_for(CONTACT).pk

    def agree():
        services.agree(actor=person.user, person=person, purpose=CONTACT, text=text)

    assert together(agree, agree) == ["done", "done"]
    assert Consent.objects.filter(person=person, purpose=CONTACT, ended_at=None).count() == 1


def test_renewed_while_withdrawn():
    """Whichever comes first, what was taken back is not given anew by the other."""
    person = register_factories.representative(who=register_factories.person(purposes=[REGISTER])).person
    texts = [services.text_for(REGISTER).pk]
    outcome = together(
        lambda: services.renew(actor=person.user, person=person, texts=texts),
        lambda: services.withdraw(actor=person.user, person=person, purpose=REGISTER),
    )
    assert outcome in (["done", "done"], ["done", "refused"])
    assert not Consent.objects.in_force().filter(person=person).exists()


def test_two_versions_published():
    first, second = factories.centre(), factories.centre()

    def publish(actor):
        services.publish(
            actor=actor,
            purpose=CONTACT,
            audience=Audience.ADULT,
            texts={"text_nb": "Ny", "text_nn": "Ny", "text_en": "New"},
            valid_from=timezone.localdate(),
            seen=1,
        )

    assert together(lambda: publish(first), lambda: publish(second)) == ["done", "refused"]
    assert ConsentText.objects.filter(purpose=CONTACT, audience=Audience.ADULT).count() == 2
