"""Jobs: long work with progress, an owner and a result."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.jobs.enums import FINISHED, JobState
from medvirkning.jobs.kinds import kind_of
from medvirkning.jobs.querysets import JobQuerySet


def _folder(job: "Job", name: str) -> str:
    return f"jobs/{job.created_at:%Y/%m}/{job.key}/{name}"


class Job(models.Model):
    """One piece of long work. Its handler is registered under `kind` and may be run again at any time."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("slag"), max_length=100)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jobs", verbose_name=_("eier")
    )
    title = models.CharField(_("tittel"), max_length=300)
    parameters = models.JSONField(_("valg"), default=dict)
    state = models.CharField(_("status"), max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveBigIntegerField(_("utført"), default=0)
    total = models.PositiveBigIntegerField(_("i alt"), null=True, blank=True)
    message = models.TextField(_("melding"), blank=True)
    error_rows = models.JSONField(_("feil"), default=list)
    input_file = models.FileField(_("fil inn"), upload_to=_folder, max_length=300, blank=True)
    result_file = models.FileField(_("resultat"), upload_to=_folder, max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(_("forsøk"), default=0)
    created_at = models.DateTimeField(_("bestilt"), default=timezone.now, editable=False)
    queued_at = models.DateTimeField(_("lagt i kø"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("startet"), null=True, blank=True)
    beat_at = models.DateTimeField(_("siste livstegn"), null=True, blank=True)
    finished_at = models.DateTimeField(_("ferdig"), null=True, blank=True)
    expires_on = models.DateField(_("slettes etter"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("jobb")
        verbose_name_plural = _("jobber")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="job_by_owner"),
            models.Index(
                fields=["state", "queued_at"], name="job_unfinished", condition=Q(state__in=["queued", "running"])
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_finished_has_time",
                condition=Q(finished_at__isnull=True, state__in=["queued", "running"])
                | Q(finished_at__isnull=False, state__in=[str(state) for state in sorted(FINISHED)]),
            ),
            models.CheckConstraint(
                name="job_done_within_total", condition=Q(total__isnull=True) | Q(done__lte=F("total"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    @property
    def percent(self) -> int | None:
        """How far it has come, in whole per cent; None while nobody knows."""
        return None if not self.total else self.done * 100 // self.total

    @property
    def page_url(self) -> str:
        """The page that its room has for the result; empty where it has none."""
        page = kind_of(self.kind).page
        return reverse(page, args=[self.key]) if page else ""

    @property
    def error_columns(self) -> list[str]:
        """The columns that any fault names, in the order they came."""
        return list(dict.fromkeys(name for row in self.error_rows for name, _value in row))

    @property
    def error_table(self) -> list[list[object]]:
        """The faults, each with a cell for every column."""
        columns = self.error_columns
        return [[dict(row).get(name, "") for name in columns] for row in self.error_rows]

    @property
    def kind_label(self) -> str:
        return str(kind_of(self.kind).label)
