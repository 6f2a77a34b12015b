"""A service, its leader and the year's draft, for the tests that need no more."""

import pytest
from django.utils import timezone

from advice.assessments.services import filling
from tests import advice_factories


@pytest.fixture
def unit():
    return advice_factories.unit(name="Fjord DPS")


@pytest.fixture
def leader(unit):
    return advice_factories.service_leader(of=unit, name="Liv Leder")


@pytest.fixture
def draft(leader, unit):
    return filling.start(actor=leader, subject=unit, year=timezone.localdate().year)
