"""The page that says another save came first, and the draft of what was refused."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from medvirkning import audit
from medvirkning.web.concurrency import save_versioned
from medvirkning.web.models import Draft, ParkedForm
from projects.involvement.models import Involvement
from projects.work.models import WorkItem
from tests import factories
from tests.projects.involvement import test_quick_log as quick_log

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return factories.division()


@pytest.fixture
def staff(place, signed_in):
    return signed_in(factories.staff(of=place))


def saved_by(account, item, **changes):
    """Somebody saves the item."""
    item = WorkItem.objects.get(pk=item.pk)
    for name, value in changes.items():
        setattr(item, name, value)
    with audit.context(actor=account.pk):
        save_versioned(item, expected_version=item.version, fields=list(changes))
    return item


def refused(client, item, **typed):
    """A save made on the version before the last; the page that refuses it."""
    values = {"title": item.title, "version": item.version, **typed}
    response = client.post(reverse("work:edit", args=[item.reference]), values)
    assert response.status_code == 409
    return BeautifulSoup(response.text, "html.parser")


def rows_of(page, caption):
    table = page.select_one(f"table:has(#{caption})")
    return {row.th.get_text(strip=True): [cell.get_text() for cell in row.select("td")] for row in table.tbody("tr")}


def press(client, form):
    """What a browser without JavaScript sends."""
    assert form["method"].lower() == "post"
    assert form.select_one("[name=csrfmiddlewaretoken]")
    return client.post(form["action"])


def keep_form(page):
    buttons = [one for one in page("button") if one.get_text(strip=True) == "Behold det som er lagret"]
    assert len(buttons) == 1
    return buttons[0].find_parent("form")


def test_keeping_what_is_stored_throws_the_refused_draft_away(staff, place):
    item = factories.assignment(department=place, title="Slik var det")
    saved_by(factories.staff(), item, title="Først ute")
    page = refused(staff, item, title="For sent")
    assert Draft.objects.exists()

    answer = press(staff, keep_form(page))
    assert answer.url == reverse("work:detail", args=[item.reference])
    assert "Det som var lagret, er beholdt." in staff.get(answer.url).text
    assert not Draft.objects.exists()
    edit = BeautifulSoup(staff.get(reverse("work:edit", args=[item.reference])).text, "html.parser")
    assert edit.select_one("[name=title]")["value"] == "Først ute"


def late_target(place, signed_in):
    client = signed_in(factories.leader(of=place))
    address = reverse("insight:target", kwargs={"code": place.code, "year": 2026})
    for per_cent in ("60", "65", "80"):
        response = client.post(address, {"per_cent": per_cent, "version": "1"})
    return client, response, reverse("insight:department", args=[place.code])


def late_name(place, signed_in):
    client = signed_in(factories.administrator())
    for name in ("Nytt", "Nyere"):
        values = {"name_nb": name, "name_nn": "", "version": place.version}
        response = client.post(reverse("departments:edit", args=[place.code]), values)
    return client, response, reverse("departments:detail", args=[place.code])


def late_involvement(place, signed_in):
    client = signed_in(factories.staff(of=place))
    row = factories.involvement(factories.assignment(department=place))
    at = [row.work_item.reference, row.pk]
    for summary in ("Først ute", "For sent"):
        values = quick_log.values(version=row.version, event_version=row.event.version, summary=summary)
        response = client.post(reverse("involvement:edit", args=at), values)
    return client, response, reverse("involvement:detail", args=at)


def late_decision(place, signed_in):
    client = signed_in(factories.leader(of=place))
    row = factories.exemption(factories.assignment(department=place), year=2026, status="requested")
    address = reverse("work:decide", args=["unntak", row.pk])
    for answer in ("approve", "refuse"):
        response = client.post(address, {"version": row.version, "decision_text": "Nei.", answer: "1"})
    return client, response, address


@pytest.mark.parametrize("late", [late_target, late_name, late_involvement, late_decision])
def test_every_form_that_knows_conflicts_keeps_what_is_stored(place, signed_in, settings, late):
    settings.MEDVIRKNING_DEMO = True
    client, response, record = late(place, signed_in)
    assert response.status_code == 409
    page = BeautifulSoup(response.text, "html.parser")
    assert page.select_one("nav.ds-breadcrumbs, nav.breadcrumbs")
    answer = press(client, keep_form(page))
    assert answer.url.startswith(record)
    assert "Det som var lagret, er beholdt." in client.get(answer.url).text
    assert not Draft.objects.exists()
    assert not ParkedForm.objects.exists()


def test_the_page_names_the_record_and_who_saved(staff, place):
    item = factories.assignment(department=place, title="Slik var det")
    other = factories.staff(name="Kari Nordmann")
    saved_by(other, item, title="Først ute")
    page = refused(staff, item, title="For sent")
    heading = page.select_one(".page-heading").get_text()
    assert "Noen andre lagret før deg" in heading
    assert "Først ute" in heading
    assert page.select_one(f"nav a[href='{reverse('work:detail', args=[item.reference])}']").get_text() == "Først ute"
    assert f"Sist lagret av {other}" in " ".join(page.select_one("[role=alert]").get_text().split())


def test_one_is_told_of_ones_own_other_tab(staff, place):
    item = factories.assignment(department=place, title="Slik var det")
    saved_by(staff.account, item, title="Først ute")
    page = refused(staff, item, title="For sent")
    assert page.h1.get_text(strip=True) == "Du har lagret i en annen fane"
    assert "Sist lagret av deg selv, i en annen fane" in page.select_one("[role=alert]").get_text()


def test_only_what_differs_is_unfolded(staff, place):
    item = factories.assignment(department=place, title="Slik var det")
    saved_by(factories.staff(), item, title="Først ute")
    page = refused(staff, item, title="For sent")
    assert rows_of(page, "conflict-caption") == {"Tittel": ["For sent", "Først ute"]}
    folded = page.select_one("details:has(#equal-caption)")
    assert "Tittel" not in rows_of(folded, "equal-caption")
    assert len(rows_of(folded, "equal-caption")) > 3


def test_ends_of_lines_make_no_difference(staff, place):
    item = factories.assignment(department=place, note="En\nTo")
    saved_by(factories.staff(), item, title="Først ute")
    page = refused(staff, item, title="For sent", note="En\r\nTo")
    assert "Merknad" not in rows_of(page, "conflict-caption")


def test_a_draft_of_an_older_version_shows_what_differs_and_is_saved_once(staff, place):
    item = factories.assignment(department=place, title="Slik var det")
    saved_by(factories.staff(), item, title="Først ute")
    refused(staff, item, title="For sent")

    address = reverse("work:edit", args=[item.reference])
    page = BeautifulSoup(staff.get(address).text, "html.parser")
    assert "Noen har lagret endringer etter at du skrev kladden." in page.get_text()
    assert rows_of(page, "kept-caption") == {"Tittel": ["For sent", "Først ute"]}
    form = page.select_one("form#page-form")
    assert form.select_one("[name=title]")["value"] == "For sent"
    version = form.select_one("[name=version]")["value"]
    assert version == "2"
    assert staff.post(address, {"title": "For sent", "version": version}).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.version) == ("For sent", 3)


def test_who_saves_while_the_difference_is_read_is_not_overwritten(staff, place):
    item = factories.assignment(department=place, title="Slik var det")
    saved_by(factories.staff(), item, title="Først ute")
    refused(staff, item, title="For sent")
    address = reverse("work:edit", args=[item.reference])
    page = BeautifulSoup(staff.get(address).text, "html.parser")
    version = page.select_one("form#page-form [name=version]")["value"]
    saved_by(factories.staff(), item, title="Enda en")
    assert staff.post(address, {"title": "For sent", "version": version}).status_code == 409
    item.refresh_from_db()
    assert item.title == "Enda en"


def test_the_draft_of_an_involvement_knows_the_version_of_its_event(place, signed_in):
    client, _response, record = late_involvement(place, signed_in)
    page = BeautifulSoup(client.get(f"{record}endre/").text, "html.parser")
    assert rows_of(page, "kept-caption") == {quick_log_label(page): ["For sent", "Først ute"]}
    row = Involvement.objects.select_related("event").get()
    form = page.select_one("form#page-form")
    assert form.select_one("[name=version]")["value"] == str(row.version)
    assert form.select_one("[name=event_version]")["value"] == str(row.event.version)


def quick_log_label(page):
    return page.select_one("label[for=id_summary]").find(string=True).strip()
