from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import track
from medvirkning.web.value_lists import ValueListItem
from representatives.subjects.querysets import SubjectAreaQuerySet

__all__ = ["SubjectArea"]


@track()
class SubjectArea(ValueListItem):
    """A subject that work and organisations are about. Made as met in a file; its code is its name in lower case."""

    # Chosen by an administrator, never by a file: a subject may be a diagnosis, a person's theme may not.
    is_theme = models.BooleanField(
        _("tema som personer i registeret kan velge"),
        default=False,
        db_default=False,
        help_text=_("Aldri en diagnose: et tema sier hva noen har erfaring med, ikke hva de har vært syke av."),
    )

    objects: ClassVar = SubjectAreaQuerySet.as_manager()
    more_fields: ClassVar[tuple[str, ...]] = ("is_theme",)

    class Meta(ValueListItem.Meta):
        verbose_name = _("fagområde")
        verbose_name_plural = _("fagområder")
