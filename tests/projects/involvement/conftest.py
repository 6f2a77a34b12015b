"""A work item, somebody of another department who logs on it, and the quick log's address."""

import pytest
from django.urls import reverse

from tests import factories


@pytest.fixture
def item():
    return factories.assignment(title="Veileder om fengselshelse")


@pytest.fixture
def staff(signed_in):
    return signed_in(factories.staff())


@pytest.fixture
def address(item):
    return reverse("involvement:log", args=[item.reference])
