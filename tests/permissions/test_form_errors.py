"""Every form, sent empty: what is wrong stands on top, in the order of the page, in the portal's own words."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from django.core import validators
from django.db import transaction
from django.forms import Field, IntegerField
from django.urls import reverse

from tests.permissions.matrix import ROWS
from tests.permissions.roles import ROLES
from tests.permissions.rows import Row
from tests.permissions.world import World

pytestmark = pytest.mark.django_db
# Above the summary stand the heading, the way there, and what just happened.
ABOVE = {"h1", "nav", "header"}
NOT_SAID = [
    str(message)
    for message in (
        Field.default_error_messages["required"],
        IntegerField.default_error_messages["invalid"],
        validators.EmailValidator.message,
    )
]


def answering(row: Row) -> str:
    """The first role that gets the form back."""
    if not row.post:
        return ""
    reading, sending = row.reading(), row.sending()
    return next((role for role in ROLES if reading[role] == sending[role] == "200"), "")


# On the pages of signing in, a sentence or two of the library's stands above the form.
FORMS = [row for row in ROWS if answering(row) and not row.name.startswith(("account_", "mfa_"))]


def test_the_forms_are_found():
    assert len(FORMS) > 40


@pytest.mark.parametrize("row", FORMS, ids=[row.id for row in FORMS])
def test_what_is_wrong_stands_on_top_in_the_order_of_the_page(row: Row, world: World):
    role = answering(row)
    with transaction.atomic():
        address = reverse(row.name, args=world.subject(row.on, role) if row.on else ())
        page = BeautifulSoup(world.client(role).post(address).content, "html.parser")
        transaction.set_rollback(True)
    for summary in page.select("[data-error-summary]"):
        links = summary.select("a")
        targets = [link["href"].removeprefix("#") for link in links]
        places = {tag["id"]: number for number, tag in enumerate(page.find_all(id=True))}
        assert not set(targets) - set(places), "a line leads nowhere"
        assert targets == sorted(targets, key=places.__getitem__)
        assert not (before := said_before(summary)), before
        for text in [line.text for line in summary.select("li")]:
            assert not re.search(r"[.:?!…]:", text), text
            assert text not in NOT_SAID
            assert not any(text.endswith(said) for said in NOT_SAID), text


def said_before(summary: Tag) -> list[str]:
    """What of the page's own stands above the summary."""
    main = summary.find_parent("main")
    assert main is not None
    found: list[str] = []
    for tag in summary.find_all_previous(["p", "dl", "ul", "form", "section", "h2", "table"]):
        if main not in tag.parents or tag.find_parent(ABOVE) or tag.find_parent(id="messages"):
            continue
        if tag.find_parent(class_=["page-heading", "detail-heading", "form-heading"]) or summary in tag.descendants:
            continue
        found.append(str(tag)[:80])
    return found
