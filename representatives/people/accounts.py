"""Accounts of those outside: contacts of organisations and representatives, and what is left when they stop."""

import datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import RoleGrant, User
from medvirkning.audit import erasers
from representatives.organisations.models import OrganisationContact, OrganisationInvitation
from representatives.people.models import Person

OUTSIDE = (Role.ORGANISATION_CONTACT, Role.REPRESENTATIVE)
# Where an account may have a duty without a role: that of somebody a file brought in.
WITH_DUTIES = frozenset({"projects", "advice"})


def with_a_name() -> QuerySet[User]:
    """Accounts that were not erased."""
    return User.objects.filter(is_active=True).exclude(name="")


def contacts_and_unused(words: str) -> QuerySet[User]:
    """By name: who acts, or has acted, for an organisation, and whose account has no use at all.

    Whoever has another role too is somebody of the directorate or a service: erasing that account is not done here.
    """
    was_contact = Q(Exists(_contacts())) | Q(Exists(_grants().filter(role=Role.ORGANISATION_CONTACT)))
    rows = with_a_name().filter(Q(name__icontains=words) | Q(email__iexact=words.strip()))
    others = _grants().exclude(role__in=OUTSIDE).filter(_not_ended())
    return rows.filter(was_contact | _never_had_a_use(), ~Exists(others)).order_by("name_sort", "pk")


def unused_since(day: datetime.date) -> QuerySet[User]:
    """Accounts without any role, post or duty since a day: made, last used, and with the last role over before it.

    Those that have had a role of the directorate or a service stay: what they decided says by whom.
    """
    over = _grants().filter(Q(valid_to=None) | Q(valid_to__gte=day))
    contact = _contacts().filter(Q(valid_to=None) | Q(valid_to__gte=day))
    inside = _grants().exclude(role__in=OUTSIDE)
    rows = with_a_name().filter(created_at__date__lt=day).filter(Q(last_login=None) | Q(last_login__date__lt=day))
    rows = rows.filter(
        ~Exists(over), ~Exists(contact), ~Exists(inside), ~Exists(_people()), ~Exists(_open_invitations())
    )
    return rows.filter(Exists(_grants()) | _never_had_a_use()).order_by("pk")


def _never_had_a_use() -> Q:
    """No role ever, nobody of the register, and no row of the log or the advice points at it."""
    never = ~Q(Exists(_grants())) & ~Q(Exists(_people()))
    for relation in erasers.relations(User):
        label, field = relation.rsplit(".", 1)
        model = apps.get_model(label)
        if model._meta.app_label in WITH_DUTIES:
            never &= ~Q(Exists(model._base_manager.filter(**{field: OuterRef("pk")})))
    return never


def _grants() -> Any:
    return RoleGrant.objects.filter(user=OuterRef("pk"))


def _contacts() -> Any:
    return OrganisationContact.objects.filter(user=OuterRef("pk"))


def _people() -> Any:
    return Person.objects.filter(user=OuterRef("pk"))


def _open_invitations() -> Any:
    return OrganisationInvitation.objects.open().filter(email=OuterRef("email"))


def _not_ended() -> Q:
    return Q(valid_to=None) | Q(valid_to__gte=timezone.localdate())
