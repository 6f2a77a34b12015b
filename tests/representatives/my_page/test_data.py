"""«Last ned alt om meg»: every relation to a person is told of, or it is said why not."""

import datetime
import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from medvirkning.accounts.models import User
from medvirkning.audit import erasers
from medvirkning.audit.services import log_access
from medvirkning.notifications.models import NotificationChoice
from medvirkning.web.models import Draft
from projects.involvement.models import Input, InvolvementConfirmation
from representatives.consents.services import withdraw
from representatives.people import my_data
from representatives.people.models import Person
from representatives.profiles.models import Profile, TrainingRecord
from tests import factories, register_factories
from tests.representatives.my_page.not_told import NOT_TOLD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

RELATIONS = {name.lower() for model in (Person, User) for name in erasers.relations(model)}


def test_every_relation_is_told_or_it_is_said_why_not():
    told, explained = set(my_data.covered()), {name.lower() for name in NOT_TOLD}
    assert RELATIONS - told - explained == set()


def test_nothing_is_both_told_and_explained_away():
    assert {name.lower() for name in NOT_TOLD} & set(my_data.covered()) == set()


def test_sections_speak_of_relations_that_exist():
    assert set(my_data.covered()) - {"representatives.person.user"} <= RELATIONS


@pytest.fixture
def person():
    today = timezone.localdate()
    person = register_factories.person(
        name="Ánne O'Hara", phone="41234567", accommodation_needs="Teleslynge", interests="Styreleder"
    )
    register_factories.available(who=person, first=today, last=today + datetime.timedelta(days=3))
    register_factories.representative(who=person)
    involvement = factories.involvement(
        factories.assignment(title="Veileder om sorg"), event=factories.event(people=[person])
    )
    factories.said(involvement, text="Skriv kortere", given_by=person)
    reader = factories.centre(name="Siv Senter")
    log_access(actor=reader, subjects=[person], access_class="special", view="x")
    register_factories.disclosure(of=person, to=factories.staff(name="Siri Saksbehandler"))
    return person


TOLD = ("Ánne O'Hara", "412 34 567", "Teleslynge", "Styreleder", "Veileder om sorg", "Skriv kortere", "Siv Senter",
        "Siri Saksbehandler")  # fmt: skip


def test_the_file_for_machines(signed_in, person):
    answer = signed_in(person.user).get(reverse("my_page:json"))
    assert answer["Content-Type"] == "application/json"
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    told = json.loads(answer.content)["about_me"]
    assert {"person", "profile", "availability", "consents", "events", "inputs", "disclosures", "looks"} <= set(told)
    text = answer.content.decode()
    for words in (*TOLD, person.user.email):
        assert words in text


def test_the_file_and_the_page_to_read(signed_in, person):
    me = signed_in(person.user)
    for name in ("my_page:html", "my_page:data"):
        text = me.get(reverse(name)).text.replace("&#x27;", "'")
        for words in TOLD:
            assert words in text, (name, words)
    file = me.get(reverse("my_page:html"))
    assert "attachment" in file["Content-Disposition"]
    assert "<script" not in file.text


def test_what_was_typed_and_not_sent_is_told_too(signed_in, person):
    Draft.objects.create(user=person.user, form_key="x", values={"note": ["Første linje", "andre"], "n": 3})
    told = json.loads(signed_in(person.user).get(reverse("my_page:json")).content)["about_me"]
    assert told["typed"]["records"][0]["written"]["value"] == "n: 3\nnote: Første linje, andre"


ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
# By name: what every value of it is, where it is known.
TYPES = {
    **dict.fromkeys(
        ("valid_from", "valid_to", "expires", "completed", "first_day", "last_day", "answer_by", "interests_declared"),
        ISO_DATE.fullmatch,
    ),
    **dict.fromkeys(
        (
            "given",
            "created",
            "last_login",
            "signed_in",
            "last_seen",
            "taken_in_use",
            "written",
            "saved",
            "ordered",
            "asked",
            "answered",
            "ended",
            "accepted",
            "when",
            "invited",
        ),
        lambda value: ISO_MOMENT.fullmatch(value) or ISO_DATE.fullmatch(value),
    ),
    **dict.fromkeys(("percentage", "hours_a_month", "birth_year", "text_version"), lambda value: type(value) is int),
    **dict.fromkeys(("wanted", "agreed", "guardian_asked"), lambda value: type(value) is bool),
    **dict.fromkeys(("ways", "languages", "themes"), lambda value: type(value) is list),
    # A code: the words stand beside it.
    **dict.fromkeys(
        ("purpose", "channel", "answered_by", "state", "contact_by", "experience", "county", "language", "end"),
        lambda value: value == value.lower() and " " not in value,
    ),
}
# A form as typed, and a mail as it was sent, are texts whatever they are called.
TEXTS = {("typed", "written")}


def values_in(told):
    for section, held in told.items():
        for number, record in enumerate(held["records"]):
            for name, field in record.items():
                yield section, number, name, field["value"]


def test_every_value_is_what_it_is_and_alike_in_every_language(person):
    """Dates as dates, numbers as numbers, null for unknown, codes beside their words."""
    register_factories.consultant(who=person)
    register_factories.member(of=register_factories.panel(), who=person, valid_to=timezone.localdate())
    Profile.objects.filter(person=person).update(
        hours_a_month=4, ways=["video"], languages=["norsk"], experience="carer"
    )
    TrainingRecord.objects.create(person=person, kind="web_course", completed_on=timezone.localdate())
    InvolvementConfirmation.objects.create(
        involvement=Input.objects.get(given_by=person).involvement, person=person, asked_at=timezone.now()
    )
    NotificationChoice.objects.create(user=person.user, kind="consents", wanted=False)
    register_factories.guardian_request(of=person)
    withdraw(actor=person.user, person=person, purpose="story")
    found = []
    for language in ("nb", "nn", "en"):
        with override(language):
            found.append(list(values_in(json.loads(json.dumps(my_data.for_machines(person))))))
    assert found[0] == found[1] == found[2]
    for section, _number, name, value in found[0]:
        assert value != "", (section, name)
        if value is not None and name in TYPES and (section, name) not in TEXTS:
            assert TYPES[name](value), (section, name, value)
    told = {(section, name) for section, _number, name, value in found[0] if value is not None}
    assert {
        ("profile", "hours_a_month"), ("events", "first_day"), ("consents", "expires"), ("posts", "percentage"),
        ("panel_seats", "valid_to"), ("training", "completed"), ("looks", "when"), ("guardians", "asked"),
        ("answers", "asked"), ("inputs", "given"), ("consents", "end"), ("notifications", "wanted"),
    } <= told  # fmt: skip


def test_nobody_gets_anothers(signed_in, person):
    other = register_factories.person(name="En Annen")
    text = signed_in(other.user).get(reverse("my_page:json")).text
    for words in TOLD:
        assert words not in text


def test_in_the_language_of_the_reader(signed_in):
    person = register_factories.person(account=factories.user(language="en"))
    told = json.loads(signed_in(person.user).get(reverse("my_page:json")).content)["about_me"]
    assert told["consents"]["records"][0]["purpose"]["label"] == "Purpose"


def names_in(told):
    return {key: [sorted(record) for record in section["records"]] for key, section in told.items()}


def test_the_names_are_the_same_in_every_language(signed_in, person):
    """What reads the file for machines goes by them; the words beside them are for people."""
    me, found = signed_in(person.user), []
    for language in ("nb", "en"):
        person.user.language = language
        person.user.save()
        found.append(
            json.loads(me.get(reverse("my_page:json"), headers={"accept-language": language}).content)["about_me"]
        )
    norwegian, english = found
    assert norwegian["person"]["records"][0]["name"] == {"label": "Navn", "value": "Ánne O'Hara"}
    assert english["person"]["records"][0]["name"]["label"] == "Name"
    # Each page read is one more session or look, never another name.
    same = set(norwegian) & set(english)
    assert {key: names_in(norwegian)[key][0] for key in same} == {key: names_in(english)[key][0] for key in same}
    assert all(
        name.isascii() and name.isidentifier() for rows in names_in(norwegian).values() for row in rows for name in row
    )
