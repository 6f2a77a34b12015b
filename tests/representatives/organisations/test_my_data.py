"""A contact who is in the register too is told for whom."""

import pytest
from django.utils import timezone

from representatives.people import my_data
from tests import register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]


def test_for_whom_one_acts_and_by_which_invitation():
    person = register_factories.person()
    organisation = register_factories.registered(name="Nærlys")
    register_factories.contact(of=organisation, account=person.user)
    register_factories.organisation_invitation(
        of=organisation, name="Skrevet navn", email="a@forening.example", accepted_by=person.user,
        accepted_at=timezone.now(),
    )  # fmt: skip
    acts, invitation = my_data.everything_about(person)["contact_for"]
    assert acts["organisation"].value == "Nærlys"
    assert {"Skrevet navn", "a@forening.example"} <= {told.value for told in invitation.values()}
