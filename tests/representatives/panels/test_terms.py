"""How long a member's period may be: the panel's term, counted from today, and a youth panel's upper age."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning.web.dates import format_date
from representatives.panels.enums import PanelKind
from representatives.panels.terms import last_day_of_term, limit_of
from tests import factories, register_factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return factories.staff()


def seat(manager, *, birth_year=None, valid_to=None, **panel):
    made = register_factories.panel(run_by=manager, **panel)
    return register_factories.member(of=made, birth_year=birth_year, valid_to=valid_to)


def post(signed_in, manager, member, day):
    return signed_in(manager).post(
        reverse("panels:term", args=[member.pk]), {"version": member.version, "valid_to": day and day.isoformat()}
    )


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [("2026-01-31", 1, "2026-02-27"), ("2026-11-22", 24, "2028-11-21"), ("2024-02-29", 12, "2025-02-27")],
)
def test_a_term_ends_the_day_before_the_same_date(first, months, last):
    assert last_day_of_term(datetime.date.fromisoformat(first), months) == datetime.date.fromisoformat(last)


@pytest.mark.parametrize("day", [datetime.date(2060, 1, 1), ""])
def test_never_past_the_panels_term(signed_in, manager, day):
    member = seat(manager, term_months=24, valid_to=timezone.localdate())
    last = last_day_of_term(timezone.localdate(), 24)
    page = post(signed_in, manager, member, day)
    assert f"Siste mulige dag er {format_date(last)}. En periode i panelet er 24 måneder." in str(
        page.context["form"].errors
    )
    assert post(signed_in, manager, member, last).status_code == 302
    member.refresh_from_db()
    assert member.valid_to == last


def test_nor_past_the_year_in_which_the_upper_age_is_reached(signed_in, manager):
    year = timezone.localdate().year
    member = seat(manager, birth_year=year - 19, kind=PanelKind.YOUTH, youngest=13, oldest=20, term_months=36)
    last = datetime.date(year + 1, 12, 31)
    page = post(signed_in, manager, member, last + datetime.timedelta(days=1))
    assert f"Siste mulige dag er {format_date(last)}. Panelet er for dem som fyller fra 13 til 20 år." in str(
        page.context["form"].errors
    )
    assert post(signed_in, manager, member, last).status_code == 302


def test_who_has_grown_past_it_sits_the_term_out(signed_in, manager):
    today = timezone.localdate()
    until = today + datetime.timedelta(days=90)
    member = seat(manager, birth_year=today.year - 30, valid_to=until, kind=PanelKind.YOUTH, youngest=13, oldest=20)
    assert limit_of(member).last_day == until
    assert post(signed_in, manager, member, until + datetime.timedelta(days=1)).status_code == 200
    assert post(signed_in, manager, member, until - datetime.timedelta(days=1)).status_code == 302


def test_a_panel_without_terms_sets_no_limit(signed_in, manager):
    member = seat(manager)
    assert limit_of(member) is None
    assert post(signed_in, manager, member, "").status_code == 302
