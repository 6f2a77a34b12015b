"""Changing a text: a draft is written, looked at and published; what is published never changes."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from advice.content.enums import VersionState
from advice.content.models import Content, ContentVersion
from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion, save_versioned
from medvirkning.web.refusals import NotAllowedError, RefusedError

Version = TypeVar("Version", bound=ContentVersion)


class ContentRefusedError(RefusedError):
    """The text can't be published, or there is nothing to publish."""


def draft_of(*, actor: User, record: Content) -> Any:
    """The record's draft: the one that is there, else a copy of what is in force.

    Raises `NotAllowedError`.
    """
    demand_editing(actor)
    with transaction.atomic():
        locked: Any = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
        draft = locked.draft
        if draft is not None:
            return draft
        draft = locked.copy_of_current()
        draft.written_by = actor
        draft.save()
        return draft


@transaction.atomic
def write_draft(*, actor: User, record: Content, expected_version: int, values: Mapping[str, Any]) -> Any:
    """Save what was written from a form that was shown with the draft's version, 0 when there was no draft.

    Raises `NotAllowedError`, and `StaleVersion` where somebody saved, began or published a draft in the meantime.
    """
    demand_editing(actor)
    locked: Any = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    draft = locked.draft
    if (draft.version if draft else 0) != expected_version:
        raise StaleVersion(draft or locked.current)
    draft = draft or draft_of(actor=actor, record=locked)
    return save_draft(actor=actor, draft=draft, expected_version=draft.version, values=values)


@transaction.atomic
def save_draft(*, actor: User, draft: Version, expected_version: int, values: Mapping[str, Any]) -> Version:
    """Save what was written in a draft. Nothing is demanded of it yet but that it can be stored.

    Raises `NotAllowedError`, `ContentRefusedError` (it was published meanwhile) and `StaleVersion`.
    """
    demand_editing(actor)
    if unknown := set(values) - {*draft.content_fields, "change_note"}:
        raise ValueError(f"{type(draft).__name__} has no text in {', '.join(sorted(unknown))}")
    stored = type(draft)._base_manager.filter(pk=draft.pk).first()
    if stored is None:
        raise StaleVersion(None)
    if not stored.is_draft:
        raise ContentRefusedError(_("Noen har publisert utkastet. Begynn på et nytt."))
    for name, value in values.items():
        setattr(draft, name, value)
    draft.written_by, draft.written_at = actor, timezone.now()
    # What is taken out needs no checking.
    draft.needs_check = stored.needs_check and bool(getattr(draft, draft.field_to_check).strip())
    save_versioned(
        draft, expected_version=expected_version, fields=[*values, "written_by", "written_at", "needs_check"]
    )
    return draft


@transaction.atomic
def publish(
    *,
    actor: User | None,
    draft: Version,
    expected_version: int | None = None,
    change_note: str,
    is_checked: bool = False,
) -> Version:
    """Publish a draft as the next version; it is in force from now on, and earlier ones stay as they were.

    `expected_version` is that of the preview: what nobody has looked at is not published. `is_checked` says that the
    actor has checked what came as a proposal; without it such a draft is refused. Raises `NotAllowedError`,
    `ContentRefusedError`, `StaleVersion`, and `ValidationError` where a needed field is empty.
    """
    demand_editing(actor)
    locked: Any = type(draft.of)._base_manager.select_for_update(of=("self",)).get(pk=draft.of_id)  # type: ignore[attr-defined]
    stored: Any = type(draft)._base_manager.filter(pk=draft.pk).first()
    if stored is None:
        raise StaleVersion(None)
    if not stored.is_draft:
        raise ContentRefusedError(_("Utkastet er alt publisert."))
    if expected_version is not None and stored.version != expected_version:
        raise StaleVersion(stored)
    before = locked.current
    if before is not None and not changed_fields(before, stored):
        raise ContentRefusedError(_("Utkastet er likt det som alt er publisert."))
    if before is not None and not change_note.strip():
        raise ContentRefusedError(_("Skriv hva som er endret, og hvorfor."), field="change_note")
    if stored.needs_check and not is_checked:
        raise ContentRefusedError(
            _("Rettsgrunnlaget er et forslag. Kontroller det mot lov og forskrift før du publiserer."),
            field="is_checked",
        )
    stored.full_clean(exclude=["of", "state", "number", "published_at"], validate_constraints=False)
    stored.number = (locked.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    stored.state = VersionState.PUBLISHED
    stored.change_note = change_note.strip()
    stored.needs_check = False
    stored.published_by, stored.published_at = actor, timezone.now()
    stored.version += 1
    stored.save()
    locked.current = stored
    locked.save(update_fields=["current"])
    return stored


@transaction.atomic
def discard(*, actor: User, draft: ContentVersion) -> None:
    """Throw a draft away. What is published stays. Raises `NotAllowedError` and `ContentRefusedError`."""
    demand_editing(actor)
    if not type(draft)._base_manager.filter(pk=draft.pk, state=VersionState.DRAFT).delete()[0]:
        raise ContentRefusedError(_("Utkastet er publisert eller forkastet av noen andre."))


def changed_fields(before: ContentVersion, after: ContentVersion) -> list[str]:
    """The texts that differ between two versions of a record, in their order."""
    return [
        name
        for name in after.content_fields
        if getattr(before, _column(before, name)) != getattr(after, _column(after, name))
    ]


def _column(version: ContentVersion, name: str) -> str:
    """The attribute that holds the value: a key's own, so that nothing is read to compare."""
    return version._meta.get_field(name).attname  # type: ignore[union-attr]


def demand_editing(actor: User | None) -> None:
    """Reference data comes without an actor; people need the right. Raises `NotAllowedError`."""
    if actor is not None and not actor.has_perm("advice.edit"):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning endrer rådene og det som hører til."))
