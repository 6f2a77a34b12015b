"""What two do at once is done once."""

from functools import partial

import pytest

from medvirkning.accounts.models import User
from medvirkning.notifications.models import Message
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import RefusedError
from representatives.consents.models import Consent
from representatives.enrolments import services
from representatives.enrolments.models import Representative
from representatives.enrolments.services import InvitationGoneError
from representatives.people.models import Person
from tests import at_once, factories, register_factories
from tests.representatives.enrolments.cases import ADDRESS, PASSWORD, enter, today

pytestmark = pytest.mark.django_db(transaction=True)

together = partial(at_once.together, refused=(RefusedError, InvitationGoneError, StaleVersion))


def again(account):
    """As another request reads it."""
    return User.objects.get(pk=account.pk)


def test_one_link_accepted_twice():
    register_factories.invited(by=register_factories.registered(), token="lenke", email=ADDRESS)

    def accept():
        services.accept_as_new(
            token="lenke", name="Kari", language="nb", password=PASSWORD, purposes=["register", "shown"]
        )

    assert together(accept, accept) == ["done", "refused"]
    assert User.objects.filter(email=ADDRESS).count() == Person.objects.count() == 1
    assert Consent.objects.count() == 2
    assert Representative.objects.going_on().count() == 1


def test_a_yes_and_a_no():
    account = factories.user(email=ADDRESS)
    register_factories.invited(by=register_factories.registered(), token="lenke", email=ADDRESS)
    assert together(
        lambda: services.accept(token="lenke", user=again(account), purposes=["register"]),
        lambda: services.decline(token="lenke", user=None),
    ) == ["done", "refused"]


def test_two_organisations_links_make_one_person():
    account = factories.user(email=ADDRESS)
    for number in range(2):
        register_factories.invited(by=register_factories.registered(), token=f"lenke-{number}", email=ADDRESS)
    assert together(
        *[
            lambda number=number: services.accept(
                token=f"lenke-{number}", user=again(account), purposes=["register", "contact"]
            )
            for number in range(2)
        ]
    ) == ["done", "done"]
    assert Person.objects.count() == 1
    assert Representative.objects.going_on().filter(person__user=account).count() == 2
    assert Consent.objects.in_force().count() == 2
    assert account.role_grants.count() == 1


def test_one_address_invited_twice():
    organisation = register_factories.registered()
    contacts = [register_factories.contact(of=organisation) for _one in range(2)]
    assert together(*[lambda one=one: enter(again(one), organisation) for one in contacts]) == ["done", "refused"]
    assert Representative.objects.count() == Message.objects.count() == 1


def test_one_number_invited_twice():
    organisation = register_factories.registered()
    account = register_factories.contact(of=organisation)

    def by_phone():
        enter(again(account), organisation, email="", phone="41234567")

    assert together(by_phone, by_phone) == ["done", "refused"]


def test_taking_back_while_the_person_answers():
    organisation = register_factories.registered()
    account = register_factories.contact(of=organisation)
    row = register_factories.invited(by=organisation, token="lenke", email=ADDRESS)
    person = factories.user(email=ADDRESS)
    assert together(
        lambda: services.cancel(actor=again(account), post=row),
        lambda: services.accept(token="lenke", user=again(person), purposes=["register"]),
    ) == ["done", "refused"]


def test_ending_while_the_person_leaves():
    post = register_factories.representative()
    account = register_factories.contact(of=post.organisation)
    outcomes = together(
        lambda: services.leave(actor=again(post.person.user), post=post),
        lambda: services.end(actor=again(account), post=post, expected_version=1, last_day=today(-1)),
    )
    assert outcomes == ["done", "refused"]
    assert not User.objects.get(pk=post.person.user_id).has_role("representative")
