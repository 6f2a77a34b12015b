"""A small register of people who can be found, for the tests of finding."""

from typing import Any

from representatives.organisations.models import Organisation
from representatives.people.models import Person
from tests import register_factories as register


def found(*, of: Organisation | None = None, name: str | None = None, **profile: Any) -> Person:
    """Somebody who agrees to everything and has a mandate."""
    who = register.person(name=name, **profile)
    register.representative(of=of, who=who)
    return who


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def rows_in(response: Any) -> int:
    return len(response.context["table"].data.data)
