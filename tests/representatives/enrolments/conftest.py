"""What the tests of posts share."""

from typing import Any

import pytest

from medvirkning.accounts.models import User
from representatives.organisations.models import Organisation
from tests import register_factories


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    """The Centre's accounts come straight to the pages; the demand has tests of its own."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "SecondFactorMiddleware" not in one]


@pytest.fixture
def organisation() -> Organisation:
    return register_factories.registered(name="Foreningen Fri")


@pytest.fixture
def contact(organisation: Organisation) -> User:
    return register_factories.contact(of=organisation, name="Kari Kontakt")
