"""What two do at once is done once."""

from functools import partial

import pytest

from medvirkning.accounts.invitations.services import InvitationGoneError
from medvirkning.accounts.models import User
from medvirkning.web.refusals import RefusedError
from representatives.consents.models import Consent
from representatives.panels import services
from representatives.panels.models import PanelMember
from tests import at_once, factories, register_factories
from tests.representatives.panels.cases import (
    ADDRESS,
    GUARDIAN,
    NEW,
    invited,
    minor_said_yes,
    token_to,
    youth_panel,
)

pytestmark = pytest.mark.django_db(transaction=True)

together = partial(at_once.together, refused=(RefusedError, InvitationGoneError))


def test_one_link_spent_twice() -> None:
    invited(register_factories.panel())
    accept = partial(services.accept_as_new, token="lenke", **NEW)
    assert together(accept, accept) == ["done", "refused"]
    assert User.objects.filter(email=ADDRESS).count() == PanelMember.objects.seated().count() == 1


def test_one_seat_taken_by_two() -> None:
    panel = register_factories.panel(seats=1)
    for number in range(2):
        invited(panel, token=f"lenke-{number}", email=f"{number}@post.example")
    assert together(
        partial(services.accept_as_new, token="lenke-0", **NEW),
        partial(services.accept_as_new, token="lenke-1", **NEW),
    ) == ["done", "refused"]
    assert panel.members.taken().count() == 1


def test_one_address_invited_twice() -> None:
    manager = factories.staff()
    panel = register_factories.panel(run_by=manager)
    invite = partial(services.invite, panel=panel, name="Noor", email=ADDRESS)
    assert together(partial(invite, actor=manager), partial(invite, actor=User.objects.get(pk=manager.pk))) == [
        "done",
        "refused",
    ]


def test_a_guardian_who_says_yes_and_no() -> None:
    minor_said_yes(youth_panel())
    token = token_to(GUARDIAN, "foresatt")
    assert together(partial(services.agree, token=token), partial(services.refuse, token=token)) == ["done", "refused"]
    seated = PanelMember.objects.seated().count()
    assert seated == Consent.objects.in_force().count()


def test_yes_and_no_of_the_one_invited() -> None:
    invited(register_factories.panel())
    accept = partial(services.accept_as_new, token="lenke", **NEW)
    assert together(accept, partial(services.decline, token="lenke")) == ["done", "refused"]
