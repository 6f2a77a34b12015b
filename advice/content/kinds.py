"""The kinds of text that can be edited, previewed, published and compared. Each room registers its own once.

    kinds.register(ContentKind(model=Advice, label=_("Råd"), form_class=AdviceVersionForm,
                               template="advice/catalogue/_version.html", editions=…))

Editing then works at /rad/redigering/ without an address of the room's own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import ModelForm
from django.utils.functional import Promise

from advice.content.models import Content


@dataclass(frozen=True)
class ContentKind:
    """How a kind of text is edited and shown.

    `template` shows one version, given as `version`: it is used on the room's own page, in the preview and for old
    versions alike. `name_of` says what a record is called in lists, whether or not it is published yet. `group_of`
    heads the list of texts where a kind has many.
    """

    model: type[Content]
    label: str | Promise
    form_class: type[ModelForm]
    template: str
    name_of: Callable[[Any], str]
    group_of: Callable[[Any], str] = lambda record: ""
    # The language of a name that is quoted; empty where it is in the reader's.
    language_of: Callable[[Any], str] = lambda record: ""
    # Where a kind has a page of its own for the versions of a record.
    versions_url_of: Callable[[Any], str] | None = None
    # What names a record in a file with all texts (`advice.content.exchange`).
    key_fields: tuple[str, ...] = ("slug",)

    @property
    def key(self) -> str:
        """Its part of the addresses."""
        return self.model._meta.model_name or ""


_kinds: dict[str, ContentKind] = {}


def register(kind: ContentKind) -> None:
    """Add a kind; the same model again replaces it."""
    _kinds[kind.key] = kind


def kind_of(key: str) -> ContentKind | None:
    """The kind of this key, None where there is none."""
    return _kinds.get(key)


def all_kinds() -> list[ContentKind]:
    """Every kind, in the order in which the rooms registered them."""
    return list(_kinds.values())
