"""Addresses of filtered lists, so that each number on the plan's page leads to what it counts."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from advice.catalogue.models import Advice
from advice.implementation.enums import ActivityState

KNOWN, UNKNOWN = "kjent", "ukjent"
# Stands for activities whose holder nobody has told.
NO_BODY = "ikke-oppgitt"


def activities(**query: Any) -> str:
    """The list of activities with these filters; empty ones are left out."""
    given = {name: value for name, value in query.items() if value not in (None, "")}
    address = reverse("implementation:activities")
    return f"{address}?{urlencode(given)}" if given else address


def held(**query: Any) -> str:
    return activities(**query, tilstand=ActivityState.HELD.value)


def planned(**query: Any) -> str:
    return activities(**query, tilstand=ActivityState.PLANNED.value)


def cancelled(**query: Any) -> str:
    return activities(**query, tilstand=ActivityState.CANCELLED.value)


def reached(**query: Any) -> str:
    """Those whose reach is in the sum."""
    return activities(**query, nadd=KNOWN)


def unknown(**query: Any) -> str:
    """Those that are held, and of which nobody knows whom they reached."""
    return activities(**query, nadd=UNKNOWN)


def key_of_piece(piece: Advice) -> str:
    """A piece in an address: its number in the main edition, else with the edition's name before it."""
    return str(piece.number) if piece.edition.is_main else f"{piece.edition.slug}-{piece.number}"
