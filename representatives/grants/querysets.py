"""Reading grants: staff and the Centre see all, a contact those of the own organisations."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from medvirkning.accounts.enums import Role
from representatives.organisations.querysets import organisations_of

if TYPE_CHECKING:
    from representatives.grants.models import Grant, GrantScheme, SchemeRules  # noqa: F401 - named in the types


class GrantSchemeQuerySet(models.QuerySet["GrantScheme"]):
    def visible_to(self, user: Any) -> Self:
        """Staff, the Centre, and contacts of organisations, who meet them on their grants."""
        if user.is_authenticated and user.has_role(Role.STAFF, Role.CENTRE, Role.ORGANISATION_CONTACT):
            return self
        return self.none()


class SchemeRulesQuerySet(models.QuerySet["SchemeRules"]):
    def for_year(self, year: int) -> Self:
        """The rules in force in a year, first."""
        return self.filter(first_year__lte=year).order_by("-first_year")


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, user: Any) -> Self:
        """Staff and the Centre see all, a contact those of the own organisations."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.STAFF, Role.CENTRE):
            return self
        return self.filter(organisation__in=organisations_of(user))
