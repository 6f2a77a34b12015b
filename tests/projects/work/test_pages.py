"""The list, the page and the forms of work, as people of different reach meet them."""

import datetime
import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.work.enums import WorkStatus
from projects.work.models import Responsibility, WorkItem
from tests import factories

pytestmark = pytest.mark.django_db


def text_of(response):
    html = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).replace("\u00a0", " ")


def new_work(place, **changes):
    return {
        "kind": "assignment",
        "title": "Veileder om fengselshelsetjenester",
        "reference": "TB2026-14",
        "department": place.pk,
        "due_on": "12.2026",
        **changes,
    }


@pytest.fixture
def place():
    return factories.division(name="Psykisk helse og rus")


@pytest.fixture
def staff(place, signed_in):
    return signed_in(factories.staff(of=place))


# The list


def test_the_list_masks_restricted_work_and_counts_it(staff, place):
    factories.assignment(department=place, title="Åpent arbeid")
    hidden = factories.assignment(title="Hemmelig arbeid", restricted=True)
    page = staff.get(reverse("work:list"))
    text = text_of(page)
    assert "2 treff" in text
    assert "Åpent arbeid" in text
    assert "Skjermet" in text
    assert "Hemmelig" not in text
    assert hidden.reference not in page.content.decode()


def test_words_find_nothing_in_work_that_may_not_be_opened(staff):
    factories.assignment(title="Hemmelig arbeid", restricted=True)
    assert "Ingen treff" in text_of(staff.get(reverse("work:list"), {"q": "hemmelig"}))


def test_a_download_masks_as_the_page_does(staff):
    factories.assignment(title="Hemmelig arbeid", restricted=True)
    content = b"".join(staff.get(reverse("work:list"), {"format": "csv"}).streaming_content).decode()
    assert "Skjermet" in content
    assert "Hemmelig" not in content


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"enhet": "mine"}, {"Egen", "Nær fristen", "Fullført", "Med"}),
        ({"slag": "standing_task"}, {"Oppgave"}),
        ({"status": "completed"}, {"Fullført"}),
        ({"frist": "on"}, {"Nær fristen"}),
        ({"uten": "on", "enhet": "mine"}, {"Egen", "Nær fristen", "Fullført"}),
        ({"mine": "on"}, {"Egen"}),
        ({"bidrar": "on"}, {"Bidrag"}),
        ({"q": "fullført"}, {"Fullført"}),
        ({"aar": "2019"}, {"Fullført"}),
    ],
)
def test_filters(staff, place, query, expected):
    today = timezone.localdate()
    new = {"started_on": today}
    factories.assignment(department=place, title="Egen", responsible=staff.account, **new)
    factories.assignment(department=place, title="Nær fristen", due_on=today + datetime.timedelta(days=20), **new)
    factories.assignment(
        department=place,
        title="Fullført",
        started_on=factories.day("2019-01-01"),
        completed_on=factories.day("2019-05-05"),
    )
    factories.involvement(factories.assignment(department=place, title="Med", **new))
    factories.standing_task(title="Oppgave", **new)
    factories.assignment(title="Bidrag", contributing=[place], **new)
    response = staff.get(reverse("work:list"), query)
    found = set(re.findall(r'href="/oppdrag/A-\d+/">([^<]+)<', unescape(response.content.decode())))
    assert found == expected


def test_a_filter_that_makes_no_sense_says_so_and_finds_nothing(staff, place):
    factories.assignment(department=place)
    assert staff.get(reverse("work:list"), {"slag": "noe annet"}).status_code == 200


def test_an_empty_list_says_what_to_do(staff):
    assert "Ingen oppdrag ennå" in text_of(staff.get(reverse("work:list")))


@pytest.mark.parametrize("role", ["representative", "organisation_contact", "service_leader", "administrator"])
def test_who_works_with_nothing_here_is_refused(signed_in, role, settings):
    settings.MEDVIRKNING_DEMO = True
    assert signed_in(factories.user(roles=[role])).get(reverse("work:list")).status_code == 403


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get(reverse("work:list")).status_code == 302


# The page


@pytest.mark.parametrize("name", ["work:detail", "work:edit", "involvement:log", "work:status", "work:history"])
def test_restricted_work_is_not_found_by_others(staff, name):
    hidden = factories.assignment(restricted=True)
    assert staff.get(reverse(name, args=[hidden.reference])).status_code == 404
    assert staff.get(reverse(name, args=["FINNES-IKKE"])).status_code == 404


def test_work_of_others_is_read_and_not_changed(staff):
    other = factories.assignment()
    assert staff.get(reverse("work:detail", args=[other.reference])).status_code == 200
    for name in ("work:edit", "work:status", "work:move", "work:contribute", "work:ask-exemption"):
        assert staff.get(reverse(name, args=[other.reference])).status_code == 403
        assert staff.post(reverse(name, args=[other.reference]), {}).status_code == 403


@pytest.mark.parametrize("reference", ["2023/114 – del 2", "ny", "..", "50 % av «alt»?", "a~b#c"])
def test_any_reference_has_an_address(staff, place, reference):
    item = factories.assignment(department=place, reference=reference)
    response = staff.get(reverse("work:detail", args=[reference]))
    assert response.status_code == 200
    assert item.title in text_of(response)


def test_the_page_shows_who_is_missing_and_the_act_that_fills_it(staff, place):
    item = factories.assignment(department=place)
    factories.involvement(item, perspective="user", event_fields={"people": [factories.person(name="Anne Berg")]})
    page = staff.get(reverse("work:detail", args=[item.reference]))
    text = text_of(page)
    assert "Anne Berg" in text
    assert "Ingen pårørende" in text
    assert "Ingen brukere" not in text
    assert "?perspektiv=carer" in page.content.decode()


def test_only_what_took_place_marks_a_phase(staff, place):
    today = timezone.localdate()
    item = factories.assignment(department=place)
    factories.involvement(item, phases=["mandate"])
    factories.involvement(item, phases=["planning"], degree=0)
    factories.involvement(item, phases=["drafting"], state="annulled")
    factories.involvement(item, phases=["consultation"], started_on=today + datetime.timedelta(days=9))
    html = staff.get(reverse("work:detail", args=[item.reference])).content.decode()
    marks = re.findall(r'<li(?: class="(\w+)")?>(\w+)', re.search(r'<ol class="phases".*?</ol>', html, re.DOTALL)[0])
    assert [name for state, name in marks if state == "done"] == ["Mandat"]
    assert [name for state, name in marks if state == "plan"] == ["Høring"]


@pytest.mark.parametrize("tab", ["involvement:plan", "involvement:list", "involvement:people", "involvement:inputs"])
def test_every_part_has_an_address(staff, place, tab):
    item = factories.assignment(department=place)
    factories.said(factories.involvement(item))
    assert staff.get(reverse(tab, args=[item.reference])).status_code == 200


# Making and changing


def test_new_work_gets_its_department_and_its_coarse_deadline(staff, place):
    response = staff.post(reverse("work:create"), new_work(place))
    item = WorkItem.objects.get(reference="TB2026-14")
    assert response["Location"] == reverse("work:detail", args=["TB2026-14"])
    assert (item.due_on, item.due_on_precision) == (factories.day("2026-12-31"), "month")
    assert item.status == WorkStatus.PLANNED
    assert item.responsibilities.get().department == place


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Fyll ut «Tittel»"),
        ({"reference": "TB/14"}, "Referansen kan ikke ha skråstrek"),
        ({"reference": "OPPTATT"}, "Referansen er i bruk."),
        ({"due_on": "31.2.2026"}, "Datoen finnes ikke i kalenderen"),
        ({"department": ""}, "Velg under «Enheten som svarer for arbeidet»"),
        ({"team_addresses": "ingen@example.org"}, "Vi finner ingen konto med ingen@example.org."),
    ],
)
def test_a_refused_form_keeps_what_was_typed(staff, place, changes, message):
    factories.assignment(reference="OPPTATT")
    response = staff.post(reverse("work:create"), new_work(place, note="Et langt notat", **changes))
    assert response.status_code == 200
    assert message in text_of(response)
    assert "Et langt notat" in response.content.decode()
    assert response.content.decode().count("<title>Feil:") == 1
    assert WorkItem.objects.count() == 1


def test_work_is_made_only_where_one_works(staff):
    elsewhere = factories.division()
    response = staff.post(reverse("work:create"), new_work(elsewhere))
    assert response.status_code == 200
    assert not WorkItem.objects.exists()


def test_who_restricts_work_is_on_its_team(staff, place):
    staff.post(reverse("work:create"), new_work(place, restricted="on"))
    item = WorkItem.objects.get()
    assert list(item.team.all()) == [staff.account]
    assert staff.get(reverse("work:detail", args=[item.reference])).status_code == 200


def edit(item, **changes):
    return {"title": item.title, "version": item.version, **changes}


def test_a_second_save_is_refused_with_both_versions(staff, place):
    item = factories.assignment(department=place, title="Slik var det")
    address = reverse("work:edit", args=[item.reference])
    assert staff.post(address, edit(item, title="Først ute")).status_code == 302
    response = staff.post(address, edit(item, title="For sent"))
    assert response.status_code == 409
    text = text_of(response)
    assert "Først ute" in text
    assert "For sent" in response.content.decode()
    item.refresh_from_db()
    assert item.title == "Først ute"
    assert staff.post(address, edit(item, title="For sent", version=item.version)).status_code == 302


def status_of(item, **values):
    return {"version": item.version, "done_on": "", "cancelled_on": "", "cancel_reason": "", **values}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"status": "completed"}, "Oppgi datoen da arbeidet ble fullført."),
        ({"status": "completed", "done_on": "1.1.2199"}, "Datoen for fullføring kan ikke ligge fram i tid."),
        ({"status": "completed", "done_on": "1.1.2001"}, "Sluttdatoen er før startdatoen."),
        ({"status": "cancelled"}, "Skriv hvorfor arbeidet falt bort."),
        ({}, "Velg under «Hvor står arbeidet»"),
    ],
)
def test_states_that_are_refused(staff, place, values, message):
    item = factories.assignment(department=place, started_on=factories.day("2020-01-01"))
    response = staff.post(reverse("work:status", args=[item.reference]), status_of(item, **values))
    assert message in text_of(response)
    item.refresh_from_db()
    assert item.status == WorkStatus.ONGOING


def test_complete_take_up_again_and_cancel(staff, place):
    item = factories.assignment(department=place)
    address = reverse("work:status", args=[item.reference])
    for values, status, done in (
        ({"status": "completed", "done_on": "03.2024"}, "completed", "2024-03-31"),
        ({"status": "ongoing", "done_on": "03.2024"}, "ongoing", None),
        ({"status": "cancelled", "cancel_reason": "Bestillingen ble trukket."}, "cancelled", None),
        ({"status": "planned"}, "planned", None),
    ):
        assert staff.post(address, status_of(item, **values)).status_code == 302, values
        item.refresh_from_db()
        assert item.status == status
        assert item.completed_on == (factories.day(done) if done else None)
    assert item.cancel_reason == ""


def test_a_standing_task_with_a_last_day_ahead_goes_on(staff, place):
    item = factories.standing_task(department=place)
    day = timezone.localdate() + datetime.timedelta(days=30)
    values = status_of(item, status="completed", done_on=f"{day:%d.%m.%Y}")
    assert staff.post(reverse("work:status", args=[item.reference]), values).status_code == 302
    item.refresh_from_db()
    assert (item.status, item.ended_on) == (WorkStatus.ONGOING, day)


def test_a_leader_moves_work_and_staff_do_not(staff, place, signed_in):
    item = factories.assignment(department=place)
    target = factories.division()
    address = reverse("work:move", args=[item.reference])
    values = {"department": target.pk, "from_date": "1.1.2026"}
    assert staff.post(address, values).status_code == 403
    assert signed_in(factories.leader(of=place)).post(address, values).status_code == 302
    assert Responsibility.objects.get(work_item=item, department=target).from_date == factories.day("2026-01-01")


def test_contributing_staff_may_change_the_work(staff, signed_in):
    item = factories.assignment()
    owner = signed_in(factories.staff(of=item.responsibilities.get().department))
    mine = staff.account.memberships.get().department
    values = {"department": mine.pk, "valid_from": "", "valid_to": ""}
    assert owner.post(reverse("work:contribute", args=[item.reference]), values).status_code == 302
    assert staff.get(reverse("work:edit", args=[item.reference])).status_code == 200


def test_history_tells_what_changed(staff, place):
    item = factories.assignment(department=place, title="Slik var det")
    staff.post(reverse("work:edit", args=[item.reference]), edit(item, title="Slik ble det"))
    text = text_of(staff.get(reverse("work:history", args=[item.reference])))
    assert "Slik var det" in text
    assert "Slik ble det" in text
    assert str(staff.account) in text


# To mend


def test_work_of_a_closed_department_stands_to_be_mended(signed_in, settings):
    settings.MEDVIRKNING_DEMO = True
    closed = factories.division(valid_to=factories.day("2024-12-31"))
    factories.assignment(department=closed, title="Åpent i nedlagt")
    factories.assignment(department=closed, title="Fullført etterpå", completed_on=factories.day("2025-02-02"))
    factories.assignment(department=closed, title="Fullført i tide", completed_on=factories.day("2024-12-31"))
    text = text_of(signed_in(factories.centre()).get(reverse("work:to-mend")))
    assert "Åpent i nedlagt" in text
    assert "Fullført etterpå" in text
    assert "Fullført i tide" not in text


def test_a_date_that_the_service_refuses_is_told_at_its_field(staff, place):
    item = factories.assignment(department=place)
    page = staff.get(reverse("work:status", args=[item.reference])).content.decode()
    assert "(valgfritt)" not in page.split("<form", 2)[-1]
    ahead = f"01.01.{timezone.localdate().year + 2}"
    values = {"status": "completed", "done_on": ahead, "version": item.version}
    response = staff.post(reverse("work:status", args=[item.reference]), values)
    assert response.context["form"].errors == {"done_on": ["Datoen for fullføring kan ikke ligge fram i tid."]}
    assert 'href="#id_done_on"' in response.content.decode()


def test_work_that_cannot_fall_away_is_not_asked_why_it_did(staff, place):
    done = factories.assignment(department=place, completed_on=factories.day("2025-02-02"))
    page = staff.get(reverse("work:status", args=[done.reference])).content.decode()
    assert 'name="done_on"' in page
    assert 'name="cancel_reason"' not in page


def test_only_what_is_still_open_has_nobody_yet(staff, place):
    factories.assignment(department=place, title="Åpent")
    factories.assignment(department=place, title="Ferdig", completed_on=factories.day("2025-02-02"))
    rows = re.findall(r"<tr.*?</tr>", staff.get(reverse("work:list")).content.decode(), re.DOTALL)
    said = {title: "Ingen ennå" in row for row in rows for title in ("Åpent", "Ferdig") if title in row}
    assert said == {"Åpent": True, "Ferdig": False}
