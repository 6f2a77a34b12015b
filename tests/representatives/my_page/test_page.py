"""«Min side»: each part, who reaches it, and what waits."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.audit.models import AccessLog
from medvirkning.audit.services import log_access
from representatives.consents.enums import ConsentPurpose
from representatives.consents.models import Consent
from representatives.consents.services import withdraw
from representatives.enrolments.reading import read_person
from representatives.my_page.reading import day_in_words, looks_by_day
from representatives.my_page.waiting import waits_for
from representatives.people.looks import name_page
from representatives.profiles.models import Profile
from tests import factories, register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

HOME = reverse("my_page:home")
DAY = datetime.timedelta(days=1)
FILLED_IN = {
    "phone": "41234567",
    "accommodation_needs": "Teleslynge",
    "experience": "carer",
    "languages": ["norsk"],
    "ways": ["video"],
    "hours_a_month": 4,
}


@pytest.fixture
def person():
    person = register_factories.person(name="Ola Nordmann", **FILLED_IN)
    register_factories.representative(who=person)
    return person


@pytest.fixture
def me(signed_in, person):
    return signed_in(person.user)


def test_an_empty_page_says_what_to_do(me):
    page = me.get(HOME).text
    for words in (
        "Du har ingen møter foran deg.",
        "Ingen innspill er registrert på deg ennå",
        "Ingen perioder er lagt inn.",
        "Ingen opplæring er lagt inn.",
        "Kalenderen din",
        "Teleslynge",
    ):
        assert words in page


def test_what_became_of_it_all(me, person):
    body = register_factories.registered(name="Landsforeningen")
    open_work = factories.assignment(title="Veileder om sorg")
    hidden = factories.assignment(title="Hemmelig plan", restricted=True)
    event = factories.event(people=[person], started_on=timezone.localdate() - DAY)
    event.people.update(organisation=body)
    said = factories.involvement(open_work, event=event)
    factories.involvement(hidden, event=event)
    factories.said(said, text="Skriv kortere setninger", outcome="followed", reason="Det gjorde vi", given_by=person)
    coming = factories.event(people=[person], started_on=timezone.localdate() + 9 * DAY, form="workshop")
    factories.involvement(open_work, event=coming)
    draft = factories.event(people=[person])
    factories.involvement(factories.assignment(title="Kladden"), event=draft, state="draft")
    page = me.get(HOME).text
    for words in ("Veileder om sorg", "Skjermet", "Landsforeningen", "Skriv kortere setninger", "Det gjorde vi"):
        assert words in page
    for words in ("Hemmelig plan", "Kladden", "Du har ingen møter"):
        assert words not in page


def test_nobody_else_reads_what_i_took_part_in(signed_in, person):
    factories.involvement(factories.assignment(title="Veileder om sorg"), event=factories.event(people=[person]))
    other = signed_in(register_factories.person().user)
    assert "Veileder om sorg" not in other.get(HOME).text
    assert "Veileder om sorg" not in other.get(reverse("my_page:json")).text


def test_who_has_looked(me, person):
    assert "Ingen andre enn du" in me.get(HOME).text
    reader = factories.staff(name="Siri Saksbehandler")
    for access_class in ("personal", "special"):
        register_factories.disclosure(of=person, to=reader, access_class=access_class)
    name_page("test:page", "siden om et oppdrag")
    read_person(reader, person, view="test:page")
    page = me.get(HOME).text
    for words in ("Siri Saksbehandler", "Ansatt", "særlige personopplysninger", "siden om et oppdrag"):
        assert words in page
    # One's own reading is nobody's look.
    read_person(person.user, person, view="test:page")
    rows = me.get(reverse("my_page:looks")).context["page"].rows
    assert len(rows) == 1
    (told,) = map(day_in_words, rows)
    assert told.what == "Personopplysninger, særlige personopplysninger"


def test_many_looks_are_paged_in_as_many_queries(me, person, django_assert_max_num_queries):
    reader = factories.centre()
    for number in range(60):
        log_access(actor=reader, subjects=[person], access_class="special", view=f"test:page-{number}")
    # What a process reads once, whoever asks first.
    me.get(reverse("my_page:looks"))
    with django_assert_max_num_queries(11):
        page = me.get(reverse("my_page:looks"))
    assert len(page.context["page"].rows) == 50
    assert "Se alle" in me.get(HOME).text


def look(reader, person, day, view, *, access_class="special", request="", hour=10, minute=0):
    at = timezone.make_aware(datetime.datetime(2026, 11, day, hour, minute))  # noqa: DTZ001 - made aware at once
    AccessLog.objects.create(
        at=at, actor=reader, subject_model=person._meta.label, subject_pk=person.pk, access_class=access_class,
        view=view, request_id=request,
    )  # fmt: skip


def test_looks_are_gathered_by_reader_day_and_kind(me, person):
    """A search among many is told apart from a page opened, and every single time can be unfolded."""
    kari, siv = factories.staff(name="Kari Søker"), factories.centre(name="Siv Senter")
    for minute in range(3):
        look(kari, person, 19, "finding", minute=minute)
    look(kari, person, 20, "finding")
    for access_class in ("personal", "special"):
        look(siv, person, 19, "finding:person", access_class=access_class, request="one", hour=23, minute=59)
    rows = [day_in_words(row) for row in looks_by_day(person)]
    assert [(one.day.day, one.who, one.kind, one.number) for one in rows] == [
        (20, "Kari Søker", "Søk blant flere", 1),
        (19, "Siv Senter", "Åpnet noe om deg", 1),
        (19, "Kari Søker", "Søk blant flere", 3),
    ]
    page = me.get(reverse("my_page:looks")).text
    for words in ("3 ganger", "1 gang", "10.02: særlige personopplysninger", "søket etter personer i registeret"):
        assert words in page
    assert "23.59: personopplysninger, særlige personopplysninger" in page


def test_an_erased_reader_is_gathered_too(person):
    for minute in range(2):
        look(None, person, 19, "finding", minute=minute)
    (told,) = [day_in_words(row) for row in looks_by_day(person)]
    assert (told.who, told.number) == ("En konto som er slettet", 2)


def test_the_file_of_looks_tells_each_by_the_clock_of_the_country(me, person):
    reader = factories.staff(name="Kari Søker")
    look(reader, person, 19, "finding", hour=0, minute=30)
    look(reader, person, 19, "finding", hour=10, minute=4)
    file = b"".join(me.get(reverse("my_page:looks"), {"format": "csv"}).streaming_content).decode("utf-8-sig")
    heading, first, second = file.strip().split("\r\n")
    assert heading == "Når (norsk tid);Hvem;Rolle;Hvordan;Hvor;Hva"
    assert first.startswith("2026-11-19 10:04;Kari Søker;")
    assert second.startswith("2026-11-19 00:30;")


def test_after_a_withdrawal_the_page_says_what_holds(me, person):
    register_factories.representative(who=person, of=register_factories.registered(name="Foreningen Fri"))
    assert "Samtykk til å stå i registeret først" not in me.get(HOME).text
    withdraw(actor=person.user, person=person, purpose=ConsentPurpose.REGISTER)
    page = me.get(HOME).text
    assert "Foreningen Fri" in page
    assert "ingen andre enn du ser dette her" in page
    # One button, for being in the register; a sentence at each of the others.
    assert page.count("Samtykk til å stå i registeret først") == len(ConsentPurpose) - 1


def test_the_page_asks_as_many_queries_however_much_there_is(me, person):
    def fill(number):
        for step in range(number):
            event = factories.event(people=[person], started_on=timezone.localdate() - (step + 1) * DAY)
            said = factories.involvement(factories.assignment(), event=event)
            factories.said(said, outcome="followed", given_by=person)
            log_access(actor=factories.staff(), subjects=[person], access_class="special", view="x")
            first = timezone.localdate() + (100 * number + 2 * step) * DAY
            register_factories.available(who=person, first=first, last=first)

    fill(1)
    me.get(HOME)
    with CaptureQueriesContext(connection) as few:
        me.get(HOME)
    fill(4)
    with CaptureQueriesContext(connection) as many:
        me.get(HOME)
    assert len(many) == len(few) <= 36


@pytest.mark.parametrize(
    "make", [factories.staff, factories.centre, factories.administrator, register_factories.contact]
)
def test_others_have_no_such_page(signed_in, make):
    assert signed_in(make()).get(HOME).status_code == 403


def test_a_role_without_a_person(signed_in):
    account = factories.user(roles=[Role.REPRESENTATIVE])
    client = signed_in(account)
    assert "Vi har ingen opplysninger om deg i registeret" in client.get(HOME).text
    assert client.get(reverse("my_page:availability")).status_code == 404
    assert waits_for(account) == []


def test_staff_who_stand_in_the_register_have_one(signed_in):
    person = register_factories.person(account=factories.staff())
    assert signed_in(person.user).get(HOME).status_code == 200


# What waits


def test_a_new_representative_is_asked_for_what_is_searched_by(signed_in):
    """Until it is given; of who sits on a panel alone nobody searches."""
    person = register_factories.representative().person
    Profile.objects.filter(person=person).update(themes=[], county="", ways=[])
    subjects = lambda: {task.subject for task in waits_for(person.user)}  # noqa: E731
    assert subjects() == {"Kalenderen din", "Temaene dine", "Hvordan du kan delta"}
    (how,) = [task for task in waits_for(person.user) if task.subject == "Hvordan du kan delta"]
    assert "Oppgi fylke og måter å delta på" in how.text
    page = signed_in(person.user).get("/").text
    for words in ("Temaene dine", "Hvordan du kan delta", "Kalenderen din"):
        assert words in page
    Profile.objects.filter(person=person).update(themes=["rus"], county="55")
    (how,) = [task for task in waits_for(person.user) if task.subject != "Kalenderen din"]
    assert "mangler måter å delta på" in how.text
    Profile.objects.filter(person=person).update(ways=["video"])
    assert subjects() == {"Kalenderen din"}
    alone = register_factories.member(of=register_factories.panel()).person
    assert not waits_for(alone.user)


def test_what_waits(person):
    register_factories.invited(by=register_factories.registered(name="Foreningen"), email=person.user.email)
    Consent.objects.filter(person=person).update(expires_on=timezone.localdate() + 10 * DAY)
    tasks = waits_for(person.user)
    assert [task.subject for task in tasks] == ["Kalenderen din", "Samtykkene dine", "Foreningen"]
    assert [task.late for task in tasks] == [False, False, False]
    register_factories.available(who=person, first=timezone.localdate(), last=timezone.localdate())
    Consent.objects.filter(person=person).update(expires_on=timezone.localdate() - DAY)
    assert [(task.subject, task.late) for task in waits_for(person.user)] == [
        ("Samtykkene dine", True),
        ("Foreningen", False),
    ]


def test_an_invitation_is_told_of_and_not_its_link(me, person):
    register_factories.invited(by=register_factories.registered(name="Foreningen"), email=person.user.email)
    page = me.get(HOME).text
    assert "Foreningen" in page
    assert register_factories.A_LINK not in page


def test_the_panels_of_who_sits_on_panels_alone_stand_under_one_heading(signed_in):
    alone = register_factories.member(of=register_factories.panel(name="Brukerpanelet")).person
    page = signed_in(alone.user).get(HOME).text
    part = page[page.index('id="posts"') :]
    assert part.index("Brukerpanelet") < part.index("<h2")
    assert "Paneler" in page[: page.index("<main")]


def test_who_sits_on_no_panel_has_no_panels_in_the_menu(me):
    page = me.get(HOME).text
    assert f'href="{reverse("panels:list")}"' not in page
    assert reverse("panels:open") in page


def test_a_post_is_given_up_with_its_consequences_said_first(me):
    page = me.get(HOME).text
    assert page.index("Si fra deg vervet") < page.index("Vervet slutter i dag") < page.index("Ja, si fra meg")
