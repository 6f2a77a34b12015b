"""Withdrawn or expired: gone from every list within the request (domain, «Personal data»).

`READINGS` are all places that ask who has agreed. A file that asks and has no reading here fails the last test.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from representatives.consents import services
from representatives.consents.enums import ConsentPurpose
from representatives.consents.models import Consent
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.enrolments.reading import read_person
from representatives.panels.models import PanelMember
from representatives.people.models import Person
from tests import factories, register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

ROOT = Path(__file__).resolve().parents[3] / "representatives"


@dataclass
class World:
    """A person with every kind of post, and those who see it."""

    person: Any
    contact: Any
    staff: Any
    centre: Any
    manager: Any


@pytest.fixture
def world():
    person = register_factories.person()
    organisation = register_factories.registered()
    register_factories.representative(of=organisation, who=person)
    register_factories.consultant(of=organisation, who=person)
    manager, staff = factories.staff(), factories.staff()
    register_factories.member(of=register_factories.panel(run_by=manager), who=person)
    for access_class in ("personal", "special"):
        register_factories.disclosure(of=person, to=staff, access_class=access_class)
    contact = register_factories.contact(of=organisation)
    return World(person, contact, staff, factories.centre(), manager)


Reading = Callable[[World], bool]


def _rows(model: Any, reader: str) -> Reading:
    return lambda world: model.objects.visible_to(getattr(world, reader)).filter(person=world.person).exists()


def _read(reader: str) -> Reading:
    def read(world: World) -> bool:
        seen = read_person(getattr(world, reader), world.person, view="test")
        return seen.contact is not None or seen.special is not None

    return read


READINGS: dict[str, Reading] = {
    "enrolments/querysets.py: mandates, the contact": _rows(Representative, "contact"),
    "enrolments/querysets.py: mandates, the Centre": _rows(Representative, "centre"),
    "enrolments/querysets.py: employments, the contact": _rows(ExperienceConsultant, "contact"),
    "enrolments/reading.py: the contact": _read("contact"),
    "enrolments/reading.py: staff": _read("staff"),
    "enrolments/reading.py: the Centre": _read("centre"),
    "panels/querysets.py: seats, who runs the panel": _rows(PanelMember, "manager"),
    "panels/querysets.py: seats, the Centre": _rows(PanelMember, "centre"),
    "people/querysets.py: names, the Centre": lambda world: (
        Person.objects.visible_to(world.centre).filter(pk=world.person.pk).exists()
    ),
    "people/querysets.py: names, staff": lambda world: (
        Person.objects.visible_to(world.staff).filter(pk=world.person.pk).exists()
    ),
}


def withdrawn(person: Any) -> None:
    services.withdraw(actor=person.user, person=person, purpose=ConsentPurpose.REGISTER)


def expired(person: Any) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Consent.objects.filter(person=person).update(expires_on=yesterday)


@pytest.mark.parametrize("end", [withdrawn, expired])
@pytest.mark.parametrize("name", READINGS)
def test_gone_at_once(world, name, end):
    read = READINGS[name]
    assert read(world), "the test must see the person before"
    end(world.person)
    assert not read(world)


@pytest.mark.parametrize("end", [withdrawn, expired])
def test_the_person_still_sees_the_own(world, end):
    end(world.person)
    assert Representative.objects.visible_to(world.person.user).exists()
    assert read_person(world.person.user, world.person, view="test").contact is not None


def test_every_place_that_asks_is_read_here():
    """`finding` has readings of its own: its tests walk the same two ends. A service shows nobody to anybody."""
    asks = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if "consented(" in path.read_text()
        and path.parent.name not in {"consents", "finding", "demonstration", "services"}
    }
    assert asks <= {name.split(":")[0] for name in READINGS}
