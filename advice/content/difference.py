"""What differs between two versions of a text, field by field and word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import CharField, TextField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from advice.content.models import ContentVersion

# Words with the space that follows; a line's end stands for itself.
_TOKENS = re.compile(r"\n|[^\S\n]+|\S+")


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Part:
    """A stretch of words."""

    change: Change
    text: str


@dataclass(frozen=True)
class FieldDifference:
    """A field that differs: its name, its text before and after, the words between, and the language they are in."""

    name: str
    label: str | Promise
    before: str
    after: str
    parts: tuple[Part, ...]
    language: str = ""


def differences(before: ContentVersion | None, after: ContentVersion) -> list[FieldDifference]:
    """The fields whose text differs, in the order of the text. Without a version before, all of it is new."""
    found = []
    for name in after.content_fields:
        old, new = shown(before, name) if before else "", shown(after, name)
        if old != new:
            label: Any = after._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            found.append(FieldDifference(name, label, old, new, words_between(old, new), language_of(after, name)))
    return found


def language_of(version: ContentVersion, name: str) -> str:
    """The language of a text that was written in one; empty for what the portal says in the reader's."""
    field: Any = version._meta.get_field(name)
    if field.choices or not isinstance(field, CharField | TextField):
        return ""
    ending = name.rpartition("_")[2]
    return ending if ending in dict(settings.LANGUAGES) else getattr(version, "language", "") or "nb"


def shown(version: ContentVersion, name: str) -> str:
    """A field's value as its reader knows it: the words of choices, the name of a chapter, yes and no."""
    display = getattr(version, f"get_{name}_display", None)
    value = display() if display else getattr(version, name)
    if isinstance(value, bool):
        return str(_("Ja") if value else _("Nei"))
    return "" if value is None else str(value).replace("\r\n", "\n")


def words_between(before: str, after: str) -> tuple[Part, ...]:
    """The words that stay, go and come; neighbours of one kind are joined."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    parts: list[Part] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(Part(Change.SAME, "".join(old[i1:i2])))
            continue
        if i2 > i1:
            parts.append(Part(Change.REMOVED, "".join(old[i1:i2])))
        if j2 > j1:
            parts.append(Part(Change.ADDED, "".join(new[j1:j2])))
    return tuple(parts)
