"""A new version of the counting rule: the Centre's, from a 1 January, counted beside the one before it."""

import datetime

import pytest
import time_machine

from medvirkning.notifications.models import Message
from medvirkning.web.refusals import NotAllowedError
from projects.shares import figures, pipeline, tasks
from projects.shares.enums import Headline
from projects.shares.models import CountDifference, DepartmentShare, RuleVersion
from projects.shares.versions import RuleVersionRefusedError, decide_rule_version, withdraw_rule_version
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]
IN_2026 = "2026-11-22 12:00 +00:00"


@pytest.fixture
def centre(settings):
    settings.MEDVIRKNING_DEMO = True  # goes without the second factor
    return factories.centre()


def decide(actor, **changes):
    values = {
        "from_year": 2026,
        "headline": Headline.ANY,
        "least_degree": 2,
        "counts_unknown_degree": True,
        "reason": "Konsultasjon alene er ikke nok.",
    }
    return decide_rule_version(actor=actor, **(values | changes))


def share_of(department, year, version=None):
    (row,) = figures.shares(year, department=department.code, kinds=["all"], scopes=["own"], rule_version=version)
    return row.with_any, row.carried_out


@time_machine.travel(IN_2026, tick=False)
def test_the_running_year_is_counted_by_both_versions_and_past_years_by_their_own(centre):
    department = factories.division()
    for year, degree in ((2025, 1), (2026, 1), (2026, 2)):
        done = factories.assignment(department=department, completed_on=datetime.date(year, 5, 2))
        factories.involvement(done, degree=degree, started_on=datetime.date(year, 4, 2))
    pipeline.drain()
    assert share_of(department, 2026) == (2, 2)

    version = decide(centre)
    pipeline.drain()

    assert version.number == 2
    assert share_of(department, 2026) == (1, 2)
    assert share_of(department, 2026, version=1) == (2, 2)
    assert share_of(department, 2025) == (1, 1)
    assert pipeline.compare().differences == 0


@time_machine.travel(IN_2026, tick=False)
def test_a_version_from_next_year_changes_nothing_until_then_and_can_be_withdrawn(centre):
    department = factories.division()
    task = factories.standing_task(department=department)
    factories.involvement(task, degree=1, started_on=datetime.date(2026, 4, 2), ended_on=datetime.date(2027, 2, 1))
    pipeline.drain()
    version = decide(centre, from_year=2027)
    pipeline.drain()
    assert share_of(department, 2026) == (1, 1)
    with time_machine.travel("2027-01-01 00:10 +01:00", tick=False):
        tasks.midnight()
        assert share_of(department, 2027) == (0, 1)
        assert share_of(department, 2027, version=1) == (1, 1)
        assert not CountDifference.objects.exists()
        with pytest.raises(RuleVersionRefusedError, match="tatt i bruk"):
            withdraw_rule_version(actor=centre, version=version)


@time_machine.travel(IN_2026, tick=False)
def test_a_withdrawn_version_is_gone_and_its_number_free(centre):
    withdraw_rule_version(actor=centre, version=decide(centre, from_year=2027))
    assert list(RuleVersion.objects.values_list("number", flat=True)) == [1]
    assert decide(centre, from_year=2027, least_degree=3).number == 2


@time_machine.travel(IN_2026, tick=False)
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"from_year": 2025}, "i år eller neste år"),
        ({"from_year": 2028}, "i år eller neste år"),
        ({"least_degree": 0}, "Grad 0"),
        ({"reason": "  "}, "Skriv hvorfor"),
        ({"least_degree": 1}, "likt versjon 1"),
    ],
)
def test_what_is_no_version_is_refused(centre, changes, message):
    with pytest.raises(RuleVersionRefusedError, match=message):
        decide(centre, **changes)


@time_machine.travel(IN_2026, tick=False)
def test_versions_follow_each_other_in_time(centre):
    decide(centre, from_year=2027)
    with pytest.raises(RuleVersionRefusedError, match="gjelder alt fra 2027"):
        decide(centre, from_year=2026, least_degree=3)


def test_only_the_centre_decides():
    with pytest.raises(NotAllowedError):
        decide(factories.staff())
    assert DepartmentShare.objects.count() == 0


@time_machine.travel(IN_2026, tick=False)
def test_the_centre_decides_on_the_page_and_the_open_page_tells_both(signed_in, client, centre):
    browser = signed_in(centre)
    page = browser.get("/innsikt/malebeskrivelse/")
    assert 'href="/innsikt/malebeskrivelse/ny/"' in page.content.decode()
    answer = browser.post(
        "/innsikt/malebeskrivelse/ny/",
        {"from_year": "2027", "headline": "with_both", "least_degree": "1", "reason": "Begge skal med."},
        follow=True,
    )
    assert "Versjon 2 er vedtatt og gjelder fra 2027." in answer.content.decode()
    seen = client.get("/innsikt/malebeskrivelse/").content.decode()
    assert "Versjon 2 gjelder fra 1. januar 2027." in seen
    assert "Begge skal med." in seen
    # The words still tell the version in force.
    assert "Hovedtallet krever medvirkning fra brukere eller pårørende." in seen
    assert "/trekk/" not in seen


def test_the_control_tells_what_it_found_and_who_looks_after_the_count_hears_once(signed_in, centre):
    department = factories.division()
    done = factories.assignment(department=department, completed_on=datetime.date(2024, 5, 2))
    pipeline.drain()
    DepartmentShare.objects.filter(department=department).update(carried_out=7)
    assert tasks.midnight() == 1
    assert tasks.midnight() == 0
    assert [message.user for message in Message.objects.filter(kind="count_control")] == [centre]
    page = signed_in(centre).get("/innsikt/kontrolltelling/").content.decode()
    assert department.name in page
    assert "Gjennomført: 7 → 1" in page
    assert done.reference not in page
