"""Names go when they are of no use any more; the unit stays."""

import datetime

import pytest
from django.utils import timezone

from advice.units.enums import UnitState
from advice.units.models import ServiceUnit, UnitInvitation, UnitLeader
from medvirkning import audit
from medvirkning.audit import retention
from medvirkning.audit.services import erase_person, history_model
from tests import advice_factories, factories
from tests.factories import days_ago

pytestmark = pytest.mark.django_db


def erase(name):
    [rule] = [one for one in retention.rules() if one.name == name]
    with audit.context(command="erase_expired"):
        rows = rule.expired()
        found = rows.count()
        assert (rule.erase(rows) if found else 0) == found
    return found


def changed(row, **values):
    with audit.context(command="test"):
        type(row).objects.filter(pk=row.pk).update(**values)
    return row


@pytest.mark.parametrize(("days", "gone"), [(29, 0), (32, 1)])
def test_who_was_refused(days, gone):
    unit = changed(advice_factories.unit(state=UnitState.REFUSED, applicant_language="nn"), decided_at=days_ago(days))
    assert erase("refused_units") == gone
    unit.refresh_from_db()
    assert (unit.applicant_email == unit.applicant_language == "") is bool(gone)
    kept = history_model(ServiceUnit).objects.filter(pgh_obj_id=unit.pk, payload__isnull=False).exists()
    assert kept is not bool(gone)
    assert unit.name
    assert erase("refused_units") == 0


@pytest.mark.parametrize(("days", "gone"), [(29, 0), (31, 1)])
def test_who_asked_for_a_unit_that_has_a_leader(days, gone):
    unit = advice_factories.unit()
    advice_factories.unit()
    leader = factories.user()
    with audit.context(command="test"):
        UnitLeader.objects.create(user=leader, unit=unit, valid_from=timezone.localdate() - datetime.timedelta(days))
    assert erase("registered_units") == gone


def test_who_asked_for_a_unit_that_closed():
    changed(
        advice_factories.unit(state=UnitState.CLOSED), closed_on=timezone.localdate() - datetime.timedelta(days=31)
    )
    assert erase("registered_units") == 1


@pytest.mark.parametrize("field", ["expires_at", "withdrawn_at", "accepted_at"])
def test_who_was_invited(field):
    unit = advice_factories.unit()
    old = changed(advice_factories.invitation(to=unit, token="gammel"), **{field: days_ago(32)})
    new = changed(advice_factories.invitation(to=unit, token="ny"), **{field: days_ago(28)})
    assert erase("unit_invitations") == 1
    assert UnitInvitation.objects.get(pk=old.pk).email == ""
    assert UnitInvitation.objects.get(pk=new.pk).email


def test_an_erased_leader_leaves_the_unit_and_no_name():
    unit = advice_factories.unit()
    leader = advice_factories.service_leader(of=unit, name="Nils Navn")
    made = changed(
        advice_factories.invitation(to=unit, name="Nils Navn"), accepted_by=leader, accepted_at=timezone.now()
    )
    erase_person(actor=None, person=leader, rule="test")
    made.refresh_from_db()
    assert (made.name, made.email) == ("", "")
    assert unit.leaders.count() == 1
