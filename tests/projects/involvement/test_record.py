"""One involvement's page: changing it, its states, its inputs, and groups that go on."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.involvement.models import Event, Input, Involvement
from tests import factories
from tests.projects.involvement.test_quick_log import text_of, ticked, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return factories.assignment()


@pytest.fixture
def staff(item, signed_in):
    return signed_in(factories.staff(of=item.responsibilities.get().department))


def at(name, row, *more):
    return reverse(f"involvement:{name}", args=[row.work_item.reference, row.pk, *more])


def edited(row, **changes):
    return values(version=row.version, event_version=row.event.version, **changes)


def test_the_page_tells_what_was_logged(staff, item):
    body = factories.organisation(name="Mental Helse")
    row = factories.involvement(item, summary="Et forløp", event_fields={"organisations": [body]}, degree=None)
    factories.said(row, text="Skriv kortere.")
    text = text_of(staff.get(at("detail", row)))
    for expected in ("Mental Helse", "Et forløp", "Skriv kortere.", "Grad Ikke oppgitt", "Ikke spurt"):
        assert expected in text


def test_an_involvement_has_one_address(staff, item):
    row = factories.involvement(item)
    other = factories.assignment()
    assert staff.get(reverse("involvement:detail", args=[other.reference, row.pk])).status_code == 404


def test_changing_starts_from_what_was_logged_and_keeps_coarse_dates(staff, item):
    body = factories.organisation()
    row = factories.involvement(
        item,
        phases=["mandate", "drafting"],
        started_on=factories.day("2025-05-01"),
        ended_on=factories.day("2025-05-31"),
        event_fields={
            "started_on_precision": "month",
            "ended_on_precision": "month",
            "organisations": [body],
        },
    )
    page = staff.get(at("edit", row))
    assert 'value="05.2025"' in page.content.decode()
    assert ticked(page) == {f"o{body.pk}"}
    answer = staff.post(
        at("edit", row), edited(row, started_on="05.2025", people=[f"o{body.pk}"], more_phases=["mandate"])
    )
    assert answer.status_code == 302
    event = Event.objects.get()
    assert (event.started_on_precision, event.ended_on) == ("month", factories.day("2025-05-31"))
    assert Involvement.objects.get().phases == ["mandate", "drafting"]


@pytest.mark.parametrize("changed", ["involvement", "event"])
def test_a_second_save_is_refused_with_both_versions(staff, item, changed):
    row = factories.involvement(item, started_on=factories.day("2025-05-05"), summary="Slik var det")
    other = factories.involvement(factories.assignment(), event=row.event)
    old = edited(row, summary="For sent")
    first = row if changed == "involvement" else other
    assert staff.get(at("edit", row)).status_code == 200
    client = staff
    if changed == "event":
        from medvirkning import audit

        with audit.context(command="test"):
            Event.objects.update(version=row.event.version + 1)
    else:
        assert client.post(at("edit", first), edited(first, summary="Først ute")).status_code == 302
    response = client.post(at("edit", row), old)
    assert response.status_code == 409
    assert "For sent" in response.content.decode()
    row = Involvement.objects.select_related("event").get(pk=row.pk)
    assert f'name="version" value="{row.version}"' in response.content.decode()
    assert f'name="event_version" value="{row.event.version}"' in response.content.decode()
    assert client.post(at("edit", row), edited(row, summary="For sent")).status_code == 302


def test_close_and_annul(staff, item):
    row = factories.involvement(item)
    assert staff.post(at("close", row), {"version": row.version}).status_code == 302
    row.refresh_from_db()
    assert row.state == "closed"
    refused = staff.post(at("annul", row), {"version": row.version, "annul_reason": ""})
    assert "Fyll ut «Hvorfor annulleres den»" in text_of(refused)
    staff.post(at("annul", row), {"version": row.version, "annul_reason": "Registrert to ganger."})
    row.refresh_from_db()
    assert row.state == "annulled"
    assert "Registrert to ganger." in text_of(staff.get(at("detail", row)))


def test_what_is_annulled_stays_so(staff, item):
    row = factories.involvement(item, state="annulled")
    response = staff.post(at("edit", row), edited(row))
    assert "Medvirkningen er annullert og kan ikke endres." in text_of(response)
    response = staff.post(at("close", row), {"version": row.version})
    assert "Medvirkningen kan ikke gå fra «annullert» til «avsluttet»." in text_of(response)


def test_a_stale_close_is_refused(staff, item):
    row = factories.involvement(item)
    staff.post(at("edit", row), edited(row))
    assert staff.post(at("close", row), {"version": row.version}).status_code == 409


def test_a_draft_is_seen_and_discarded_by_its_author_alone(staff, item, signed_in):
    draft = factories.involvement(item, state="draft", logged_by=staff.account)
    other = signed_in(factories.leader(of=item.responsibilities.get().department))
    assert other.get(at("detail", draft)).status_code == 404
    assert other.post(at("discard", draft)).status_code == 404
    kept = factories.involvement(item, logged_by=staff.account)
    assert staff.post(at("discard", kept)).status_code == 403
    assert staff.post(at("discard", draft)).status_code == 302
    assert list(Involvement.objects.all()) == [kept]


def test_who_logged_it_may_change_it_and_others_may_not(item, signed_in):
    logger, other = factories.staff(), factories.staff()
    row = factories.involvement(item, logged_by=logger)
    assert signed_in(logger).get(at("edit", row)).status_code == 200
    assert signed_in(other).get(at("detail", row)).status_code == 200
    for name in ("edit", "annul", "add-input"):
        assert signed_in(other).get(at(name, row)).status_code == 403


def test_somebody_else_is_found_while_changing(staff, item):
    row = factories.involvement(item)
    person = factories.person(name="Jonas Lie Vik")
    response = staff.post(at("edit", row), edited(row, q_people="jonas", find_people="1", summary="Nye ord"))
    assert f'name="people" value="p{person.pk}"' in response.content.decode()
    assert "Nye ord" in response.content.decode()
    assert staff.post(at("edit", row), edited(row, people=[f"p{person.pk}"], capacity="experience")).status_code == 302
    assert row.event.people.get().person == person


# Inputs


def test_an_input_is_added_and_answered(staff, item):
    person = factories.person(name="Jonas Lie Vik")
    row = factories.involvement(item, event_fields={"people": [person]})
    said = {"text": "Skriv om overganger.", "given_by": f"p{person.pk}", "given_on": "5.5.2025"}
    assert staff.post(at("add-input", row), said).status_code == 302
    given = Input.objects.get()
    assert given.given_by == person
    address = at("answer-input", row, given.pk)
    page = text_of(staff.get(reverse("involvement:inputs", args=[item.reference])))
    assert "Svar på innspillet" in page
    refused = staff.post(address, {"version": 1, "outcome": "followed", "reason": " "})
    assert "Skriv en begrunnelse for utfallet." in text_of(refused)
    assert staff.post(address, {"version": 1, "outcome": "followed", "reason": "Kapittel 4."}).status_code == 302
    page = text_of(staff.get(reverse("work:detail", args=[item.reference])))
    assert "Fulgt" in page
    assert "Kapittel 4." in page
    assert staff.post(address, {"version": 1, "outcome": "not_followed", "reason": "Nei."}).status_code == 409


def test_an_empty_input_is_refused(staff, item):
    row = factories.involvement(item)
    response = staff.post(at("add-input", row), {"text": "", "given_by": "", "given_on": "5.5.2025"})
    assert "Fyll ut «Hva var innspillet»" in text_of(response)


def test_done_work_waits_for_its_answers(staff, item):
    done = factories.assignment(
        department=item.responsibilities.get().department, completed_on=factories.day("2025-05-05")
    )
    row = factories.involvement(done, started_on=factories.day("2025-04-04"))
    given = factories.said(row, outcome="under_consideration", reason="")
    page = reverse("work:detail", args=[done.reference])
    assert "Ikke ferdig fulgt opp" in text_of(staff.get(page))
    staff.post(at("answer-input", row, given.pk), {"version": given.version, "outcome": "followed", "reason": "Ja."})
    assert "Ferdig fulgt opp Alle innspill er besvart." in text_of(staff.get(page))


# Groups that go on


def test_the_owner_says_each_january_whether_the_group_met(staff, item):
    today = timezone.localdate()
    last_year = today.year - 1
    row = factories.involvement(
        item,
        started_on=datetime.date(last_year, 3, 1),
        ended_on=datetime.date(today.year + 1, 6, 1),
        logged_by=staff.account,
    )
    other = factories.involvement(
        item,
        started_on=datetime.date(last_year, 4, 1),
        ended_on=datetime.date(today.year, 6, 1),
        logged_by=staff.account,
    )
    factories.involvement(item, started_on=datetime.date(last_year, 3, 1), logged_by=staff.account)
    overview = reverse("involvement:continuing")
    html = staff.get(overview).content.decode()
    assert reverse("involvement:goes-on", args=[row.pk]) in html
    assert reverse("involvement:goes-on", args=[other.pk]) in html
    assert html.count("/medvirkning/videre/") >= 2
    staff.post(reverse("involvement:goes-on", args=[row.pk]), {"answer": "met", "ended_on": ""})
    refused = staff.post(reverse("involvement:goes-on", args=[other.pk]), {"answer": "ended", "ended_on": ""})
    assert "Oppgi dagen gruppen sist møttes." in text_of(refused)
    staff.post(reverse("involvement:goes-on", args=[other.pk]), {"answer": "ended", "ended_on": f"1.9.{last_year}"})
    assert Event.objects.get(pk=row.event_id).met_in_year == last_year
    assert Event.objects.get(pk=other.event_id).ended_on == datetime.date(last_year, 9, 1)
    assert "Ingenting å bekrefte" in text_of(staff.get(overview))


def test_every_event_is_listed_whatever_page_the_address_asks_for(signed_in):
    item = factories.assignment()
    for number in range(30):
        factories.involvement(item, started_on=datetime.date(2025, 1, 1) + datetime.timedelta(days=number))
    client = signed_in(factories.staff())
    for query in ("", "?page=2", f"?per_page={'1' * 90}", "?page=-1"):
        page = client.get(reverse("involvement:list", args=[item.reference]) + query)
        assert page.content.decode().count("<tr") == 31
        assert client.get(reverse("work:detail", args=[item.reference]) + query).status_code == 200
