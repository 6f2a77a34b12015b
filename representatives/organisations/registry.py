"""Asking Enhetsregisteret, the national register of legal entities, about an organisation number.

It is asked at its open API (`MEDVIRKNING_ENTITY_REGISTER_URL`, `GET enheter/{number}`), within a few seconds. It may
be closed to us, slow or broken: then there is no answer, and whoever asked goes on without one (docs/adr/0160).
"""

import datetime
import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

import requests
import structlog
from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from representatives.organisations.enums import RegistryState

__all__ = ["Entity", "look_up"]

logger = structlog.get_logger(__name__)

CONNECT_SECONDS, READ_SECONDS = 1.0, 3.0
# A server that sends a little now and then is slow too.
IN_ALL_SECONDS = CONNECT_SECONDS + READ_SECONDS
# An entity is some thousand characters.
MOST_BYTES = 256 * 1024
KEPT_SECONDS = 24 * 60 * 60
PART = 8192
LONGEST_NAME = 300


@dataclass(frozen=True)
class Entity:
    """What the register says. One that it doesn't have is an answer too; `name` is empty then."""

    number: str
    name: str
    state: RegistryState
    checked_at: datetime.datetime
    form: str = ""


class _NoAnswerError(Exception):
    """The register could not be asked, or what it said can't be read."""


def look_up(number: str, *, anew: bool = False, may_ask: bool = True) -> Entity | None:
    """What the register says of a valid number; None where it could not be asked.

    An entity that was found is kept for a day, a failure isn't. With `anew` the register is asked all the same,
    without `may_ask` never.
    """
    address = settings.MEDVIRKNING_ENTITY_REGISTER_URL.rstrip("/")
    if not address:
        return None
    cache, key = caches["volatile"], f"entity-register:{number}"
    if not anew and (kept := cache.get(key)) is not None:
        return Entity(**kept | {"state": RegistryState(kept["state"])})
    if not may_ask:
        return None
    try:
        entity = _ask(address, number)
    except _NoAnswerError as error:
        logger.warning("entity_register_without_answer", number=number, why=str(error))
        return None
    if entity.state != RegistryState.NOT_FOUND:
        cache.set(key, asdict(entity) | {"state": entity.state.value}, KEPT_SECONDS)
    return entity


def _ask(address: str, number: str) -> Entity:
    status, content = _get(f"{address}/enheter/{number}")
    if status == HTTPStatus.NOT_FOUND:
        return _entity(number, RegistryState.NOT_FOUND)
    if status == HTTPStatus.GONE:
        # Deleted, and taken out of the register for reasons of law.
        return _entity(number, RegistryState.DELETED)
    if status != HTTPStatus.OK:
        raise _NoAnswerError(f"status {status}")
    try:
        said = json.loads(content)
    except ValueError as error:
        raise _NoAnswerError("no JSON") from error
    if not isinstance(said, dict) or str(said.get("organisasjonsnummer")) != number:
        raise _NoAnswerError("not the entity that was asked for")
    form = said.get("organisasjonsform")
    return _entity(
        number,
        _state(said),
        name=" ".join(str(said.get("navn") or "").replace("\x00", "").split())[:LONGEST_NAME],
        form=str(form.get("kode") or "") if isinstance(form, dict) else "",
    )


def _entity(number: str, state: RegistryState, *, name: str = "", form: str = "") -> Entity:
    return Entity(number=number, name=name, state=state, checked_at=timezone.now(), form=form)


def _state(said: Mapping[str, Any]) -> RegistryState:
    """The worst of what the register says."""
    if said.get("slettedato"):
        return RegistryState.DELETED
    if said.get("konkurs") is True:
        return RegistryState.BANKRUPT
    if said.get("underAvvikling") is True or said.get("underTvangsavviklingEllerTvangsopplosning") is True:
        return RegistryState.WINDING_UP
    return RegistryState.ACTIVE


def _get(url: str) -> tuple[int, bytes]:
    """Status and content, within the time and the size that an answer may take. Raises `_NoAnswerError`."""
    latest = time.monotonic() + IN_ALL_SECONDS
    headers = {"Accept": "application/json", "User-Agent": "Medvirkning"}
    content = bytearray()
    try:
        with requests.get(
            url, headers=headers, timeout=(CONNECT_SECONDS, READ_SECONDS), stream=True, allow_redirects=False
        ) as response:
            for part in response.iter_content(PART):
                content += part
                if len(content) > MOST_BYTES:
                    raise _NoAnswerError("too large")
                if time.monotonic() > latest:
                    raise _NoAnswerError("too slow")
            return response.status_code, bytes(content)
    except (requests.RequestException, ValueError, OSError) as error:
        raise _NoAnswerError(type(error).__name__) from error
