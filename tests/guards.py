"""What every test is held to, beyond what it asks itself. `conftest.py` switches these on.

A guard finds what nobody thought of testing: a variable that a template lacks, markup that the content security
policy would stop, a list in no order, a write that lives on the history context of the one before it.
"""

import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from types import FrameType
from typing import Any

from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import (
    SQLAggregateCompiler,
    SQLCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)
from django.http import HttpResponse
from django.template.base import FilterExpression, Node, Variable, VariableDoesNotExist
from django.test import Client, TestCase
from psycopg.pq import TransactionStatus

from medvirkning.audit.contexts import current

# Markup


class MarkupError(AssertionError):
    """A page carries what the content security policy stops, or a tag that was never rendered."""


# Kinds of script that are data, which the policy lets be.
DATA_SCRIPTS = {"application/json", "application/ld+json"}


class _Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.raw_text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        place = f"line {self.getpos()[0]}: <{tag}>"
        for name, value in attrs:
            if name.startswith("on"):
                self.faults.append(f"{place} has an inline handler, {name}")
            if name == "style":
                self.faults.append(f"{place} has an inline style")
            self.look_for_leftovers(value or "", place)
        if tag == "script" and not values.get("nonce") and not self.is_harmless(values):
            self.faults.append(f"{place} has neither nonce nor address")
        if tag == "style" and not values.get("nonce"):
            self.faults.append(f"{place} has no nonce")
        self.raw_text = tag if tag in {"script", "style"} else None

    def handle_endtag(self, tag: str) -> None:
        self.raw_text = None

    def handle_data(self, data: str) -> None:
        if self.raw_text is None:
            self.look_for_leftovers(data, f"line {self.getpos()[0]}")

    def look_for_leftovers(self, text: str, place: str) -> None:
        for mark in ("{{", "{%", "{#"):
            if mark in text:
                self.faults.append(f"{place}: «{mark}» was not rendered")

    @staticmethod
    def is_harmless(values: dict[str, str | None]) -> bool:
        return bool(values.get("src")) or values.get("type") in DATA_SCRIPTS


def check_markup(html: str) -> None:
    """Fail on inline handlers, styles and scripts, and on template tags left in the page."""
    parser = _Markup()
    parser.feed(html)
    parser.close()
    if parser.faults:
        raise MarkupError("; ".join(parser.faults))


class GuardedClient(Client):
    """Django's test client that runs the hooks of commit and looks through every page.

    A test that posts template tags as hostile text sets `checks_markup` to False where it reads them again.
    """

    checks_markup = True
    account: Any = None

    def request(self, **request: Any) -> HttpResponse:
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = super().request(**request)
        is_page = not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")
        if self.checks_markup and is_page:
            check_markup(response.content.decode(response.charset))
        return response


# Templates


class UndefinedVariableError(AssertionError):
    """A template of the portal shows a variable that its view didn't give."""


_resolve_variable = Variable.resolve


def resolve_or_fail(self: Variable, context: Any) -> Any:
    """Stands in for `Variable.resolve`: what the portal's own templates show must be defined.

    `{% if %}` and `{% for %}` may ask for what is absent, and so may a variable with a `default`; templates of
    libraries are their own business.
    """
    try:
        return _resolve_variable(self, context)
    except VariableDoesNotExist as missing:
        caller = sys._getframe(1)
        if caller.f_code is FilterExpression.resolve.__code__ and not caller.f_locals["ignore_failures"]:
            expression: FilterExpression = caller.f_locals["self"]
            place = _own_template(caller)
            if place and expression.var is self and not _has_default(expression):
                raise UndefinedVariableError(f"{place}: «{self.var}» is not defined") from missing
        raise


def _has_default(expression: FilterExpression) -> bool:
    return bool(expression.filters) and expression.filters[0][0].__name__ in {"default", "default_if_none"}


def _own_template(frame: FrameType | None) -> str | None:
    """Name and line of the template being rendered, None when it came with a library."""
    while frame is not None:
        node = frame.f_locals.get("self")
        origin = getattr(node, "origin", None) if isinstance(node, Node) else None
        if origin is not None:
            return None if "site-packages" in origin.name else f"{origin.name}, line {node.token.lineno}"
        frame = frame.f_back
    return None


# Lists


_order_by_pairs = SQLCompiler._order_by_pairs
_CHANGING = (SQLAggregateCompiler, SQLDeleteCompiler, SQLInsertCompiler, SQLUpdateCompiler)


def order_at_random(self: SQLCompiler) -> Iterator[tuple[OrderBy, bool]]:
    """Stands in for the ORM's ordering: a list that names no order comes in a new one each time."""
    pairs = list(_order_by_pairs(self))
    query = self.query
    plain = not (query.distinct or query.combinator or query.subquery or query.group_by is not None)
    if not pairs and plain and not isinstance(self, _CHANGING):
        yield OrderBy(Random()), False
    yield from pairs


# History


def forget_context(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Wraps every statement: a history context ends with its block, as it does in a transaction of its own.

    The context is a setting of the transaction, and a test is one long transaction: without this, a write outside
    any context would pass in a test and be refused in the portal.
    """
    if current() is None and str(sql).lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
        connection = context["connection"].connection
        if connection.info.transaction_status == TransactionStatus.INTRANS:
            connection.execute("SELECT set_config('pghistory.context_id', '', true)")
    return execute(sql, params, many, context)
