"""A text with its draft and its versions, as the pages of editing show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from advice.content.kinds import ContentKind, all_kinds


@dataclass(frozen=True)
class TextLine:
    """A text in the list of all texts."""

    kind: ContentKind
    record: Any
    name: str
    group: str
    draft: Any

    @property
    def language(self) -> str:
        return self.kind.language_of(self.record)

    @property
    def is_published(self) -> bool:
        return self.record.current_id is not None


@dataclass(frozen=True)
class TextGroup:
    """The texts of a kind, and of a group within it."""

    kind: ContentKind
    name: str
    lines: tuple[TextLine, ...]


def all_texts(user: Any) -> list[TextGroup]:
    """Every text that the account may edit, by kind and group; two queries a kind."""
    return [group for kind in all_kinds() for group in _groups(kind, user)]


def _groups(kind: ContentKind, user: Any) -> Iterator[TextGroup]:
    model: Any = kind.model
    version_model = model._meta.get_field("current").related_model
    drafts = {draft.of_id: draft for draft in version_model.objects.drafts().select_related("written_by")}
    lines: dict[str, list[TextLine]] = {}
    for record in model.objects.visible_to(user).select_related("current").order_by(*model._meta.ordering):
        group = kind.group_of(record)
        line = TextLine(kind, record, kind.name_of(record), group, drafts.get(record.pk))
        lines.setdefault(group, []).append(line)
    for group, found in lines.items():
        yield TextGroup(kind, group, tuple(found))


def published_versions(record: Any) -> list[Any]:
    """The record's published versions, the newest first."""
    return list(record.versions.published().select_related("published_by").order_by("-number"))


def record_of(kind: ContentKind, pk: int, user: Any) -> Any:
    """The record of an address with what is in force; None where the account sees none."""
    model: Any = kind.model
    return model.objects.visible_to(user).select_related("current").filter(pk=pk).first()
