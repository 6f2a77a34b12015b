import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from medvirkning.accounts.enums import Role
from medvirkning.web.periods import in_force
from medvirkning.web.visible import visible_rows
from projects.departments.enums import MemberRole

if TYPE_CHECKING:
    from medvirkning.accounts.models import User


class DepartmentQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        """Staff, the Centre and administrators see the whole tree; nobody else sees any of it."""
        if user.is_authenticated and user.has_role(Role.STAFF, Role.CENTRE, Role.ADMINISTRATOR):
            return self
        return self.none()

    def matching(self, words: str) -> Self:
        """Names that hold the words, or parts of them by trigrams."""
        return self.filter(
            Q(name_nb__icontains=words) | Q(name_nb__trigram_word_similar=words) | Q(code__iexact=words)
        )

    def in_tree(self) -> Self:
        """Without «Ikke oppgitt», which has no share."""
        return self.filter(outside_tree=False)

    def open_on(self, day: datetime.date) -> Self:
        return self.filter(in_force(day))

    def roots(self) -> Self:
        return self.filter(parent=None, outside_tree=False)

    def with_all_below(self, codes: Iterable[str]) -> Self:
        """The departments with these codes and every department below them, in all years."""
        return self.filter(lineage__overlap=list(codes))


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        """Who works where is known to those who see the tree."""
        if user.is_authenticated and user.has_role(Role.STAFF, Role.CENTRE, Role.ADMINISTRATOR):
            return self
        return self.none()

    def in_force(self, on: datetime.date) -> Self:
        return self.filter(in_force(on))

    def leaders(self) -> Self:
        return self.filter(role=MemberRole.LEADER)

    def held_by(self, user_id: int, *, deputising_for: models.QuerySet) -> Self:
        """The account's own memberships, and the leaderships of those it deputises for."""
        return self.filter(Q(user_id=user_id) | Q(user_id__in=deputising_for, role=MemberRole.LEADER))


class DeputyQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        """Deputyships that the account gave or holds."""
        return self.filter(Q(leader=user.pk) | Q(deputy=user.pk)).select_related("deputy", "leader")

    def named_by(self, user: "User") -> Self:
        return self.filter(leader=user.pk).order_by("valid_from", "pk")


def departments_for(user: "User") -> DepartmentQuerySet:
    """The departments that the account sees."""
    return visible_rows(DepartmentQuerySet, "projects.Department", user)


def deputies_of(user: "User", today: datetime.date) -> DeputyQuerySet:
    """Whom the account has named as deputies, today or later."""
    rows: DeputyQuerySet = apps.get_model("projects.Deputy").objects.visible_to(user)
    return rows.named_by(user).filter(valid_to__gte=today)


def leaders_and_deputies(code: str, today: datetime.date) -> "list[User]":
    """Who leads the department itself on that day, and who deputises for them."""
    memberships = apps.get_model("projects.Membership").objects.in_force(today).leaders()
    leaders = memberships.filter(department__code=code).values("user")
    deputies = apps.get_model("projects.Deputy").objects.filter(
        leader__in=leaders, valid_from__lte=today, valid_to__gte=today
    )
    accounts = apps.get_model("accounts.User").objects.active()
    return list((accounts.filter(pk__in=leaders) | accounts.filter(pk__in=deputies.values("deputy"))).order_by("pk"))
