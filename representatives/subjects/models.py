from django.utils.translation import gettext_lazy as _

from medvirkning.audit import track
from medvirkning.web.value_lists import ValueListItem

__all__ = ["SubjectArea"]


@track()
class SubjectArea(ValueListItem):
    """A subject that work and organisations are about. Made as met in a file; its code is its name in lower case."""

    class Meta(ValueListItem.Meta):
        verbose_name = _("fagområde")
        verbose_name_plural = _("fagområder")
