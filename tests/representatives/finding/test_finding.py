"""Who is found, what their rows show, and what is written down about it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.audit.models import AccessLog
from representatives.consents.enums import ConsentPurpose
from representatives.consents.models import Consent
from representatives.consents.services import withdraw
from representatives.enrolments.enums import EnrolmentState
from representatives.finding.querysets import findable_for, spread
from representatives.geography.enums import County
from representatives.organisations.enums import OrganisationKind, RegistryState
from representatives.people.models import Person
from representatives.subjects.models import SubjectArea
from tests import factories
from tests import register_factories as register
from tests.representatives.finding.cases import found, rows_in, text_of

TODAY = timezone.localdate
DAY = datetime.timedelta(days=1)
LIST = "/representanter/"


@pytest.fixture
def staff(signed_in, db):
    return signed_in(factories.staff())


@pytest.fixture
def centre(signed_in, db):
    return signed_in(factories.centre())


def who_is_found(**kwargs) -> set[int]:
    return set(findable_for(factories.staff(), **kwargs).values_list("pk", flat=True))


# Who is found


def test_representatives_and_experience_consultants_are_found(db):
    mandate, job = found(), register.consultant().person
    assert who_is_found() == {mandate.pk, job.pk}


def panel_member():
    register.member(of=register.panel(), who=register.person())


def not_in_the_register():
    register.representative(who=register.person(purposes=[ConsentPurpose.SHOWN]))


def not_shown():
    register.representative(who=register.person(purposes=[ConsentPurpose.REGISTER]))


@audit.context(command="test")
def consent_expired_yesterday():
    who = found()
    Consent.objects.filter(person=who, purpose=ConsentPurpose.SHOWN).update(expires_on=TODAY() - DAY)


def mandate_ended_yesterday():
    register.representative(valid_to=TODAY() - DAY)


def mandate_begins_tomorrow():
    register.representative(valid_from=TODAY() + DAY)


def mandate_ended_by_either():
    register.representative(state=EnrolmentState.ENDED)


def organisation_was_never_approved():
    register.representative(of=factories.organisation())


def organisation_was_closed_yesterday():
    register.representative(of=register.registered(closed_on=TODAY() - DAY))


def organisation_is_bankrupt():
    register.representative(of=register.registered(registry_state=RegistryState.BANKRUPT))


def organisation_is_deleted():
    register.consultant(of=register.registered(registry_state=RegistryState.DELETED))


def invited_without_answer():
    register.invited(by=register.registered())


def named_in_the_log_alone():
    factories.person()


@pytest.mark.parametrize(
    "make",
    [
        panel_member,
        not_in_the_register,
        not_shown,
        consent_expired_yesterday,
        mandate_ended_yesterday,
        mandate_begins_tomorrow,
        mandate_ended_by_either,
        organisation_was_never_approved,
        organisation_was_closed_yesterday,
        organisation_is_bankrupt,
        organisation_is_deleted,
        invited_without_answer,
        named_in_the_log_alone,
    ],
    ids=lambda make: make.__name__,
)
def test_nobody_else_is_found(db, make):
    make()
    assert who_is_found() == set()


@pytest.mark.parametrize("state", [RegistryState.UNKNOWN, RegistryState.WINDING_UP, RegistryState.NOT_FOUND])
def test_who_is_found_though_the_centre_has_something_to_look_at(db, state):
    """It may go on, or the number may be wrong: only what has ended answers for nobody (docs/adr/0191)."""
    who = found(of=register.registered(registry_state=state))
    assert {one.pk for one in findable_for(factories.staff())} == {who.pk}


def test_who_has_several_posts_is_one_person_under_the_first(db):
    first, second = register.registered(), register.registered()
    who = found(of=first)
    register.representative(of=second, who=who)
    register.consultant(who=who)
    register.consultant(who=who)
    (row,) = findable_for(factories.staff())
    assert (row.pk, row.found_in) == (who.pk, first.pk)


def test_a_post_in_an_open_organisation_counts_where_the_first_has_closed(db):
    closed, opened = register.registered(closed_on=TODAY() - DAY), register.registered()
    who = found(of=closed)
    register.representative(of=opened, who=who)
    other = found(of=closed)
    job = register.consultant(who=other)
    rows = {row.pk: row.found_in for row in findable_for(factories.staff())}
    assert rows == {who.pk: opened.pk, other.pk: job.organisation_id}


@pytest.mark.parametrize("purpose", [ConsentPurpose.REGISTER, ConsentPurpose.SHOWN])
def test_withdrawn_is_gone_from_the_next_page_and_download(staff, purpose):
    who = found()
    assert rows_in(staff.get(LIST)) == 1
    with audit.context(command="test"):
        withdraw(actor=who.user, person=who, purpose=purpose)
    assert rows_in(staff.get(LIST)) == 0
    assert len(b"".join(staff.get(LIST + "?format=csv").streaming_content).splitlines()) <= 1


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.ORGANISATION_CONTACT, Role.REPRESENTATIVE])
def test_others_may_not_look(signed_in, db, role):
    found()
    account = factories.user(roles=[role])
    assert signed_in(account).get(LIST).status_code == 403
    assert not findable_for(account).exists()


# What a row shows

SECRETS = ("Ola Hemmelig", "hemmelig@post.example", "000 77 123", "Skjultveien", "rullestol", "Fisk")


def somebody_with_everything(**values):
    account = factories.user(name="Ola Hemmelig", email="hemmelig@post.example", roles=[Role.REPRESENTATIVE])
    who = register.person(
        account=account,
        phone="000 77 123",
        postal_address="Skjultveien 1",
        gender="man",
        age_group="40_66",
        experience="carer",
        themes=["rus"],
        accommodation_needs="Bruker rullestol",
        languages=["norsk", "nordsamisk"],
        ways=["video"],
        interests="Selger Fisk",
        **values,
    )
    register.representative(of=register.registered(name="Foreningen Enslig"), who=who)
    return who


@pytest.mark.parametrize("query", ["", "?tema=rus", "?perspektiv=carer", "?format=csv", "?tema=rus&format=csv"])
def test_a_row_holds_no_name_contact_or_special_data(staff, query):
    somebody_with_everything()
    response = staff.get(LIST + query)
    body = b"".join(response.streaming_content).decode() if "csv" in query else text_of(response)
    assert "Troms" in body
    # What tells rows apart stands only where nothing special is asked.
    columns = [] if "csv" in query else response.context["table"].columns.names()
    shown = "ordsamisk" in body if "csv" in query else "languages" in columns
    assert "available_until" not in columns
    assert shown is not ("tema" in query or "perspektiv" in query)
    for secret in (*SECRETS, "Foreningen Enslig", "40–66"):
        assert secret not in body


def test_a_name_is_not_even_read(staff):
    somebody_with_everything()
    with CaptureQueriesContext(connection) as asked:
        staff.get(LIST + "?tema=rus")
    read = [query["sql"] for query in asked if 'FROM "representatives_person"' in query["sql"]]
    assert len(read) >= 2
    for column in ("name", "sort_key"):
        assert not any(f'"representatives_person"."{column}"' in sql for sql in read)
    for column in ("phone", "gender", "age_group", "accommodation_needs", "postal_address", "interests"):
        assert not any(f'"{column}"' in sql for sql in read)


def test_the_centre_sees_the_organisation_and_the_way_to_the_person(centre):
    who = somebody_with_everything()
    page = text_of(centre.get(LIST))
    assert "Foreningen Enslig" in page
    assert f'href="/representanter/{who.pk}/"' in page
    assert "Vil du gå videre?" not in page
    assert "før noen er foreslått" not in page
    assert "Ola Hemmelig" not in page


# The access log


def logged(who: Person) -> list[tuple[str, str]]:
    return sorted(AccessLog.objects.about(who).values_list("access_class", "view"))


@pytest.mark.parametrize("query", ["?tema=rus", "?perspektiv=user", "?tema=rus&perspektiv=user&fylke=55"])
def test_a_filter_on_special_data_is_written_down_for_each_person_shown(staff, query):
    shown = found(themes=["rus"], experience="both")
    others = [found(themes=["eldre"], experience="carer") for _ in range(4)]
    assert rows_in(staff.get(LIST + query)) == 1
    assert logged(shown) == [("special", "finding")]
    assert [logged(other) for other in others] == [[]] * 4


@pytest.mark.parametrize(
    "query", ["?tema=rus", "?perspektiv=user", "?tema=rus&fra=2035-01-01", "?tema=rus&format=csv"]
)
def test_among_few_a_no_is_written_down_too(staff, query):
    """Who is alone in a county is told of by «ingen treff» as by a row."""
    alone = found(themes=["eldre"], experience="carer", county=County.FINNMARK)
    if "fra" in query:
        register.available(who=alone, first=factories.LONG_AGO, last=factories.day("2036-01-01"))
    found(themes=["rus"], experience="user")
    response = staff.get(f"{LIST}{query}&fylke=56")
    if response.streaming:
        b"".join(response.streaming_content)
    assert logged(alone) == [("special", "finding")]


def alike(number: int, **values) -> None:
    for _ in range(number):
        found(themes=["rus"], experience="user", **values)


@pytest.mark.parametrize("special", ["tema=rus", "perspektiv=user", "tema=rus&perspektiv=user"])
@pytest.mark.parametrize("other", ["sprak=nordsamisk", "maate=phone", "opplaering=web_course"])
@pytest.mark.parametrize(
    ("fitting", "others", "is_shown"), [(5, 0, True), (5, 5, True), (4, 5, False), (5, 4, False), (0, 5, False)]
)
def test_beside_what_is_special_nobody_is_told_apart(staff, centre, special, other, fitting, others, is_shown):
    alike(others, languages=["norsk"], ways=["video"])
    alike(fitting, languages=["nordsamisk"], ways=["phone"])
    with audit.context(command="test"):
        for who in Person.objects.filter(profile__ways=["phone"]):
            who.training.create(kind="web_course")
    response = staff.get(f"{LIST}?{special}&{other}")
    assert rows_in(response) == (fitting if is_shown else 0)
    assert ("For få til å bli vist" in text_of(response)) is not is_shown
    assert AccessLog.objects.filter(view="finding").exists() is is_shown
    assert rows_in(centre.get(f"{LIST}?{special}&{other}")) == fitting
    # The file too: the rows below a heading, or why there are none.
    lines = (
        b"".join(staff.get(f"{LIST}?{special}&{other}&format=csv").streaming_content).decode("utf-8-sig").split("\r\n")
    )
    assert len(lines) - 2 == (fitting if is_shown else 1)
    assert ("Så få at svaret kunne peke ut noen" in lines) is not is_shown


def test_where_nobody_is_alike_the_answer_is_nobody(staff):
    found(themes=["eldre"])
    assert "Ingen treff" in text_of(staff.get(f"{LIST}?tema=rus&maate=phone"))


def test_how_many_there_are_without_the_dates_is_not_told_of_what_is_special(staff):
    found(themes=["rus"])
    assert "Uten datoene passer 1." in text_of(staff.get(LIST + "?fra=2035-01-01"))
    assert "Uten datoene" not in text_of(staff.get(LIST + "?tema=rus&fra=2035-01-01"))


def test_without_such_a_filter_nothing_is_written_down(staff):
    who = found(themes=["rus"])
    staff.get(LIST + "?fylke=55")
    staff.get(LIST + "?tema=finnes-ikke")
    assert logged(who) == []


def test_only_the_page_shown_is_written_down_and_by_one_insert(staff, settings):
    settings.MEDVIRKNING_PAGE_SIZE = 2
    people = [found(themes=["rus"]) for _ in range(5)]
    with CaptureQueriesContext(connection) as asked:
        staff.get(LIST + "?tema=rus")
    inserts = [one for one in asked if "INSERT" in one["sql"] and "accesslog" in one["sql"]]
    assert len(inserts) == 1
    assert sum(len(logged(who)) for who in people) == 2


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_download_is_written_down_for_each_person_in_it(staff, kind):
    people = [found(themes=["rus"]) for _ in range(3)]
    response = staff.get(f"{LIST}?tema=rus&format={kind}")
    b"".join(response.streaming_content)
    assert [logged(who) for who in people] == [[("special", "finding")]] * 3


def test_whoever_finds_oneself_has_not_been_looked_at(signed_in, db):
    account = factories.user(roles=[Role.STAFF, Role.REPRESENTATIVE])
    who = register.person(account=account, themes=["rus"])
    register.representative(who=who)
    assert rows_in(signed_in(account).get(LIST + "?tema=rus")) == 1
    assert logged(who) == []


# Filters


@pytest.mark.parametrize(
    ("query", "profile"),
    [
        ("tema=rus", {"themes": ["eldre", "rus"]}),
        ("perspektiv=user", {"experience": "user"}),
        ("perspektiv=carer", {"experience": "both"}),
        ("fylke=18", {"county": County.NORDLAND}),
        ("region=middle", {"county": County.TRONDELAG}),
        ("maate=phone", {"ways": ["phone", "video"]}),
        ("sprak=nordsamisk", {"languages": ["norsk", "nordsamisk"]}),
    ],
)
def test_a_filter_finds_those_who_match(staff, query, profile):
    wanted = found(**{"county": County.OSLO, "themes": []} | profile)
    found(county=County.OSLO, themes=["eldre"])
    response = staff.get(f"{LIST}?{query}")
    assert rows_in(response) == 1
    assert response.context["table"].data.data[0].county == County(wanted.profile.county).label


def test_by_training_and_as_what(staff):
    who = found()
    with audit.context(command="test"):
        who.training.create(kind="carer_module")
    register.consultant(who=who, of=register.registered(kind=OrganisationKind.PUBLIC_BODY))
    found()
    assert rows_in(staff.get(LIST + "?opplaering=carer_module")) == 1
    assert rows_in(staff.get(LIST + "?slag=consultant")) == 1
    assert rows_in(staff.get(LIST + "?slag=representative")) == 2


@pytest.mark.parametrize(
    ("first", "last", "is_found"),
    [(0, None, True), (10, 20, True), (0, 30, True), (-1, None, False), (25, 31, False), (31, None, False)],
)
def test_a_period_holds_every_day_asked_for(staff, first, last, is_found):
    today = TODAY()
    register.available(who=found(), first=today, last=today + 30 * DAY)
    query = f"?fra={today + first * DAY:%d.%m.%Y}" + (f"&til={today + last * DAY}" if last is not None else "")
    assert rows_in(staff.get(LIST + query)) == int(is_found)


def test_who_gave_no_days_is_not_matched_and_the_page_says_how_many_there_are(staff):
    found()
    found()
    register.available(who=found(), first=TODAY(), last=TODAY() + 9 * DAY)
    page = text_of(staff.get(f"{LIST}?fra={TODAY()}"))
    assert "1 person fra 1 organisasjon i 1 fylke." in page
    assert "Vil du gå videre?" in page
    assert "Uten datoene passer 3." in page


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("fra=2036-12-05&til=2036-12-01", "Sluttdatoen er før startdatoen."),
        ("til=2036-12-01", "Oppgi fra hvilken dag, eller bare én dag her."),
        ("fra=2026-11-01", "Dagen er passert."),
        ("fra=31.02.2027", "Skriv en dato som finnes"),
        ("tema=kreft%27", "Dette valget finnes ikke."),
        ("fylke=99", "Dette valget finnes ikke."),
        ("fra=" + "9" * 300, "Skriv en dato som finnes"),
    ],
)
def test_what_can_not_be_read_finds_nobody_and_says_why(staff, query, says):
    found()
    response = staff.get(f"{LIST}?{query}")
    assert response.status_code == 200
    assert rows_in(response) == 0
    assert says in text_of(response)


def test_a_diagnosis_is_no_theme_to_find_by(staff):
    with audit.context(command="test"):
        SubjectArea.objects.create(code="kreft", name_nb="kreft")
    page = text_of(staff.get(LIST))
    assert 'value="psykisk helse"' in page
    assert 'value="kreft"' not in page


# Spread


def test_organisations_and_counties_come_by_turns(db):
    large, small, far = register.registered(), register.registered(), register.registered()
    for _ in range(12):
        found(of=large, county=County.OSLO)
    found(of=small, county=County.OSLO)
    found(of=far, county=County.FINNMARK)
    found(of=large, county=County.FINNMARK)
    rows = list(spread(findable_for(factories.staff())))
    assert {(row.found_in) for row in rows[:3]} == {large.pk, small.pk, far.pk}
    assert len({(row.found_in, row.profile.county) for row in rows[:4]}) == 4
    assert len(rows) == 15


def test_the_order_stays_through_the_day_and_changes_with_it(db):
    for _ in range(12):
        found(of=None)
    people = findable_for(factories.staff())
    today = TODAY()
    orders = [[row.pk for row in spread(people, today + days * DAY)] for days in (0, 0, 1, 2)]
    assert orders[0] == orders[1]
    assert len({tuple(order) for order in orders}) == 3
    assert all(sorted(order) == sorted(orders[0]) for order in orders)


def test_pages_hang_together_also_past_the_numbered_ones(staff, settings, monkeypatch):
    monkeypatch.setattr("medvirkning.web.pagination.LAST_NUMBERED_PAGE", 1)
    monkeypatch.setattr("medvirkning.web.pagination.COUNT_LIMIT", 1)
    monkeypatch.setattr("representatives.finding.views.COUNT_LIMIT", 1)
    settings.MEDVIRKNING_PAGE_SIZE = 2
    organisation = register.registered()
    counties = list(County)[:5]
    for county in counties:
        found(of=organisation, county=county)
    seen, query = [], ""
    while query is not None:
        response = staff.get(LIST + query)
        seen += [row.county for row in response.context["table"].data.data]
        following = response.context["page"].next_query
        query = "?cursor=" + following["cursor"] if following else None
    assert sorted(seen) == sorted(county.label for county in counties)


def test_the_next_step_has_an_address_to_hand_on(staff, settings):
    settings.MEDVIRKNING_BODY_CONTACT = "senteret@direktoratet.example"
    found(themes=["rus"])
    page = text_of(staff.get(LIST + "?tema=rus&page=1"))
    assert 'value="http://testserver/representanter/?tema=rus"' in page
    assert 'href="mailto:senteret@direktoratet.example"' in page
    settings.MEDVIRKNING_BODY_CONTACT = ""
    assert "Du når dem her" not in text_of(staff.get(LIST))


def test_each_way_to_a_person_has_a_name_of_its_own(centre):
    for _each in range(3):
        found()
    page = centre.get(LIST).text
    people = [row.number for row in centre.get(LIST).context["table"].data.data]
    assert len(set(people)) == 3
    for number in people:
        assert page.count(f">Se person {number}</a>") == 1


def test_a_row_says_in_a_word_each_how_somebody_takes_part(staff):
    found(ways=["writing", "video", "meeting"])
    (row,) = staff.get(LIST).context["table"].data.data
    assert row.ways == "Møter, video, skriftlig"
    assert row.number == 0


def test_what_somebody_is_found_as_stands_with_the_organisation_and_alone_in_a_file(centre):
    register.representative(who=register.person(), of=register.registered(name="Nærlys"))
    page = centre.get(LIST)
    assert 'Nærlys<br><span class="quiet small">Brukerrepresentant</span>' in page.text
    assert "kind" not in [column.name for column in page.context["table"].columns]
    body = b"".join(centre.get(LIST + "?format=csv").streaming_content).decode()
    assert ";Nærlys;Brukerrepresentant;" in body
