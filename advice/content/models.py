"""What every text of the advice shares: a record, its versions, and which of them is in force.

Concrete models live in the rooms: `Advice` and `AdviceVersion`, `Term` and `TermVersion`, … They add no tables here.
"""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advice.content.enums import VersionState
from medvirkning.web.concurrency import VersionedModel


def version_in_force(model: str) -> "models.OneToOneField[Any, Any]":
    """The field `current` of a record: the published version in force, empty until the first is published."""
    return models.OneToOneField(
        model,
        verbose_name=_("gjeldende versjon"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )


class Content(models.Model):
    """A record whose text has versions. Each concrete model adds `current` (`version_in_force`).

    A record without a published version stands in no public page.
    """

    current: Any
    versions: Any

    class Meta:
        abstract = True

    @property
    def kind(self) -> str:
        """The key under which the room registered it (`advice.content.kinds`)."""
        return self._meta.model_name or ""

    @property
    def draft(self) -> Any:
        """The version that is being written, if there is one."""
        return self.versions.drafts().first()

    def copy_of_current(self) -> Any:
        """A draft that begins with what is in force, not stored yet."""
        model, current = self.versions.model, self.current
        return model(of=self, **{name: getattr(current, name) for name in model.content_fields if current})


class ContentVersion(VersionedModel):
    """One version of a text. Each concrete model adds `of`, the record, with `related_name="versions"`.

    `version` counts the saves of a draft (two people editing); `number` is the version's own, given on publication.
    `content_fields` are what its reader sees: they are copied to the next draft and compared between versions.
    """

    content_fields: ClassVar[tuple[str, ...]] = ()
    # The text that somebody must have checked before it is published, where it came as a proposal.
    field_to_check: ClassVar[str] = ""

    number = models.PositiveIntegerField(_("versjon"), null=True, editable=False)
    state = models.CharField(
        _("tilstand"), max_length=9, choices=VersionState.choices, default=VersionState.DRAFT, editable=False
    )
    source = models.CharField(_("kilde"), max_length=300, blank=True)
    source_place = models.CharField(
        _("sted i kilden"),
        max_length=300,
        blank=True,
        help_text=_("For eksempel overskriften på lysbildet, eller kapittel og side."),
    )
    change_note = models.TextField(_("hva som er endret, og hvorfor"), blank=True)
    # A proposal that no source has given: a draft is not published before somebody says that it is checked.
    needs_check = models.BooleanField(_("må kontrolleres"), default=False, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("skrevet av"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("publisert av"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    published_at = models.DateTimeField(_("publisert"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["of", "number"]
        constraints = [
            models.UniqueConstraint(name="%(class)s_numbered_once", fields=["of", "number"]),
            models.UniqueConstraint(
                name="%(class)s_one_draft_at_a_time", fields=["of"], condition=Q(state=VersionState.DRAFT)
            ),
            models.CheckConstraint(
                name="%(class)s_published_has_number_and_time",
                condition=Q(state=VersionState.DRAFT, number=None, published_at=None)
                | Q(state=VersionState.PUBLISHED, number__isnull=False, published_at__isnull=False),
            ),
        ]
        triggers = [
            # An account that is erased takes its name out of the keys; nothing else of a published version moves.
            pgtrigger.Protect(
                name="published_text_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state = 'published' AND "
                    "(to_jsonb(OLD) - 'written_by_id' - 'published_by_id')"
                    " IS DISTINCT FROM (to_jsonb(NEW) - 'written_by_id' - 'published_by_id')"
                ),
            ),
            pgtrigger.Protect(
                name="published_is_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__state="published")
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT
