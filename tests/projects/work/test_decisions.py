"""Exemptions and «ikke gjennomført», from the request to the answer and the mails about them."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from medvirkning.notifications.models import Message
from medvirkning.web.dates import format_date
from projects.shares.pipeline import drain
from projects.work.models import Exemption, NotPerformed
from tests import factories
from tests.projects.work.test_pages import status_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return factories.division()


@pytest.fixture
def asker(place):
    return factories.staff(of=place, name="Kari Spør")


@pytest.fixture
def boss(place):
    return factories.leader(of=place, name="Leder Avgjør")


def request_values(**changes):
    reason = factories.exemption_reason().pk
    return {"year": "2026", "reason": reason, "reason_text": "Rent internt arbeid.", **changes}


def ask(client, item, kind="ask-exemption", **changes):
    return client.post(reverse(f"work:{kind}", args=[item.reference]), request_values(**changes))


def decide_address(row):
    kind = "unntak" if isinstance(row, Exemption) else "ikke-gjennomfort"
    return reverse("work:decide", args=[kind, row.pk])


def test_from_the_request_to_the_answer(place, asker, boss, signed_in):
    item = factories.assignment(department=place, title="Intern rutine")
    staff, leader = signed_in(asker), signed_in(boss)
    assert ask(staff, item).status_code == 302
    row = Exemption.objects.get()
    assert list(Message.objects.values_list("address", flat=True)) == [boss.email]
    assert "Intern rutine" in text_of(leader.get(reverse("work:decisions")))
    assert "Ingenting venter på din avgjørelse." in text_of(staff.get(reverse("work:decisions")))
    answer = leader.post(decide_address(row), {"version": row.version, "decision_text": "", "approve": "1"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.status, row.decided_by) == ("approved", boss)
    assert Message.objects.filter(address=asker.email).count() == 1
    page = text_of(staff.get(reverse("work:detail", args=[item.reference])))
    assert "Unntak for 2026 Godkjent" in page
    assert "Avgjort av Leder Avgjør" in page


def test_subjects_of_mails_name_no_theme(place, asker, boss, signed_in):
    item = factories.assignment(department=place, title="Veileder om selvskading")
    ask(signed_in(asker), item)
    message = Message.objects.get()
    assert "selvskading" not in message.subject
    assert "selvskading" in message.text
    assert message.text.count("http") == 1 or decide_address(Exemption.objects.get()) in message.text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reason_text": " "}, "Fyll ut «Utdyp begrunnelsen»"),
        ({"year": "1999"}, "Dette valget finnes ikke"),
        ({"reason": ""}, "Velg under «Begrunnelse»"),
    ],
)
def test_a_request_that_is_refused(place, asker, signed_in, changes, message):
    item = factories.assignment(department=place)
    response = ask(signed_in(asker), item, **changes)
    assert message in text_of(response)
    assert not Exemption.objects.exists()


def test_twice_for_one_year_is_refused(place, asker, signed_in):
    item = factories.assignment(department=place)
    factories.exemption(item, year=2026, status="requested")
    assert "Dette er alt meldt for året." in text_of(ask(signed_in(asker), item))


def test_a_refused_one_may_be_asked_for_again(place, asker, signed_in):
    item = factories.assignment(department=place)
    row = factories.exemption(item, year=2026, status="refused", decision_text="Nei.")
    assert ask(signed_in(asker), item).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.decision_text) == ("requested", "")


def test_a_refusal_says_why(place, boss, signed_in):
    row = factories.exemption(factories.assignment(department=place), year=2026, status="requested")
    leader = signed_in(boss)
    answer = {"version": row.version, "decision_text": "", "refuse": "1"}
    assert "Skriv hvorfor du avslår." in text_of(leader.post(decide_address(row), answer))
    assert leader.post(decide_address(row), {**answer, "decision_text": "Brukerne er berørt."}).status_code == 302


def test_never_by_oneself(place, boss, signed_in):
    mine = factories.exemption(
        factories.assignment(department=place), year=2026, status="requested", requested_by=boss
    )
    responsible = factories.exemption(
        factories.assignment(department=place, responsible=boss), year=2026, status="requested"
    )
    leader = signed_in(boss)
    for row in (mine, responsible):
        assert not leader.get(decide_address(row)).context["is_deciding"]
        assert leader.post(decide_address(row), {"version": 1, "approve": "1"}).status_code == 403


def test_who_leads_elsewhere_may_not(place, signed_in):
    row = factories.exemption(factories.assignment(department=place), year=2026, status="requested")
    elsewhere = signed_in(factories.leader())
    assert not elsewhere.get(decide_address(row)).context["is_deciding"]
    assert elsewhere.post(decide_address(row), {"version": 1, "approve": "1"}).status_code == 403
    assert signed_in(factories.leader(of=factories.directorate())).get(decide_address(row)).context["is_deciding"]


def test_a_deputy_decides_in_the_period(place, boss, asker, signed_in):
    row = factories.exemption(factories.assignment(department=place), year=2026, status="requested")
    factories.deputy(leader=boss, account=asker)
    assert signed_in(asker).get(decide_address(row)).context["is_deciding"]


def test_a_request_on_restricted_work_is_not_found_by_others(asker, signed_in):
    row = factories.exemption(factories.assignment(restricted=True), year=2026, status="requested")
    assert signed_in(asker).get(decide_address(row)).status_code == 404


def test_unknown_kinds_and_rows_are_not_found(boss, signed_in):
    leader = signed_in(boss)
    assert leader.get(reverse("work:decide", args=["noe-annet", 1])).status_code == 404
    assert leader.get(reverse("work:decide", args=["unntak", 1])).status_code == 404


def test_two_leaders_at_once(place, boss, signed_in):
    row = factories.exemption(factories.assignment(department=place), year=2026, status="requested")
    one, two = signed_in(boss), signed_in(factories.leader(of=place))
    assert one.post(decide_address(row), {"version": row.version, "approve": "1"}).status_code == 302
    late = two.post(decide_address(row), {"version": row.version, "decision_text": "Nei.", "refuse": "1"})
    assert late.status_code == 409


def test_the_second_leader_reads_what_was_decided_and_turns_nothing(place, boss, signed_in):
    item = factories.assignment(department=place, title="Intern rutine")
    row = factories.exemption(item, year=2026, status="requested")
    one, two = signed_in(boss), signed_in(factories.leader(of=place))
    one.post(decide_address(row), {"version": row.version, "approve": "1"})
    late = two.post(decide_address(row), {"version": row.version, "decision_text": "For tynt.", "refuse": "1"})
    text = text_of(late)
    today = " ".join(format_date(timezone.localdate()).split())
    assert f"Avgjørelse Avslått, ikke lagret Godkjent av Leder Avgjør, {today}" in text
    assert "Intern rutine" in text
    assert f"Sist lagret av {boss}" in text
    page = BeautifulSoup(late.text, "html.parser")
    assert page.select_one(f"main a[href='{reverse('work:detail', args=[item.reference])}']")
    assert page.select_one(f"nav a[href='{reverse('work:decisions')}']")
    # No button of the page decides; that is behind a step of its own, which starts from the reason just written.
    assert not page.select("main [name=approve], main [name=refuse]")
    again = page.find("a", string="Avgjør på nytt")
    assert again["href"] == f"{decide_address(row)}?avgjor=pa-nytt"
    assert "For tynt." not in two.get(decide_address(row)).text
    anew = BeautifulSoup(two.get(again["href"]).text, "html.parser")
    assert "Noen har lagret endringer" not in anew.get_text()
    form = anew.select_one("form#page-form")
    assert form.textarea.get_text(strip=True) == "For tynt."
    turned = two.post(decide_address(row), {"version": "2", "decision_text": "For tynt.", "refuse": "1"})
    assert turned.status_code == 302
    row.refresh_from_db()
    assert row.status == "refused"


def test_two_leaders_with_the_same_answer(place, boss, signed_in):
    row = factories.exemption(factories.assignment(department=place), year=2026, status="requested")
    one, two = signed_in(boss), signed_in(factories.leader(of=place))
    one.post(decide_address(row), {"version": row.version, "approve": "1"})
    late = two.post(decide_address(row), {"version": row.version, "approve": "1"})
    assert late.status_code == 409
    assert "Godkjent av Leder Avgjør" in text_of(late)


def test_not_performed_is_for_standing_tasks(place, asker, signed_in):
    assignment = factories.assignment(department=place)
    assert ask(signed_in(asker), assignment, kind="ask-not-performed").status_code == 404


def test_not_performed_is_refused_where_involvement_counts(place, asker, boss, signed_in):
    task = factories.standing_task(department=place)
    factories.involvement(task, started_on=factories.day("2025-05-05"))
    response = ask(signed_in(asker), task, kind="ask-not-performed", year="2025")
    assert "Det er registrert medvirkning som teller i 2025" in text_of(response)
    assert ask(signed_in(asker), task, kind="ask-not-performed", year="2024").status_code == 302
    row = NotPerformed.objects.get()
    factories.involvement(task, started_on=factories.day("2024-05-05"))
    response = signed_in(boss).post(decide_address(row), {"version": row.version, "approve": "1"})
    assert "så oppgaven ble gjennomført" in text_of(response)


def test_completion_that_moves_to_another_year_tells_both(place, asker, boss, signed_in):
    item = factories.assignment(department=place)
    factories.exemption(item, year=2025, requested_by=asker, decided_by=boss)
    staff = signed_in(asker)
    values = status_of(item, status="completed", done_on="1.2.2026")
    assert staff.post(reverse("work:status", args=[item.reference]), values).status_code == 302
    told = Message.objects.filter(subject="Et unntak må vurderes på nytt")
    assert set(told.values_list("address", flat=True)) == {asker.email, boss.email}


def test_late_approvals_are_listed(place, boss, signed_in):
    year = timezone.localdate().year - 1
    factories.exemption(factories.assignment(department=place, title="For sent"), year=year)
    factories.exemption(
        factories.assignment(department=place, title="I tide"), year=year, decided_on=factories.day(f"{year}-12-31")
    )
    text = text_of(signed_in(boss).get(reverse("work:decisions")))
    assert "Godkjent etter at året var over" in text
    assert "For sent" in text
    assert "I tide" not in text


def test_at_the_top_the_centre_is_told_and_decides(signed_in, settings):
    settings.MEDVIRKNING_DEMO = True
    root = factories.directorate()
    centre = factories.centre()
    asker = factories.staff(of=root)
    ask(signed_in(asker), factories.assignment(department=root))
    assert Message.objects.get().address == centre.email
    assert signed_in(centre).get(decide_address(Exemption.objects.get())).status_code == 200


def test_what_is_decided_says_who_when_and_why_before_it_is_decided_anew(place, boss, signed_in):
    item = factories.assignment(department=place)
    factories.assignment(department=place, completed_on=factories.day("2026-03-01"))
    row = factories.exemption(
        item, year=2026, status="approved", decided_by=boss, decided_on=factories.day("2026-02-03"),
        decision_text="Gjelder bare interne rutiner.",
    )  # fmt: skip
    leader = signed_in(boss)
    page = leader.get(decide_address(row)).content.decode()
    for text in ("Leder Avgjør, 3.\u00a0februar 2026", "Gjelder bare interne rutiner.", "Avgjør på nytt"):
        assert text in page
    assert 'name="refuse"' not in page
    assert 'name="approve"' not in page
    page = leader.get(f"{decide_address(row)}?avgjor=pa-nytt").content.decode()
    assert "Dette er alt avgjort." in page
    assert "Gjør om til avslag" in page
    assert 'name="approve"' not in page
    assert "Arbeidet teller ikke i 2026 nå" in page
    # A colleague reads it, and is offered nothing.
    page = signed_in(factories.staff(of=place)).get(f"{decide_address(row)}?avgjor=pa-nytt").content.decode()
    assert "Gjelder bare interne rutiner." in page
    assert "Avgjør på nytt" not in page
    assert "Dette er alt avgjort." not in page


def test_the_step_tells_what_the_answer_does_to_the_second_rate(place, boss, signed_in):
    day = timezone.localdate()
    done = [factories.assignment(department=place, completed_on=day) for _number in range(5)]
    factories.involvement(done[0], started_on=day)
    asked = factories.exemption(done[1], year=day.year, status="requested")
    given = factories.exemption(done[2], year=day.year, status="approved", decided_by=factories.leader())
    drain()
    leader = signed_in(boss)
    page = text_of(leader.get(decide_address(asked)))
    assert "er nå 25,0 % (1 av 4)" in page
    assert "Godkjenner du, blir den 33,3 % (1 av 3)." in page
    assert "Avslår du, endres den ikke." in page
    page = text_of(leader.get(f"{decide_address(given)}?avgjor=pa-nytt"))
    assert "Avslår du, blir den 20,0 % (1 av 5)." in page
    leader.post(decide_address(given), {"version": given.version, "refuse": "1", "decision_text": "Kan deles."})
    drain()
    assert "er nå 20,0 % (1 av 5)" in text_of(leader.get(decide_address(asked)))


def test_not_performed_takes_the_task_out_of_both_rates(place, boss, signed_in):
    year = timezone.localdate().year
    tasks = [factories.standing_task(department=place) for _number in range(3)]
    row = factories.not_performed(tasks[0], year=year, status="requested")
    drain()
    page = text_of(signed_in(boss).get(decide_address(row)))
    assert "er nå 0,0 % (0 av 3)" in page
    assert "Godkjenner du, blir den 0,0 % (0 av 2)." in page


def test_an_approval_after_the_year_of_restricted_work_is_listed_to_the_centre_as_masked(
    place, boss, signed_in, settings
):
    settings.MEDVIRKNING_DEMO = True  # without it the Centre is asked for its second factor first
    item = factories.assignment(department=place, title="Hemmelig tilsyn", restricted=True)
    factories.exemption(item, year=2025, status="approved", decided_by=boss, decided_on=factories.day("2026-02-03"))
    assert "Hemmelig tilsyn" in text_of(signed_in(boss).get(reverse("work:decisions")))
    page = text_of(signed_in(factories.centre()).get(reverse("work:decisions")))
    assert "Hemmelig tilsyn" not in page
    assert "Skjermet" in page
    assert "Unntak for 2025" in page
