"""An organisation turns out to be of another kind: consultations it answered are counted anew."""

import pytest

from projects.shares import pipeline
from projects.shares.models import CountedWork
from representatives.organisations import services
from tests import factories, register_factories

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("history_context")
def test_the_share_follows_the_kind():
    organisation = register_factories.registered(kind="public_body", organisation_number="810000007")
    work_item = factories.assignment(completed_on=factories.day("2025-05-01"))
    factories.involvement(
        work_item,
        started_on=factories.day("2025-04-01"),
        event_fields={"form": "consultation", "organisations": [organisation]},
    )
    pipeline.drain()
    assert CountedWork.objects.get(work_item=work_item).any_on is None
    services.change_facts(
        actor=factories.centre(), organisation=organisation, expected_version=1, values={"kind": "user"}
    )
    pipeline.drain()
    assert CountedWork.objects.get(work_item=work_item).any_on is not None
