from django.db import models
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import track
from projects.involvement.models import Event
from representatives.panels.models import PanelMeeting

__all__ = ["MeetingEvent"]


@track()
class MeetingEvent(models.Model):
    """A held meeting of a panel is one event of the log, however many items it treated."""

    meeting = models.OneToOneField(
        PanelMeeting, verbose_name=_("panelmøte"), on_delete=models.PROTECT, related_name="logged"
    )
    event = models.OneToOneField(
        Event, verbose_name=_("hendelse"), on_delete=models.PROTECT, related_name="panel_meeting"
    )

    class Meta:
        verbose_name = _("panelmøte i loggen")
        verbose_name_plural = _("panelmøter i loggen")

    def __str__(self) -> str:
        return str(self.event)
