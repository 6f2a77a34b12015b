"""Roles: dated, read once, the only way to rights."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts import services
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import RoleGrant, User
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

TODAY = timezone.localdate
DAY = datetime.timedelta(days=1)


def test_a_role_holds_from_its_first_to_its_last_day():
    user = factories.user()
    services.grant_role(actor=None, user=user, role=Role.STAFF, valid_from=TODAY(), valid_to=TODAY() + DAY)
    assert user.has_role(Role.STAFF)
    assert user.has_role(Role.STAFF, Role.CENTRE)
    assert user.has_role(Role.STAFF, on=TODAY() + DAY)
    assert not user.has_role(Role.STAFF, on=TODAY() - DAY)
    assert not user.has_role(Role.STAFF, on=TODAY() + 2 * DAY)
    assert list(User.objects.with_role(Role.STAFF).filter(pk=user.pk)) == [user]
    assert not User.objects.with_role(Role.STAFF, on=TODAY() - DAY).filter(pk=user.pk).exists()


def test_roles_are_read_once(django_assert_num_queries):
    user = factories.centre()
    user = User.objects.get(pk=user.pk)
    with django_assert_num_queries(1):
        assert user.has_role(Role.CENTRE)
        assert not user.has_role(Role.ADMINISTRATOR)


def test_a_closed_account_has_no_role():
    user = factories.centre()
    services.deactivate_user(actor=None, user=user)
    assert not user.has_role(Role.CENTRE)
    assert not user.has_perm("anything")


def test_the_same_role_twice_in_a_period_is_refused():
    user = factories.user()
    services.grant_role(actor=None, user=user, role=Role.STAFF)
    with pytest.raises(services.RoleAlreadyHeldError):
        services.grant_role(actor=None, user=user, role=Role.STAFF, valid_from=TODAY() + DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=user, role=Role.STAFF, valid_from=TODAY())
    services.grant_role(actor=None, user=user, role=Role.STAFF, valid_from=TODAY() - 9 * DAY, valid_to=TODAY() - DAY)


def test_an_end_before_the_start_is_refused():
    with pytest.raises(ValidationError, match="Sluttdatoen"):
        services.grant_role(
            actor=None, user=factories.user(), role=Role.STAFF, valid_from=TODAY(), valid_to=TODAY() - DAY
        )


def test_a_revoked_role_ends_yesterday_and_one_that_never_held_is_gone():
    user = factories.user()
    services.grant_role(actor=None, user=user, role=Role.STAFF, valid_from=TODAY() - 5 * DAY)
    services.grant_role(actor=None, user=user, role=Role.CENTRE, valid_from=TODAY())
    assert services.revoke_role(actor=None, user=user, role=Role.STAFF) == 1
    assert services.revoke_role(actor=None, user=user, role=Role.CENTRE) == 1
    assert not user.has_role(Role.STAFF, Role.CENTRE)
    assert user.has_role(Role.STAFF, on=TODAY() - DAY)
    assert list(user.role_grants.values_list("role", flat=True)) == [Role.STAFF]


def test_no_account_stands_above_the_rules():
    user = factories.administrator()
    assert user.is_staff
    assert not hasattr(user, "is_superuser")
    assert not user.has_perm("no.such_rule")


def test_addresses_are_one_account_however_written():
    with audit.context(command="x"):
        user = services.create_user(actor=None, email=" Kari@Example.ORG ", name="Kari")
    assert user.email == "kari@example.org"
    assert User.objects.get_by_natural_key("KARI@example.org") == user
    with pytest.raises(ValidationError, match="alt en konto"):
        services.create_user(actor=None, email="KARI@EXAMPLE.org", name="Another")
    with pytest.raises(IntegrityError, match="user_email_lower_case"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(email="Kari@example.org")
