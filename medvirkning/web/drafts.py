"""Drafts: a form's fields as typed, kept for 30 days, never in the record.

A view with a form gets both ways of losing nothing from `KeptFormMixin`: what was parked when the session expired is
given back, and with a `draft_key` the form saves itself as a draft, when it is refused too, and starts from it the
next time.
"""

import datetime
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from medvirkning.web.conflicts import ConflictRow, compare
from medvirkning.web.models import Draft
from medvirkning.web.once import is_spent, posted_token
from medvirkning.web.parking import SAVED
from medvirkning.web.querysets import drafts_of
from medvirkning.web.typed import Typed, give_back, typed_values

FORM_KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
MAX_DRAFTS = 200


class UnknownFormError(ValueError):
    """Not the key of a form."""


@dataclass(frozen=True)
class Kept:
    """What a form started from, for the notice above it."""

    at: datetime.datetime | None
    # The record has been saved by somebody since the draft was written.
    stale: bool
    discard_url: str
    # Where what is stored is newer: the fields that differ from it.
    rows: list[ConflictRow] = field(default_factory=list)


# By the key of a form: why nothing is kept of it for an account and a record any more, or nothing.
_closing: dict[str, Callable[[Any, str], str]] = {}


def register_closing(form_key: str, why: Callable[[Any, str], str]) -> None:
    """For forms whose record may close while one types: `why(user, object_key)` says so, or is empty."""
    _closing[form_key] = why


def why_closed(*, user: Any, form_key: str, object_key: str) -> str:
    """Why a draft is kept no more; empty while it is."""
    why = _closing.get(form_key)
    return why(user, object_key) if why else ""


@transaction.atomic
def save_draft(
    *, user: Any, form_key: str, object_key: str = "", data: QueryDict, version_seen: int | None = None
) -> Draft | None:
    """Keep a form as typed. An emptied form takes its draft away. Beyond 200 drafts the oldest one goes."""
    if not FORM_KEY.fullmatch(form_key) or len(object_key) > 100:
        raise UnknownFormError(form_key)
    if (token := posted_token(data)) and is_spent(key=token, user=user):
        # It was on its way while the form was taken in.
        return None
    values = typed_values(data)
    if is_empty(values):
        discard_draft(user=user, form_key=form_key, object_key=object_key)
        return None
    draft, created = Draft.objects.update_or_create(
        user=user,
        form_key=form_key,
        object_key=object_key,
        defaults={"values": values, "version_seen": version_seen},
    )
    if created:
        surplus = drafts_of(user).order_by("-updated_at", "-pk").values_list("pk", flat=True)[MAX_DRAFTS:]
        Draft.objects.filter(pk__in=list(surplus)).delete()
    return draft


def is_empty(values: Typed) -> bool:
    """Whether nothing is typed."""
    return not any(entry.strip() for entries in values.values() for entry in entries)


def discard_draft(*, user: Any, form_key: str, object_key: str = "") -> None:
    """The draft is saved for good, or not wanted."""
    drafts_of(user).of_form(form_key, object_key).delete()


class KeptFormMixin:
    """For views with a form: nothing typed is lost.

    `draft_key` names the form (`work.item`) and turns on saving by itself; `get_draft_object` names the record.
    The template includes `web/_kept.html` above the form and `web/_autosave.html` after it.
    """

    draft_key = ""
    # The hidden fields with the versions that the form was shown with.
    version_fields: Collection[str] = ("version",)
    kept: Kept | None = None
    _object_key = ""

    def get_draft_object(self) -> Any:
        """The record the form changes, None for a new one."""
        return getattr(self, "object", None)

    def get_draft_object_key(self) -> str:
        record = self.get_draft_object()
        return str(record.pk) if record is not None and record.pk is not None else ""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)  # type: ignore[misc]
        request = self.request  # type: ignore[attr-defined]
        if form.is_bound or request.method != "GET":
            return form
        if request.parked and self._start_from(form, request.parked):
            messages.info(request, _("Vi tok vare på det du skrev."))
        elif self.draft_key:
            rows = drafts_of(request.user)
            draft = rows.of_form(self.draft_key, self.get_draft_object_key()).first()
            if draft is not None:
                self._start_from(form, draft.values, at=draft.updated_at, seen=draft.version_seen)
        return form

    def _start_from(
        self, form: Any, values: Typed, *, at: datetime.datetime | None = None, seen: int | None = None
    ) -> bool:
        """Fill the form with what was typed.

        It carries the version stored now. Where that is newer than what was typed, the page shows what differs, so
        that a save counts as made against the version shown.
        """
        stale = self._is_stale(form, values, seen)
        if not give_back(form, values, but={*self.filled_otherwise(), *self.version_fields}):
            return False
        differing = self.get_kept_rows(form) if stale else []
        self.kept = Kept(at=at, stale=stale, discard_url=self._discard_url(), rows=differing)
        return True

    def get_kept_rows(self, form: Any) -> list[ConflictRow]:
        """What differs between the filled form and what is stored; nothing for a form that changes no record."""
        if not any(name in form.fields for name in self.version_fields):
            return []
        stored = self.get_form_class()(**self.get_form_kwargs())  # type: ignore[attr-defined]
        return [row for row in compare(form, stored) if row.differs]

    def _is_stale(self, form: Any, values: Typed, seen: int | None) -> bool:
        """Whether the record has been saved since."""
        for name in self.version_fields:
            typed = (values.get(name) or [""])[0]
            now = form.get_initial_for_field(form.fields[name], name) if name in form.fields else None
            if typed and now is not None and typed != str(now):
                return True
        current = getattr(self.get_draft_object(), "version", None)
        return None not in (seen, current) and seen != current

    def filled_otherwise(self) -> Collection[str]:
        """Fields that do not start from the draft, since the address asks for something else in them."""
        return ()

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """A form that was taken in needs its draft no more; one that is shown again is kept as one."""
        # Before anything is saved: a form for a new record keeps its draft without a key.
        self._object_key = self.get_draft_object_key()
        response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        if self.draft_key and response.status_code in SAVED:
            discard_draft(user=request.user, form_key=self.draft_key, object_key=self._object_key)
        elif self.draft_key:
            self.keep_posted(response)
        return response

    def get_posted(self) -> QueryDict:
        """What is kept of a form that was posted and not taken in."""
        posted: QueryDict = self.request.POST  # type: ignore[attr-defined]
        return posted

    def keep_posted(self, response: HttpResponse) -> None:
        """What was sent and is shown again survives closing the window; the page says so."""
        data = self.get_posted()
        if is_empty(typed_values(data)):
            return
        version = str(data.get("version", ""))
        draft = save_draft(
            user=self.request.user,  # type: ignore[attr-defined]
            form_key=self.draft_key,
            object_key=self.get_draft_object_key(),
            data=data,
            version_seen=int(version) if version.isdecimal() and len(version) < 10 else None,
        )
        # Not drawn yet: the line under the form says when the draft was saved.
        if shown := getattr(response, "context_data", None):
            shown["saved_draft"] = draft

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context["kept"] = self.kept
        if self.draft_key:
            context["autosave_url"] = self._url("draft-save")
            context["saved_draft"] = None
        return context

    def _url(self, name: str) -> str:
        record = self.get_draft_object()
        known = {"object": self.get_draft_object_key(), "version": getattr(record, "version", None)}
        query = urlencode({key: value for key, value in known.items() if value})
        address = reverse(name, args=[self.draft_key])
        return f"{address}?{query}" if query else address

    def get_keep_url(self, record_url: str) -> str:
        """Throws away what was typed, and leads to the record's page with the word that what is stored is kept."""
        return self._discard_url(next=record_url, form=self.request.path, kept="stored")  # type: ignore[attr-defined]

    def _discard_url(self, **more: str) -> str:
        path = self.request.path  # type: ignore[attr-defined]
        query = urlencode({"object": self.get_draft_object_key(), "next": path, **more})
        return f"{reverse('draft-discard', args=[self.draft_key or 'none'])}?{query}"
