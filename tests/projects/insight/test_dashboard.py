"""The dashboard shows the figures of the rule, and from every number a link to exactly the records behind it."""

import datetime
import re
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from projects.insight import lifts, to_do
from projects.shares import pipeline
from projects.shares.models import Target
from projects.work.enums import DecisionStatus
from tests import factories
from tests.projects.shares.registers import YEAR, worked_example

pytestmark = pytest.mark.django_db


def page(client, code, **query):
    response = client.get(reverse("insight:department", kwargs={"code": code}), {"aar": YEAR, **query})
    assert response.status_code == 200
    return unescape(response.content.decode()).replace("\u00a0", " ")


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_the_worked_example_on_the_page(signed_in):
    department = worked_example()
    html = page(signed_in(factories.staff()), department.code)
    text = text_of(html)
    assert "63,3 %" in text
    assert "19 av 30 arbeider har medvirkning." in text
    assert "Uten 2 med godkjent unntak: 67,9 %." in text


def count_behind(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return int(re.search(r'role="status">(\d+)', response.content.decode())[1])


@time_machine.travel("2024-06-15 12:00 +00:00", tick=False)
def test_the_running_year_is_preliminary_and_set_against_the_same_day_last_year(signed_in):
    department = factories.division()
    for day, involved in (("2023-03-01", True), ("2023-04-01", False), ("2023-11-01", True), ("2024-02-01", True)):
        work_item = factories.assignment(department=department, completed_on=factories.day(day))
        if involved:
            factories.involvement(work_item, started_on=factories.day(day))
    pipeline.drain()
    client = signed_in(factories.staff())
    html = page(client, department.code)
    assert "Foreløpig per 15. juni 2024." in text_of(html)
    link, share = re.search(r"Samme dag i fjor</dt>\s*<dd>\s*<a href=\"([^\"]+)\">([^<]+)<", html).groups()
    assert share == "50,0 %"
    assert count_behind(client, link) == 1
    assert "Året før" in page(client, department.code, aar=2023)


def test_a_department_without_work_has_no_share(signed_in):
    department = factories.division()
    html = page(signed_in(factories.staff()), department.code)
    assert re.search(r'<p class="big">\s*<span aria-hidden="true">–</span><span class="ds-sr-only">ingen verdi', html)
    assert "Ingen arbeid er gjennomført i 2024" in text_of(html)


def test_under_five_items_are_marked(signed_in):
    department = factories.division()
    factories.assignment(department=department, completed_on=datetime.date(YEAR, 3, 1))
    pipeline.drain()
    assert "få saker" in page(signed_in(factories.staff()), department.code)


def test_an_empty_tree_says_what_is_missing(signed_in):
    account = factories.user(roles=["staff"])
    html = signed_in(account).get(reverse("insight:dashboard")).content.decode()
    assert "Ingen enheter ennå" in html


def test_the_first_page_is_the_directorates(signed_in):
    worked_example()
    html = signed_in(factories.staff()).get(reverse("insight:dashboard"), {"aar": YEAR}).content.decode()
    assert "<h1>Direktoratet</h1>" in html
    assert "19" in text_of(html)


def test_the_first_year_of_a_version_is_shown_by_both(signed_in):
    department = factories.division()
    work_item = factories.assignment(department=department, completed_on=datetime.date(YEAR, 3, 1))
    factories.involvement(work_item, started_on=datetime.date(YEAR, 2, 1), degree=1)
    factories.rule_version(number=2, from_year=YEAR, least_degree=2)
    pipeline.count_anew()
    client = signed_in(factories.staff())
    html = page(client, department.code)
    assert "Telleregel, versjon 2. Etter versjon 1: 1 av 1, 100,0 %." in text_of(html)
    assert count_behind(client, re.search(r'href="([^"]+regel=1)"', html)[1]) == 1
    assert "Etter versjon" not in page(client, department.code, aar=YEAR + 1)


def test_a_headline_of_both_leaves_the_second_rate_to_any(signed_in):
    department = factories.division()
    factories.rule_version(number=2, from_year=YEAR - 1, headline="with_both")
    for perspective in ("user", "both", None):
        work_item = factories.assignment(department=department, completed_on=datetime.date(YEAR, 3, 1))
        if perspective:
            factories.involvement(work_item, started_on=datetime.date(YEAR, 2, 1), perspective=perspective)
        else:
            factories.exemption(work_item, year=YEAR)
    pipeline.count_anew()
    text = text_of(page(signed_in(factories.staff()), department.code))
    assert "1 av 3 arbeider har både bruker- og pårørendemedvirkning." in text
    assert "Med brukere eller pårørende: 2, 66,7 %." in text
    assert "Uten 1 med godkjent unntak: 100,0 %." in text


# What could lift the share


@time_machine.travel("2024-06-15 12:00 +00:00", tick=False)
def test_what_could_lift_the_share(signed_in):
    department = factories.division()
    near = {"department": department, "due_on": datetime.date(2024, 7, 1)}
    factories.assignment(title="Nær fristen", **near)
    factories.involvement(factories.assignment(title="Har medvirkning", **near), started_on=datetime.date(2024, 5, 1))
    informed = factories.assignment(title="Bare informert", **near)
    factories.involvement(informed, started_on=datetime.date(2024, 5, 1), degree=0)
    factories.assignment(title="Langt fram", department=department, due_on=datetime.date(2025, 5, 1))
    factories.assignment(title="Skjermet arbeid", restricted=True, **near)
    factories.standing_task(title="Fast uten", department=department)
    asked = factories.assignment(title="Vil ha unntak", **near)
    factories.exemption(asked, year=2024, status=DecisionStatus.REQUESTED, reason_text="Rent internt.")
    pipeline.drain()
    staff = page(signed_in(factories.staff()), department.code)
    for title in ("Nær fristen", "Bare informert", "Fast uten"):
        assert f">{title}</a>" in staff
    for title in ("Har medvirkning", "Langt fram", "Skjermet arbeid", "Vil ha unntak"):
        assert title not in staff
    leader = page(signed_in(factories.leader(of=department)), department.code)
    assert "Unntak er ønsket: «Rent internt.»" in leader
    assert reverse("work:decisions") in leader
    assert "Skjermet arbeid" in leader
    own = page(signed_in(factories.leader(of=department)), department.code, slag="standing_task")
    assert "Fast uten" in own
    assert "Nær fristen" not in own
    assert "Nær fristen" not in page(signed_in(factories.staff()), department.code, aar=2023)


@time_machine.travel("2024-06-15 12:00 +00:00", tick=False)
def test_counting_what_could_lift_the_share_stops(signed_in, monkeypatch):
    monkeypatch.setattr(lifts, "COUNTED", 4)
    monkeypatch.setattr(to_do, "COUNTED", 4)
    department = factories.division()
    for day in range(1, 7):
        factories.assignment(department=department, due_on=datetime.date(2024, 6, day))
    factories.assignment(department=department, due_on=datetime.date(2024, 6, 16))
    client = signed_in(factories.staff())
    html = page(client, department.code)
    assert "Over 4 oppdrag over fristen uten medvirkning" in text_of(html)
    assert "1 oppdrag nær fristen uten medvirkning" in text_of(html)
    assert html.count("<br>over fristen") == lifts.SHOWN
    assert count_behind(client, re.search(r'href="([^"]+/over-fristen/[^"]*)"', html)[1]) == 6


@pytest.mark.parametrize("reason", ["onskede-unntak", "over-fristen", "naer-fristen", "faste-oppgaver"])
def test_a_reason_without_work_says_so(signed_in, reason):
    department = factories.division()
    address = reverse("insight:lift", kwargs={"code": department.code, "reason": reason})
    assert "Ingenting å gjøre her" in signed_in(factories.staff()).get(address, {"aar": YEAR}).text
    assert signed_in(factories.staff()).get(address.replace(reason, "annet")).status_code == 404


def test_targets_stand_year_by_year(signed_in):
    department = worked_example()
    client = signed_in(factories.leader(of=department))
    address = reverse("insight:targets", kwargs={"code": department.code})
    assert "Ingen måltall ennå" in client.get(address).text
    client.post(target_address(department), {"per_cent": "62,5", "version": "1"})
    shown = client.get(address).text.replace("\u00a0", " ").replace("&nbsp;", " ")
    assert "62,5 %" in shown
    assert "63,3 %" in shown
    assert "Sett måltallet for" in shown
    assert "Sett måltallet for" not in signed_in(factories.staff()).get(address).text


def test_nobody_is_asked_to_decide_on_the_own_request(signed_in):
    department = factories.division()
    leader = factories.leader(of=department)
    work_item = factories.assignment(department=department)
    factories.exemption(work_item, year=YEAR, status=DecisionStatus.REQUESTED, requested_by=leader)
    assert "Unntak er ønsket" not in page(signed_in(leader), department.code)


# Targets


def target_address(department, year=YEAR):
    return reverse("insight:target", kwargs={"code": department.code, "year": year})


def test_a_leader_sets_and_changes_the_target(signed_in):
    department = factories.division()
    client = signed_in(factories.leader(of=department))
    response = client.post(target_address(department), {"per_cent": "62,5", "version": "1"})
    assert response.status_code == 302
    assert "62,5 %" in page(client, department.code)
    target = Target.objects.get()
    response = client.post(target_address(department), {"per_cent": "70", "version": str(target.version)})
    assert response.status_code == 302
    assert "70,0 %" in page(client, department.code)


def test_the_second_of_two_leaders_sees_both_targets(signed_in):
    department = factories.division()
    client = signed_in(factories.leader(of=department))
    assert 'name="version" value="0"' in client.get(target_address(department)).content.decode()
    client.post(target_address(department), {"per_cent": "60", "version": "0"})
    # The other one opened the form before there was a target.
    assert client.post(target_address(department), {"per_cent": "61", "version": "0"}).status_code == 409
    client.post(target_address(department), {"per_cent": "65", "version": "1"})
    response = client.post(target_address(department), {"per_cent": "80", "version": "1"})
    assert response.status_code == 409
    assert Target.objects.get().per_cent == 65


@pytest.mark.parametrize("typed", ["", "101", "-1", "mye", "62,55"])
def test_a_target_that_is_no_percentage_is_refused(signed_in, typed):
    department = factories.division()
    client = signed_in(factories.leader(of=department))
    response = client.post(target_address(department), {"per_cent": typed, "version": "1"})
    assert response.status_code == 200
    assert "error-summary" in response.content.decode() or "feil" in response.content.decode().lower()
    assert not Target.objects.exists()


def test_only_its_leaders_set_a_departments_target(signed_in):
    department, other = factories.division(), factories.division()
    assert signed_in(factories.leader(of=other)).get(target_address(department)).status_code == 403
    assert signed_in(factories.staff(of=department)).get(target_address(department)).status_code == 403
    assert signed_in(factories.leader(of=factories.directorate())).get(target_address(department)).status_code == 200
    assert signed_in(factories.leader(of=department)).get(target_address(department, 1999)).status_code == 404
