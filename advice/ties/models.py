from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from advice.catalogue.models import Advice
from advice.ties.querysets import AdviceTieQuerySet
from medvirkning.audit import track
from projects.work.models import WorkItem

__all__ = ["AdviceTie"]


@track(of="work_item")
class AdviceTie(models.Model):
    """A work item serves a piece of advice. Kept here, on the side of advice; work knows nothing of it."""

    work_item = models.ForeignKey(
        WorkItem, verbose_name=_("arbeid"), on_delete=models.CASCADE, related_name="advice_ties"
    )
    advice = models.ForeignKey(Advice, verbose_name=_("råd"), on_delete=models.PROTECT, related_name="ties")
    note = models.CharField(_("hvordan"), max_length=300, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(_("lagt til"), auto_now_add=True)

    objects = AdviceTieQuerySet.as_manager()

    class Meta:
        verbose_name = _("råd som arbeidet tjener")
        verbose_name_plural = _("råd som arbeidet tjener")
        ordering = ["work_item", "advice__number"]
        constraints = [models.UniqueConstraint(name="work_serves_a_piece_once", fields=["work_item", "advice"])]

    def __str__(self) -> str:
        return f"{self.work_item}: {self.advice}"
