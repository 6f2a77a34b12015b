"""What two do at once is done once."""

from functools import partial

import pytest

from advice.units import services
from advice.units.enums import UnitState
from advice.units.models import ServiceUnit, UnitLeader
from advice.units.services import InvitationGoneError
from medvirkning.accounts.models import User
from medvirkning.notifications.models import Message
from medvirkning.web.refusals import RefusedError
from tests import advice_factories, at_once, factories
from tests.advice.units.cases import ADDRESS, applicant, facts

pytestmark = pytest.mark.django_db(transaction=True)


together = partial(at_once.together, refused=(RefusedError, InvitationGoneError))


def test_two_decisions() -> None:
    unit = advice_factories.unit(state=UnitState.APPLIED, applicant_email=ADDRESS)
    first, second = factories.centre(), factories.centre()
    assert together(
        lambda: services.approve(actor=first, unit=unit, parent=None),
        lambda: services.refuse(actor=second, unit=unit, reason="Nei"),
    ) == ["done", "refused"]
    assert Message.objects.filter(address=ADDRESS).count() == 1


def test_one_link_spent_twice() -> None:
    unit = advice_factories.unit()
    advice_factories.invitation(to=unit, token="lenke", email=ADDRESS)

    def accept() -> None:
        services.accept_as_new(token="lenke", name="Kari", language="nb", password="et-langt-passord")

    assert together(accept, accept) == ["done", "refused"]
    assert User.objects.filter(email=ADDRESS).count() == UnitLeader.objects.count() == 1


def test_two_links_of_one_account() -> None:
    account = factories.user(email=ADDRESS)
    for number in range(2):
        advice_factories.invitation(to=advice_factories.unit(), token=f"lenke-{number}", email=ADDRESS)
    assert together(
        lambda: services.accept(token="lenke-0", user=User.objects.get(pk=account.pk)),
        lambda: services.accept(token="lenke-1", user=User.objects.get(pk=account.pk)),
    ) == ["done", "done"]
    assert account.role_grants.count() == 1


def test_two_registrations_of_one_service() -> None:
    def register() -> None:
        services.register_unit(actor=None, facts=facts(), applicant=applicant())

    assert together(register, register) == ["done", "done"]
    assert ServiceUnit.objects.count() == 1


def test_two_moves_make_no_circle() -> None:
    one, other = advice_factories.unit(), advice_factories.unit()
    centre = factories.centre()
    assert together(
        lambda: services.move(actor=centre, unit=one, expected_version=1, parent=other),
        lambda: services.move(actor=centre, unit=other, expected_version=1, parent=one),
    ) == ["done", "refused"]
    lengths = sorted(len(unit.lineage) for unit in ServiceUnit.objects.all())
    assert lengths == [1, 2]


def test_two_leaders_that_leave_leave_one() -> None:
    unit = advice_factories.unit()
    leaders = [advice_factories.service_leader(of=unit) for _one in range(2)]
    rows = {row.user_id: row for row in unit.leaders.all()}
    assert together(
        *[
            lambda leader=leader: services.end_leadership(actor=leader, leadership=rows[leader.pk])  # type: ignore[misc]
            for leader in leaders
        ]
    ) == ["done", "refused"]
    assert UnitLeader.objects.in_force().count() == 1
