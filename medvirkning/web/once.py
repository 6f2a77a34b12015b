"""What makes something makes it once: a second click, «Back» and a retry make nothing more.

A form carries a token that is spent in the transaction that makes the record. The same token with the same content is
a repetition and gets the first one's answer, also when the two run at the same time: the unique key makes the second
wait for the first. What is refused spends nothing. The API's `Idempotency-Key` is such a token too (docs/adr/0090).
"""

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.models import SpentToken

# Neither drafts nor parked forms keep it: what is given back later gets a token of its own.
FIELD = "once_token"
TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True)
class Made:
    """What was answered, and whether this was the first time."""

    answer: dict[str, Any]
    first: bool


class OtherContentError(Exception):
    """The token was spent on something else. `answer` is what that got."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__("The token was spent with another content")
        self.answer = answer


def new_token() -> str:
    """For a form that is shown."""
    return secrets.token_urlsafe(18)


def digest_of(values: Mapping[str, Any]) -> str:
    """What is sent, as a checksum: of files their name and content. What is empty is left out: a form
    shown later may have more fields."""
    given = {name: _plain(value) for name, value in values.items() if value not in (None, "", [])}
    return hashlib.sha256(json.dumps(given, sort_keys=True, default=str).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, UploadedFile):
        content = hashlib.sha256()
        for chunk in value.chunks():
            content.update(chunk)
        value.seek(0)
        return [value.name, content.hexdigest()]
    return [_plain(one) for one in value] if isinstance(value, list) else value


def once(*, key: str, digest: str, act: Callable[[], dict[str, Any]], user: Any = None, api_token: Any = None) -> Made:
    """Do `act` unless this account (or machine) has done it by this key. Its answer must be plain JSON.

    Raises `OtherContentError`, and what `act` raises: then nothing is spent.
    """
    owner = {"user": user, "api_token": api_token}
    with transaction.atomic():
        try:
            with transaction.atomic():
                # Waits here while another with the same key is at work.
                row = SpentToken.objects.create(key=key, digest=digest, **owner)
        except IntegrityError:
            row = SpentToken.objects.get(key=key, **owner)
            return _repeated(row, digest)
        row.answer = act()
        row.save(update_fields=["answer"])
        return Made(row.answer, first=True)


def done_before(*, key: str, digest: str, user: Any = None, api_token: Any = None) -> Made | None:
    """What the key was spent on, None when it is unspent. Raises `OtherContentError`."""
    row = SpentToken.objects.filter(key=key, user=user, api_token=api_token).first()
    return None if row is None else _repeated(row, digest)


def is_spent(*, key: str, user: Any) -> bool:
    """Whether the form that carries this token has been taken in."""
    return SpentToken.objects.visible_to(user).filter(key=key).exists()


def _repeated(row: SpentToken, digest: str) -> Made:
    if row.digest != digest:
        raise OtherContentError(row.answer)
    return Made(row.answer, first=False)


def posted_token(data: Mapping[str, Any]) -> str:
    """The token of a posted form; empty where it carries none."""
    token = str(data.get(FIELD, ""))
    return token if TOKEN.fullmatch(token) else ""


class MakesOnceMixin:
    """For views with a form that makes something: `makes_once` turns it on. Posted without a token, it just saves.

    The same content again leads to what the first made. Another content is shown again with a token of its own and a
    word about the first: that is a person who went back and wrote something new, and nobody guesses what is meant.
    """

    makes_once = False
    repeated_message: str | Promise = gettext_lazy("Dette er alt registrert, og ble ikke lagret en gang til.")
    _renewed = ""

    @property
    def once_token(self) -> str:
        """What the form on the page is to carry: the posted one as long as it is unspent."""
        if not self.makes_once:
            return ""
        if not self._renewed:
            self._renewed = posted_token(self.request.POST) or self.first_token()  # type: ignore[attr-defined]
        return self._renewed

    def first_token(self) -> str:
        """For a form that is shown for the first time."""
        return new_token()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context["once_token"] = self.once_token
        return context

    def save_once(self, form: Any) -> Made:
        """Save a valid form: its answer is where to go on to and what to say."""
        token = posted_token(self.request.POST) if self.makes_once else ""  # type: ignore[attr-defined]
        if not token:
            return Made(self._save(form), first=True)
        return once(
            user=self.request.user,  # type: ignore[attr-defined]
            key=token,
            digest=digest_of(_content(form)),
            act=lambda: self._save(form),
        )

    def _save(self, form: Any) -> dict[str, Any]:
        saved = self.save(form)  # type: ignore[attr-defined]
        message = self.get_success_message(saved)  # type: ignore[attr-defined]
        return {"url": self.get_success_url_for(saved), "message": str(message)}  # type: ignore[attr-defined]

    def answer_repeated(self, form: Any) -> HttpResponse | None:
        """A form that is refused now because it was taken in before: what the first made."""
        token = posted_token(self.request.POST) if self.makes_once else ""  # type: ignore[attr-defined]
        if not token:
            return None
        user = self.request.user  # type: ignore[attr-defined]
        try:
            made = done_before(user=user, key=token, digest=digest_of(_content(form)))
        except OtherContentError as other:
            self.ask_whether_new(form, other)
            return None
        return None if made is None else self.go_on(made)

    def go_on(self, made: Made) -> HttpResponse:
        """Say what was done, and lead on."""
        request = self.request  # type: ignore[attr-defined]
        if not made.first:
            messages.info(request, str(self.repeated_message))
        elif made.answer["message"]:
            messages.success(request, made.answer["message"])
        response: HttpResponse = self.redirect(made.answer["url"])  # type: ignore[attr-defined]
        return response

    def ask_whether_new(self, form: BaseForm, other: OtherContentError) -> None:
        """The form came back with something else in it."""
        self._renewed = new_token()
        text = _("Du har alt sendt dette skjemaet, med noe annet i. Er dette noe nytt, send det på nytt.")
        link = format_html('{} <a href="{}">{}</a>', text, other.answer["url"], _("Se det du sendte først"))
        form.add_error(None, link)


def _content(form: BaseForm) -> dict[str, Any]:
    """What a form holds, without buttons and search words beside its fields."""
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }
