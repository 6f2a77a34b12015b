"""How many queries a page may ask: a number that never grows with the register.

`tests/query_budgets.json` holds for each page and role the queries it asked when it was last recorded; a page that
asks another number fails. Record anew with `MEDVIRKNING_RECORD_BUDGETS=1` and look at the difference. The queries by
which every page finds its session, account and second factor are not the page's own and are left out.

To hold a page to its budget, add it to `PAGES`: `make` builds a small and then a larger register (it is called
twice) and gives the address.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from medvirkning.accounts.models import User
from medvirkning.web import fictitious
from projects.work.enums import DecisionStatus, WorkStatus
from tests import factories
from tests.advice import budget_pages
from tests.projects.shares.registers import random_register
from tests.representatives import budget_pages as register_pages

BUDGETS = Path(__file__).parent / "query_budgets.json"
LIST, DASHBOARD, RECORD, FIRST = 6, 8, 26, 15
# A list whose filters have choices of their own asks for them too; a page of many parts asks once for each.
LIST_WITH_CHOICES, PARTS, OWN_PAGE = 9, 14, 28
SIGNING_IN = (
    'FROM "django_session"',
    'FROM "accounts_user" WHERE "accounts_user"."id" =',
    'FROM "mfa_authenticator"',
)


@dataclass(frozen=True)
class Page:
    """An address by its URL name, the most it may ever ask, and the roles that read it."""

    name: str
    limit: int
    make: Callable[[int], str]
    roles: tuple[str, ...] = ("staff", "leader", "centre")


def figures(name: str, query: str = "") -> Callable[[int], str]:
    """A page of the directorate's figures."""

    def make(seed: int) -> str:
        root = random_register(seed, items=15 * seed)[0]
        kwargs = {} if name == "insight:dashboard" else {"code": root.code}
        return reverse(name, kwargs=kwargs) + query

    return make


def work_list(seed: int) -> str:
    """The list of a register with more work for each seed, restricted work among it."""
    department = factories.division()
    for number in range(4 * seed):
        item = factories.assignment(department=department, restricted=number == 0)
        factories.involvement(item)
    return reverse("work:list")


def work_page(seed: int) -> str:
    """An item with more people, events, inputs and requests for each seed."""
    item = factories.standing_task()
    for number in range(seed):
        row = factories.involvement(item, event_fields={"people": [factories.person(), factories.person()]})
        factories.said(row)
        factories.said(row, outcome="followed")
        factories.answer(row)
        factories.exemption(item, year=2020 + number)
    return reverse("work:detail", args=[item.reference])


def first_page(seed: int) -> str:
    """More that waits for everybody with each seed: requests, deadlines, standing tasks, inputs and drafts."""
    factories.directorate()
    everybody = list(User.objects.order_by("pk"))
    for number in range(seed):
        for account in everybody:
            item = factories.assignment(responsible=account, due_on=timezone.localdate(), status=WorkStatus.ONGOING)
            factories.exemption(item, year=timezone.localdate().year + number, status=DecisionStatus.REQUESTED)
            factories.standing_task(responsible=account)
            row = factories.involvement(factories.assignment(responsible=account))
            factories.said(row)
            factories.involvement(item, state="draft", logged_by=account)
    budget_pages.wait_for_the_centre(seed)
    return reverse("front:home")


PAGES = [
    Page("front:home", FIRST, first_page),
    Page("work:list", LIST, work_list),
    Page("work:detail", RECORD, work_page),
    Page("insight:dashboard", DASHBOARD, figures("insight:dashboard")),
    Page("insight:department", DASHBOARD, figures("insight:department", "?aar=2025")),
    Page("insight:records", LIST, figures("insight:records", "?aar=2025&maal=carried_out")),
    Page("catalogue:list", LIST, budget_pages.pieces, ("visitor", "centre")),
    Page("catalogue:detail", PARTS, budget_pages.piece, ("visitor", "staff", "centre")),
    Page("implementation:activities", LIST_WITH_CHOICES, budget_pages.activities, ("visitor", "staff")),
    Page("implementation:plan", PARTS, budget_pages.plan, ("visitor", "centre")),
    Page("units:list", LIST, budget_pages.units, ("centre",)),
    Page("assessments:list", LIST_WITH_CHOICES, budget_pages.assessments, ("staff", "centre")),
    Page("assessments:home", PARTS, budget_pages.home, ("service", "centre")),
    Page("overview:national", PARTS, budget_pages.overview, ("service", "centre")),
    Page("organisations:list", LIST_WITH_CHOICES, register_pages.organisations, ("staff", "centre", "contact")),
    Page("organisations:detail", RECORD, register_pages.organisation, ("staff", "centre", "contact")),
    Page("enrolments:list", LIST_WITH_CHOICES, register_pages.people, ("centre", "contact")),
    Page("finding:list", LIST_WITH_CHOICES, register_pages.found, ("staff", "centre")),
    Page("panels:list", LIST_WITH_CHOICES, register_pages.panels, ("staff", "contact")),
    Page("grants:list", LIST_WITH_CHOICES, register_pages.grants, ("staff", "contact")),
    Page("my_page:home", OWN_PAGE, register_pages.my_page, ("representative",)),
]


def centre() -> User:
    """With the second factor that the Centre must have."""
    account = factories.centre()
    TOTP.activate(account, generate_totp_secret())
    return account


ACCOUNTS: dict[str, Callable[[], User]] = {
    "staff": factories.staff,
    "leader": lambda: factories.leader(of=factories.directorate()),
    "centre": centre,
    "service": budget_pages.service_leader,
    "contact": register_pages.contact,
    "representative": register_pages.representative,
}


def queries_of(client, address: str) -> list[str]:
    # Asked once a minute, so it belongs to no page; the minute may end between two measurements.
    fictitious.forget()
    fictitious.is_fictitious()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return [one["sql"] for one in captured if not any(mark in one["sql"] for mark in SIGNING_IN)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("measured", "role"), [pytest.param(page, role, id=f"{page.name}-{role}") for page in PAGES for role in page.roles]
)
def test_a_page_keeps_its_budget(measured, role, signed_in, client):
    visitor = client
    small = measured.make(1)
    client = visitor if role == "visitor" else signed_in(ACCOUNTS[role]())
    # What a process learns once belongs to no page.
    client.get(small)
    asked = queries_of(client, small)
    larger = queries_of(client, measured.make(3))
    assert len(asked) == len(larger), "\n".join(larger)
    assert len(asked) <= measured.limit, "\n".join(asked)
    recorded = json.loads(BUDGETS.read_text()) if BUDGETS.exists() else {}
    if os.environ.get("MEDVIRKNING_RECORD_BUDGETS"):
        recorded.setdefault(measured.name, {})[role] = len(asked)
        BUDGETS.write_text(json.dumps(recorded, indent=1, sort_keys=True) + "\n")
    assert recorded[measured.name][role] == len(asked), "\n".join(asked)


def test_every_recorded_page_is_measured():
    recorded = json.loads(BUDGETS.read_text())
    assert set(recorded) == {page.name for page in PAGES}
    for page in PAGES:
        assert set(recorded[page.name]) == set(page.roles)
        assert max(recorded[page.name].values()) <= page.limit
