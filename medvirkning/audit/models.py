"""Access to personal data, the chain over the history, and what has been erased."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.audit.enums import AccessClass
from medvirkning.audit.querysets import AccessLogQuerySet, ErasureQuerySet


class AccessLog(models.Model):
    """Who looked at whose personal data, when and where. Names the person by key, so that it survives renaming."""

    at = models.DateTimeField(_("tidspunkt"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("hvem")
    )
    subject_model = models.CharField(_("slag"), max_length=100)
    subject_pk = models.BigIntegerField(_("nøkkel"))
    access_class = models.CharField(_("klasse"), max_length=10, choices=AccessClass.choices)
    view = models.CharField(_("side"), max_length=200)
    request_id = models.CharField(_("forespørsel"), max_length=64, blank=True)

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("innsyn")
        verbose_name_plural = _("innsyn")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_model", "subject_pk", "-at"], name="access_by_subject")]

    def __str__(self) -> str:
        return f"{self.subject_model} {self.subject_pk}"


class DailyChain(models.Model):
    """The history of one day, sealed: a hash over every row's digest, chained to the day before."""

    day = models.DateField(_("dag"), unique=True)
    count = models.PositiveBigIntegerField(_("antall rader"))
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    # Which columns of which table were hashed, so that a column added later changes nothing.
    columns = models.JSONField(default=dict)
    sealed_at = models.DateTimeField(_("forseglet"), default=timezone.now)

    class Meta:
        verbose_name = _("dagskjede")
        verbose_name_plural = _("dagskjeder")
        ordering = ["day"]

    def __str__(self) -> str:
        return self.day.isoformat()


class Erasure(models.Model):
    """One act of erasing: which record, when and why, without a name. A restore replays these before it opens."""

    at = models.DateTimeField(_("tidspunkt"), default=timezone.now)
    subject_model = models.CharField(_("slag"), max_length=100)
    subject_pk = models.BigIntegerField(_("nøkkel"))
    rule = models.CharField(_("regel"), max_length=100)
    history_rows = models.PositiveIntegerField(_("tømte historikkrader"), default=0)
    actor_pk = models.BigIntegerField(_("utført av"), null=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("sletting")
        verbose_name_plural = _("slettinger")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="erasure_names_its_rule", condition=~Q(rule="")),
        ]

    def __str__(self) -> str:
        return f"{self.subject_model} {self.subject_pk}"
