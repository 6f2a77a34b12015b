"""Asking Enhetsregisteret: what it says, and that nothing it does stops the portal."""

import socket
import time

import pytest
from django.utils import timezone

from representatives.organisations import registry
from representatives.organisations.enums import RegistryState
from representatives.organisations.registry import look_up
from tests.representatives.organisations.cases import NUMBER, OTHER_NUMBER

pytestmark = pytest.mark.django_db


def test_an_entity_that_is_there(entity_register):
    entity_register.has(NUMBER, "  NÆRLYS   BRUKERFORENING ")
    entity = look_up(NUMBER)
    assert (entity.number, entity.name, entity.state, entity.form) == (
        NUMBER, "NÆRLYS BRUKERFORENING", RegistryState.ACTIVE, "FLI",
    )  # fmt: skip
    assert (timezone.now() - entity.checked_at).total_seconds() < 60
    assert entity_register.asked == [f"/enhetsregisteret/api/enheter/{NUMBER}"]


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"konkurs": True}, RegistryState.BANKRUPT),
        ({"underAvvikling": True}, RegistryState.WINDING_UP),
        ({"underTvangsavviklingEllerTvangsopplosning": True}, RegistryState.WINDING_UP),
        ({"slettedato": "2024-03-01", "konkurs": True}, RegistryState.DELETED),
        # The worst comes first.
        ({"konkurs": True, "underAvvikling": True}, RegistryState.BANKRUPT),
    ],
)
def test_an_entity_that_ends(entity_register, values, state):
    entity_register.has(NUMBER, **values)
    assert look_up(NUMBER).state == state


@pytest.mark.parametrize(("status", "state"), [(404, RegistryState.NOT_FOUND), (410, RegistryState.DELETED)])
def test_an_entity_that_is_not_there(entity_register, status, state):
    entity_register.says(NUMBER, status)
    entity = look_up(NUMBER)
    assert (entity.state, entity.name) == (state, "")


@pytest.mark.parametrize(
    ("status", "content"),
    [
        (500, b""),
        (503, b"<html>Vedlikehold</html>"),
        (302, b""),
        (429, b"{}"),
        (200, b"<html>ikke JSON</html>"),
        (200, b""),
        (200, b"[]"),
        (200, b'"tekst"'),
        (200, b"{}"),
        # Somebody else's answer is none.
        (200, b'{"organisasjonsnummer": "810000015", "navn": "EN ANNEN"}'),
        (200, b"\xff\xfe\x00"),
        (200, b'{"organisasjonsnummer": "810000007", "navn": "' + b"A" * 300_000 + b'"}'),
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_can_not_be_read_is_no_answer(entity_register, status, content):
    entity_register.says(NUMBER, status, content)
    assert look_up(NUMBER) is None


@pytest.mark.parametrize("name", [None, 7, ["liste"], "", "\x00NUL"])
def test_a_name_that_is_none_breaks_nothing(entity_register, name):
    entity_register.has(NUMBER, navn=name, organisasjonsform="AS")
    entity = look_up(NUMBER)
    assert entity.state == RegistryState.ACTIVE
    assert "\x00" not in entity.name


def test_a_closed_port_is_no_answer(settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.MEDVIRKNING_ENTITY_REGISTER_URL = f"http://127.0.0.1:{taken.getsockname()[1]}"
        assert look_up(NUMBER) is None


@pytest.mark.parametrize("how", ["before", "drops"])
def test_who_is_slow_is_not_waited_for(entity_register, monkeypatch, how):
    monkeypatch.setattr(registry, "READ_SECONDS", 0.2)
    monkeypatch.setattr(registry, "IN_ALL_SECONDS", 0.2)
    entity_register.has(NUMBER)
    entity_register.waits(NUMBER, how)
    began = time.monotonic()
    assert look_up(NUMBER) is None
    assert time.monotonic() - began < 3


def test_no_address_asks_nobody(entity_register, settings):
    settings.MEDVIRKNING_ENTITY_REGISTER_URL = ""
    assert look_up(NUMBER) is None
    assert entity_register.asked == []


def test_what_was_found_is_kept_for_a_day(entity_register):
    entity_register.has(NUMBER)
    first = look_up(NUMBER)
    assert look_up(NUMBER) == first
    assert len(entity_register.asked) == 1
    entity_register.has(NUMBER, konkurs=True)
    assert look_up(NUMBER, anew=True).state == RegistryState.BANKRUPT
    assert look_up(NUMBER).state == RegistryState.BANKRUPT
    assert len(entity_register.asked) == 2


@pytest.mark.parametrize("status", [404, 500])
def test_what_failed_is_asked_anew(entity_register, status):
    entity_register.says(OTHER_NUMBER, status)
    look_up(OTHER_NUMBER)
    entity_register.has(OTHER_NUMBER)
    assert look_up(OTHER_NUMBER).state == RegistryState.ACTIVE
