"""Reading which work serves which piece of advice."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from projects.work.models import WorkItem

if TYPE_CHECKING:
    from advice.ties.models import AdviceTie  # noqa: F401 - named in the type of the queryset


class AdviceTieQuerySet(models.QuerySet["AdviceTie"]):
    def visible_to(self, user: Any) -> Self:
        """As far as the account sees the work."""
        return self.filter(work_item__in=WorkItem.objects.visible_to(user).values("pk"))
