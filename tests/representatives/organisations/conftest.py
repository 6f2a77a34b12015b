"""What the tests of organisations share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.representatives.organisations.entity_register import FakeRegister, running


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    """The Centre's accounts come straight to the pages; the demand has tests of its own."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "SecondFactorMiddleware" not in one]


@pytest.fixture
def entity_register(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeRegister]:
    """Enhetsregisteret as the portal finds it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as register:
        settings.MEDVIRKNING_ENTITY_REGISTER_URL = register.address
        yield register
