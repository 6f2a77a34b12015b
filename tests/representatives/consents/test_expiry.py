"""Mails at 30 and 7 days before consents run out, and the day after, each once. After 30 days the rest goes."""

import datetime

import pytest
from django.utils import timezone

from medvirkning.audit import retention
from medvirkning.audit.models import Erasure
from medvirkning.notifications.models import Message
from representatives.consents import services
from representatives.consents.enums import ConsentPurpose
from representatives.consents.expiry import tell_of_expiry
from representatives.consents.models import Consent
from representatives.consents.tasks import expiring
from representatives.people.models import Person
from representatives.profiles.models import Profile
from tests import factories, register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

DAY = datetime.timedelta(days=1)


def runs_out(person, day):
    Consent.objects.filter(person=person).update(expires_on=day)


@pytest.fixture
def today():
    return timezone.localdate()


def mails(person):
    return list(Message.objects.filter(user=person.user).order_by("pk"))


def test_a_year_of_mornings(today):
    person = register_factories.representative().person
    runs_out(person, today + 40 * DAY)
    told = {number: tell_of_expiry(today + number * DAY) for number in range(80)}
    assert [number for number, new in told.items() if new] == [10, 33, 41]
    thirty, seven, out = mails(person)
    assert "Om 30 dager" in thirty.text
    assert "Om 7 dager" in seven.text
    assert "gikk ut" in out.text
    assert "30 dager etter at samtykket er slutt" in out.text
    for mail in (thirty, seven, out):
        assert "/min-side/" in mail.text
        assert not any(str(purpose.label) in mail.subject for purpose in ConsentPurpose)


def test_the_task_may_run_any_number_of_times(today):
    person = register_factories.representative().person
    runs_out(person, today + 7 * DAY)
    assert [expiring(), expiring()] == [1, 0]
    assert len(mails(person)) == 1


def test_a_missed_night_is_made_up_for(today):
    person = register_factories.representative().person
    runs_out(person, today + 40 * DAY)
    assert tell_of_expiry(today + 12 * DAY) == 1
    assert "Om 28 dager" in mails(person)[0].text


def test_nobody_is_told_of_what_was_renewed_or_withdrawn(today):
    renewed, left = register_factories.representative().person, register_factories.representative().person
    for person in (renewed, left):
        runs_out(person, today + 30 * DAY)
    services.give(person=renewed, purposes=ConsentPurpose.values, channel="portal")
    services.withdraw(actor=left.user, person=left, purpose=ConsentPurpose.REGISTER)
    Message.objects.all().delete()
    assert tell_of_expiry(today) == 0


def test_nobody_writes_to_a_closed_account(today):
    person = register_factories.person(account=factories.user(is_active=False))
    runs_out(person, today + 7 * DAY)
    assert tell_of_expiry(today) == 0


def test_the_language_of_the_person(today):
    person = register_factories.person(account=factories.user(language="en"))
    register_factories.representative(who=person)
    runs_out(person, today + 7 * DAY)
    tell_of_expiry(today)
    assert mails(person)[0].language == "en"


def test_one_purpose_runs_out_by_itself(today):
    person = register_factories.representative().person
    Consent.objects.filter(person=person, purpose=ConsentPurpose.STORY).update(expires_on=today - DAY)
    assert tell_of_expiry(today) == 1
    text = mails(person)[0].text
    assert "Få historien min publisert" in text
    assert "Du står fortsatt i registeret" in text
    assert "sletter" not in text


# Retention


def left_for(days, today, **values):
    person = register_factories.person(**values)
    services.withdraw(actor=person.user, person=person, purpose=ConsentPurpose.REGISTER)
    Consent.objects.filter(person=person).update(ended_at=factories.days_ago(days))
    return person


def rule():
    (found,) = [one for one in retention.rules() if one.name == "register_consents"]
    return found


def test_thirty_days_after(today):
    gone, kept = left_for(31, today), left_for(30, today)
    ran_out = register_factories.person()
    runs_out(ran_out, today - 31 * DAY)
    in_register = register_factories.person()
    assert set(rule().expired()) == {gone, ran_out}
    results = {one.rule.name: one for one in retention.erase_expired(simulate=True)}
    assert results["register_consents"].found == 2
    assert set(Profile.objects.values_list("person", flat=True)) == {
        one.pk for one in (gone, kept, ran_out, in_register)
    }
    retention.erase_expired()
    assert set(Profile.objects.values_list("person", flat=True)) == {kept.pk, in_register.pk}
    for person in (gone, ran_out):
        person.user.refresh_from_db()
        assert (person.user.name, person.user.is_active) == ("", False)
        assert Person.objects.get(pk=person.pk).name == ""
        assert not Consent.objects.filter(person=person).exists()
    assert Erasure.objects.filter(rule="register_consents", subject_model="representatives.Person").count() == 2
    assert list(rule().expired()) == []


def test_whom_the_log_names_keeps_the_name(today):
    person = left_for(31, today, in_log=True, accommodation_needs="Teleslynge")
    register_factories.available(who=person, first=today, last=today)
    retention.erase_expired()
    person.refresh_from_db()
    assert person.name
    assert person.user.is_active
    assert not Profile.objects.filter(person=person).exists()
    assert not person.availability.exists()
    assert not Consent.objects.filter(person=person).exists()
    history = Profile.history.rel.related_model.objects.filter(person_id=person.pk)
    assert history.count() > 0
    assert not history.filter(payload__isnull=False).exists()


def test_who_has_come_back_stays(today):
    person = left_for(31, today)
    services.give(person=person, purposes=[], channel="phone")
    assert list(rule().expired()) == []
    assert rule().erase(rule().expired()) == 0


def test_the_run_out_and_then_withdrawn_counts_from_the_first(today):
    person = register_factories.representative().person
    runs_out(person, today - 31 * DAY)
    services.withdraw(actor=person.user, person=person, purpose=ConsentPurpose.REGISTER)
    assert list(rule().expired()) == [person]
