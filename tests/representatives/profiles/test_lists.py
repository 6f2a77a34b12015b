"""Availability and training: added, ended and taken away by the person, each refused in plain words."""

import datetime
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning.audit import retention
from medvirkning.web.refusals import NotAllowedError, RefusedError
from representatives.consents import services as consents
from representatives.profiles import services
from representatives.profiles.models import AvailabilityPeriod, TrainingRecord
from tests import at_once, factories, register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

DAY = datetime.timedelta(days=1)
TODAY = timezone.localdate()
PERIODS, TRAINING = reverse("my_page:availability"), reverse("my_page:training")


@pytest.fixture
def person():
    return register_factories.person()


@pytest.fixture
def me(signed_in, person):
    return signed_in(person.user)


def period(first, last):
    return {"valid_from": first.isoformat(), "valid_to": last.isoformat()}


def message_of(page):
    """What the form says."""
    return " ".join(text for texts in page.context["form"].errors.values() for text in texts)


def test_a_period(me, person):
    assert me.post(PERIODS, period(TODAY, TODAY + 10 * DAY)).status_code == 302
    (row,) = person.availability.all()
    assert (row.valid_from, row.valid_to) == (TODAY, TODAY + 10 * DAY)
    assert "gjelder nå" in me.get(PERIODS).text


def test_periods_that_touch_become_one(me, person):
    for first, last in ((0, 9), (20, 29), (10, 19)):
        assert me.post(PERIODS, period(TODAY + first * DAY, TODAY + last * DAY)).status_code == 302
    (row,) = person.availability.all()
    assert (row.valid_from, row.valid_to) == (TODAY, TODAY + 29 * DAY)
    me.post(PERIODS, period(TODAY + 31 * DAY, TODAY + 40 * DAY))
    assert person.availability.count() == 2


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (TODAY + 5 * DAY, TODAY + 4 * DAY, "Sluttdatoen er før startdatoen."),
        (TODAY - 5 * DAY, TODAY - DAY, "Perioden er alt over"),
        (TODAY, TODAY + 800 * DAY, "innen to år"),
    ],
)
def test_periods_that_are_refused(me, person, first, last, words):
    assert words in message_of(me.post(PERIODS, period(first, last)))
    assert not person.availability.exists()


@pytest.mark.parametrize(("first", "last"), [(0, 0), (-5, 0), (10, 20), (3, 4), (-10, 30)])
def test_an_overlap_names_the_other(me, person, first, last):
    start = datetime.date(TODAY.year + 1, 3, 3)
    register_factories.available(who=person, first=start, last=start + 10 * DAY)
    said = message_of(me.post(PERIODS, period(start + first * DAY, start + last * DAY)))
    assert f"3. mars {start.year} – 13. mars {start.year}" in said.replace("\u00a0", " ")
    assert person.availability.count() == 1


def test_ending_and_taking_away(me, person):
    running = register_factories.available(who=person, first=TODAY - DAY, last=TODAY + 5 * DAY)
    coming = register_factories.available(who=person, first=TODAY + 10 * DAY, last=TODAY + 20 * DAY)
    me.post(reverse("my_page:end-period", args=[running.pk]))
    running.refresh_from_db()
    assert running.valid_to == TODAY - DAY
    me.post(reverse("my_page:remove-period", args=[coming.pk]))
    assert list(person.availability.all()) == [running]
    assert "Du har ikke lagt inn noen perioder" in me.get(PERIODS).text


def test_nobody_touches_another_persons_rows(signed_in, me, person):
    other = register_factories.person()
    row = register_factories.available(who=other, first=TODAY, last=TODAY)
    assert me.post(reverse("my_page:remove-period", args=[row.pk])).status_code == 404
    for account in (person.user, factories.centre()):
        with pytest.raises(NotAllowedError):
            services.remove_period(actor=account, period=row)
        with pytest.raises(NotAllowedError):
            services.add_period(actor=account, person=other, valid_from=TODAY, valid_to=TODAY)


def test_who_has_left_takes_away_and_adds_nothing(me, person):
    row = register_factories.available(who=person, first=TODAY, last=TODAY)
    consents.withdraw(actor=person.user, person=person, purpose="register")
    assert "Du står ikke i registeret nå" in me.post(PERIODS, period(TODAY + DAY, TODAY + DAY)).text
    me.post(reverse("my_page:remove-period", args=[row.pk]))
    assert not person.availability.exists()


def test_old_periods_go():
    person = register_factories.person()
    for days in (366, 300):
        register_factories.available(who=person, first=TODAY - days * DAY, last=TODAY - days * DAY)
    retention.erase_expired()
    assert AvailabilityPeriod.objects.get().valid_from == TODAY - 300 * DAY


# Training


def test_own_training(me, person):
    assert me.post(TRAINING, {"kind": "carer_module", "completed_on": "2025-05-17"}).status_code == 302
    assert me.post(TRAINING, {"kind": "other", "title": "Kurs i Čáhcesuolu"}).status_code == 302
    assert {(row.kind, row.title, row.stated_by) for row in person.training.all()} == {
        ("carer_module", "", None),
        ("other", "Kurs i Čáhcesuolu", None),
    }
    row = person.training.get(kind="other")
    me.post(reverse("my_page:remove-training", args=[row.pk]))
    assert not person.training.filter(pk=row.pk).exists()


def test_training_that_is_refused(me, person):
    assert "Skriv hva opplæringen heter" in message_of(me.post(TRAINING, {"kind": "other"}))
    tomorrow = (TODAY + DAY).isoformat()
    assert "fram i tid" in message_of(me.post(TRAINING, {"kind": "web_course", "completed_on": tomorrow}))
    assert message_of(me.post(TRAINING, {"kind": "own", "title": "Internt"}))
    me.post(TRAINING, {"kind": "web_course"})
    assert "står der alt" in message_of(me.post(TRAINING, {"kind": "web_course"}))
    assert person.training.count() == 1


def test_an_organisations_word_is_shown_as_such_and_is_its_own(me, person):
    body = register_factories.registered(name="Landsforeningen")
    row = services.add_training(
        actor=register_factories.contact(of=body), person=person, kind="own", title="Grunnkurs", stated_by=body
    )
    assert "oppgitt av Landsforeningen" in me.get(TRAINING).text
    me.post(reverse("my_page:remove-training", args=[row.pk]))
    assert TrainingRecord.objects.filter(pk=row.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_two_overlapping_periods_at_once():
    person = register_factories.person()

    def add():
        services.add_period(actor=person.user, person=person, valid_from=TODAY, valid_to=TODAY + DAY)

    together = partial(at_once.together, refused=(RefusedError,))
    assert together(add, add) == ["done", "refused"]
    assert person.availability.count() == 1
