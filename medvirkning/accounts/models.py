"""Accounts, their roles, and API tokens."""

import datetime

import rules
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning import audit
from medvirkning.accounts.enums import Language, Role, Scope
from medvirkning.accounts.querysets import ApiTokenQuerySet, RoleGrantQuerySet, UserManager
from medvirkning.web.sorting import sort_key_field


@audit.track(personal=["email", "name"], exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person who can sign in. Rights come from roles and rules; no account stands above them."""

    email = models.EmailField(
        _("e-postadresse"),
        unique=True,
        error_messages={"unique": _("Det finnes alt en konto med denne e-postadressen.")},
    )
    name = models.CharField(_("navn"), max_length=200)
    language = models.CharField(_("språk"), max_length=2, choices=Language.choices, default=Language.NB)
    is_active = models.BooleanField(_("aktiv"), default=True)
    created_at = models.DateTimeField(_("opprettet"), default=timezone.now, editable=False)
    name_sort = sort_key_field("name")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("konto")
        verbose_name_plural = _("kontoer")
        ordering = ["name_sort", "pk"]
        indexes = [models.Index(fields=["name_sort"], name="user_by_name")]
        constraints = [
            models.CheckConstraint(
                name="user_email_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message=_("E-postadressen lagres med små bokstaver."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """What Django's admin asks; it opens for administrators, on value tables only."""
        return self.has_role(Role.ADMINISTRATOR)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def roles_on(self, on: datetime.date | None = None) -> frozenset[str]:
        """The roles held on a day (today). Read once for each loaded account: a request asks the database once."""
        if self.pk is None or not self.is_active:
            return frozenset()
        cache: list[tuple[str, datetime.date, datetime.date | None]] | None = self.__dict__.get("_grants")
        if cache is None:
            cache = list(RoleGrant.objects.filter(user_id=self.pk).values_list("role", "valid_from", "valid_to"))
            self.__dict__["_grants"] = cache
        day = on or timezone.localdate()
        return frozenset(role for role, start, end in cache if start <= day and (end is None or day <= end))

    def has_role(self, *roles: str, on: datetime.date | None = None) -> bool:
        """Whether the account holds one of the roles on a day (today)."""
        return not self.roles_on(on).isdisjoint(roles)

    def forget_roles(self) -> None:
        """Read the roles, and what follows from them, anew the next time; services call it after changing them."""
        self.__dict__.pop("_grants", None)
        self.__dict__.pop("_remembered", None)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Whether a rule lets the account do this. There is no path around the rules."""
        return self.is_active and rules.has_perm(perm, self, obj)

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return self.has_role(Role.ADMINISTRATOR)


def _days(first: str, last: str) -> Func:
    """The days from one date to another, both included, no end meaning for ever."""
    return Func(F(first), F(last), Value("[]"), function="daterange", output_field=DateRangeField())


@audit.track()
class RoleGrant(models.Model):
    """A role held by an account from one day to another, both included."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants", verbose_name=_("konto"))
    role = models.CharField(_("rolle"), max_length=30, choices=Role.choices)
    valid_from = models.DateField(_("fra og med"))
    valid_to = models.DateField(_("til og med"), null=True, blank=True)
    granted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("gitt av")
    )

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("rolle")
        verbose_name_plural = _("roller")
        ordering = ["user", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                name="role_grant_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Sluttdatoen er før startdatoen."),
            ),
            ExclusionConstraint(
                name="role_grant_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (_days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Kontoen har alt denne rollen i perioden."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.user}"


@audit.track(exclude=["token_hash", "last_used_on"])
class ApiToken(models.Model):
    """A key for a machine. Only its hash is kept; the token itself is shown once, when it is made."""

    name = models.CharField(_("navn"), max_length=200)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=30, choices=Scope.choices), verbose_name=_("tilganger"))
    expires_on = models.DateField(_("gjelder til og med"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("trukket tilbake"), null=True, blank=True)
    last_used_on = models.DateField(_("sist brukt"), null=True, blank=True)
    created_at = models.DateTimeField(_("opprettet"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("opprettet av")
    )

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API-nøkkel")
        verbose_name_plural = _("API-nøkler")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="api_token_has_scope",
                condition=Q(scopes__len__gt=0),
                violation_error_message=_("Nøkkelen trenger minst én tilgang."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
