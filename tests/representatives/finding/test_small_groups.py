"""What differences between filters may tell of somebody known: never which organisation a row is of (adr 0178)."""

import pytest

from representatives.geography.enums import County
from tests import factories
from tests import register_factories as register
from tests.representatives.finding.cases import found, text_of

LIST = "/representanter/"


@pytest.fixture
def staff(signed_in, db):
    return signed_in(factories.staff())


def organisation(name: str, *, people: int, matching: int, **profile):
    made = register.registered(name=name)
    for place in range(people):
        found(of=made, themes=["rus"] if place < matching else ["eldre"], **profile)
    return made


@pytest.mark.parametrize(
    ("people", "matching", "is_named"),
    [(1, 1, False), (4, 2, False), (5, 1, True), (5, 4, True), (5, 5, False), (5, 0, False)],
)
def test_an_organisation_is_named_where_nobody_of_it_is_pointed_at(staff, people, matching, is_named):
    """Five at least could be meant, some match and not all do."""
    organisation("Foreningen Liten", people=people, matching=matching)
    organisation("Foreningen Stor", people=9, matching=5)
    page = text_of(staff.get(LIST + "?tema=rus"))
    assert ("Foreningen Liten" in page) is is_named
    assert "Foreningen Stor" in page


@pytest.mark.parametrize(("people", "is_named"), [(4, False), (5, True)])
def test_without_filters_on_special_data_five_are_enough(staff, people, is_named):
    organisation("Foreningen Liten", people=people, matching=people)
    assert ("Foreningen Liten" in text_of(staff.get(LIST))) is is_named


def test_other_filters_make_the_group_smaller(staff):
    """Whoever narrows by language or place until one is left sees the organisation no more."""
    made = organisation("Foreningen Stor", people=9, matching=4)
    found(of=made, themes=["rus"], languages=["norsk", "kvensk"], county=County.FINNMARK)
    assert "Foreningen Stor" in text_of(staff.get(LIST + "?tema=rus"))
    for query in ("?sprak=kvensk", "?fylke=56", "?tema=rus&sprak=kvensk", "?tema=rus&fylke=56"):
        page = text_of(staff.get(LIST + query))
        assert "Foreningen Stor" not in page
        assert "1 person fra 1 organisasjon i 1 fylke." in page


def test_downloads_hold_no_organisation(staff):
    organisation("Foreningen Stor", people=9, matching=4)
    for query in ("?format=csv", "?tema=rus&format=csv"):
        body = b"".join(staff.get(LIST + query).streaming_content).decode()
        assert "Foreningen" not in body
        assert body.splitlines()[0].endswith("Kan delta til og med")


def test_names_of_organisations_are_few_and_the_rest_is_counted(staff):
    for place in range(14):
        organisation(f"Foreningen {place:02}", people=5, matching=0)
    page = text_of(staff.get(LIST))
    assert page.count("Foreningen ") == 12
    assert "og 2 organisasjoner til" in page
