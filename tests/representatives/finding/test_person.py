"""The page of one person: for the Centre, and for whom somebody has been disclosed."""

import datetime

import pytest
from django.utils import timezone

from medvirkning import audit
from medvirkning.audit.models import AccessLog
from representatives.consents.enums import ConsentPurpose
from representatives.consents.models import Consent
from representatives.consents.services import withdraw
from tests import factories
from tests import register_factories as register
from tests.representatives.finding.cases import found, text_of

DAY = datetime.timedelta(days=1)
CONTACT, SPECIAL = ("000 12 345", "Eksempelveien 7"), ("Trenger teleslynge", "Pårørende", "40–66 år")


@pytest.fixture
def who(db):
    return found(
        name="Áila O'Øverlie",
        phone="000 12 345",
        postal_address="Eksempelveien 7",
        accommodation_needs="Trenger teleslynge",
        experience="carer",
        age_group="40_66",
        ways=["video"],
        languages=["norsk", "nordsamisk"],
        hours_a_month=4,
    )


def address(who) -> str:
    return f"/representanter/{who.pk}/"


def test_the_centre_sees_everything_and_it_is_written_down(signed_in, who):
    page = text_of(signed_in(factories.centre()).get(address(who)))
    for told in (*CONTACT, *SPECIAL, who.user.email, "Áila O&#x27;Øverlie", "nordsamisk", "Timer i måneden"):
        assert told in page
    assert sorted(AccessLog.objects.about(who).values_list("access_class", flat=True)) == ["personal", "special"]


@pytest.mark.parametrize(
    ("classes", "shown", "hidden"),
    [
        (["personal"], CONTACT, SPECIAL),
        (["special"], SPECIAL, CONTACT),
        (["personal", "special"], (*CONTACT, *SPECIAL), ()),
    ],
)
def test_staff_see_the_classes_that_are_disclosed_to_them(signed_in, who, classes, shown, hidden):
    account = factories.staff()
    for one in classes:
        register.disclosure(of=who, to=account, access_class=one)
    page = text_of(signed_in(account).get(address(who)))
    for told in shown:
        assert told in page
    for secret in hidden:
        assert secret not in page
    assert sorted(AccessLog.objects.about(who).values_list("access_class", flat=True)) == sorted(classes)


def test_staff_without_a_disclosure_do_not_learn_that_the_page_is_there(signed_in, who):
    other = factories.staff()
    register.disclosure(of=who, to=factories.staff())
    assert signed_in(other).get(address(who)).status_code == 404
    assert not AccessLog.objects.about(who).exists()


@audit.context(command="test")
def withdrawn(who, purpose):
    withdraw(actor=who.user, person=who, purpose=purpose)


@audit.context(command="test")
def expired(who, _disclosure):
    Consent.objects.filter(person=who).update(expires_on=timezone.localdate() - DAY)


@audit.context(command="test")
def disclosure_ended(_who, disclosure):
    disclosure.valid_from = disclosure.valid_to = timezone.localdate() - DAY
    disclosure.save()


@audit.context(command="test")
def not_begun(_who, disclosure):
    disclosure.valid_from = timezone.localdate() + DAY
    disclosure.save()


def left(who, _disclosure):
    withdrawn(who, ConsentPurpose.REGISTER)


def not_shown_any_more(who, _disclosure):
    withdrawn(who, ConsentPurpose.SHOWN)


@pytest.mark.parametrize(
    "happens", [expired, disclosure_ended, not_begun, left, not_shown_any_more], ids=lambda one: one.__name__
)
def test_it_is_gone_within_the_request(signed_in, who, happens):
    account = factories.staff()
    disclosure = register.disclosure(of=who, to=account)
    client = signed_in(account)
    assert client.get(address(who)).status_code == 200
    happens(who, disclosure)
    assert client.get(address(who)).status_code == 404


def test_the_centre_loses_sight_of_who_has_left(signed_in, who):
    client = signed_in(factories.centre())
    left(who, None)
    assert client.get(address(who)).status_code == 404


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ({"contact_by": "phone"}, "Telefon, men nummeret mangler. Bruk e-post."),
        ({"contact_by": "letter"}, "Brev, men adressen mangler. Bruk e-post."),
        ({"contact_by": "phone", "phone": "41234567"}, "Telefon"),
        ({"hours_a_month": 0}, "0"),
    ],
)
def test_what_is_missing_is_said(signed_in, db, profile, words):
    person = register.person(**profile)
    register.representative(who=person)
    seen = signed_in(factories.centre()).get(f"/representanter/{person.pk}/").context["seen"]
    values = [value for _label, value in [*seen.contact, *seen.facts]]
    assert words in values
