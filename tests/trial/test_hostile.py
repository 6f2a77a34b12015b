"""20,000 hostile requests: every address × roles × nasty values, on a real PostgreSQL.

Never an error of the server, never a row that is out of the role's reach, never a write by reading or by what was
refused, never a redirect away from the portal, never a header or an inline script that came with the request.
"""

import random
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from medvirkning import audit
from projects.work.models import WorkItem
from tests import factories, register_factories
from tests.guards import MarkupError, check_markup
from tests.permissions.matrix import ROWS
from tests.permissions.roles import (
    ADMINISTRATOR,
    CENTRE,
    CONTACT,
    MACHINE,
    REPRESENTATIVE,
    ROLES,
    SERVICE,
    VISITOR,
)
from tests.permissions.rows import Row
from tests.permissions.world import World
from tests.trial.hostile import Grammar, Request
from tests_services.slices import Trial

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(3600)]

REQUESTS, SHARDS, BATCH = 20_000, 4, 250
IN_A_SLICE = 60
FAULTS_TOLD = 40
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
REFUSED = {400, 401, 403, 404, 405, 406, 413, 415, 429}
OUTSIDE = {VISITOR, CONTACT, REPRESENTATIVE, SERVICE, MACHINE}
EVERYBODY = set(ROLES)
# Text that stands in rows, and the roles that must never read it.
CANARIES = {
    "KANARI-SKJERMET": EVERYBODY - {CENTRE},
    "KANARI-KLADD": EVERYBODY,
    "KANARI-JOBB": EVERYBODY,
    "KANARI-MAIL": EVERYBODY - {CENTRE, ADMINISTRATOR},
    "KANARI-INTERNT": OUTSIDE | {ADMINISTRATOR},
    "KANARI-PERSON": OUTSIDE | {ADMINISTRATOR},
    "KANARI-REGISTER": EVERYBODY - {CENTRE},
    "kollega-kanari@example.org": OUTSIDE,
    "md5$": EVERYBODY,
}
# What is written beside the register: last uses of a token, sessions, limits, what a lapsed session typed, sign-ins,
# and who has looked at whom.
BESIDE = re.compile(
    r"\b(accounts_apitoken|audit_accesslog|django_session|web_cacheentry|web_parkedform|usersessions_usersession)\b"
)
WRITE = re.compile(r'^\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)\s+"?(\w+)', re.IGNORECASE)
INSIDES = ("Traceback (most recent call last)", "site-packages", "psycopg.", "django.core.", "django.db.")
FIELD = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"(?:[^>]*\bvalue="([^"]*)")?')


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        made.build()
        plant(made)
        yield made
        transaction.set_rollback(True)


def plant(world: World) -> None:
    """Rows that most roles must never read."""
    with audit.context(command="test"):
        for item, title in ((world.restricted, "KANARI-SKJERMET"), (world.work_elsewhere, "KANARI-INTERNT")):
            WorkItem.objects.filter(pk=item.pk).update(title=title)
        type(world.colleague).objects.filter(pk=world.colleague.pk).update(email="kollega-kanari@example.org")
        EmailAddress.objects.filter(user=world.colleague).update(email="kollega-kanari@example.org")
        people = [factories.person(name="KANARI-PERSON")]
        hidden = factories.involvement(world.restricted, summary="KANARI-SKJERMET", logged_by=world.colleague)
        factories.said(hidden, text="KANARI-SKJERMET")
        factories.involvement(world.work, event_fields={"people": people}, logged_by=world.colleague)
        factories.involvement(world.work, state="draft", summary="KANARI-KLADD", logged_by=world.colleague)
        # In the register alone, by an organisation that nobody here acts for.
        unknown = register_factories.person(
            name="KANARI-REGISTER",
            account=factories.user(),
            phone="KANARI-REGISTER",
            accommodation_needs="KANARI-REGISTER",
        )
        register_factories.representative(who=unknown, mandate="KANARI-REGISTER")
        register_factories.invited(by=register_factories.registered(), token="kanari", name="KANARI-REGISTER")
        (key,) = world.subject("job of another", VISITOR)
        type(world.colleague.jobs.get(key=key)).objects.filter(key=key).update(title="KANARI-JOBB")
        (mail,) = world.subject("mail", VISITOR)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE notifications_message SET subject = 'KANARI-MAIL' WHERE id = %s", [mail])


@dataclass
class Found:
    """The faults, each kind once with the request that showed it first."""

    trial: Trial
    first: dict[str, str] = field(default_factory=dict)
    sent: int = 0
    statuses: dict[int, int] = field(default_factory=dict)

    def add(self, kind: str, told: str) -> None:
        if kind not in self.first:
            self.first[kind] = told
            # Told at once: the run may be cut off.
            self.trial.row(kind, told)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_hostile_requests(trial: Trial, world: World, shard: int) -> None:
    ledger, found = trial.ledger(), Found(trial)
    seed = trial.random.randrange(10**9)
    batches = REQUESTS // SHARDS // BATCH if trial.whole else 1
    for batch in range(batches):
        key = f"{shard} {batch}"
        if key in ledger.cases:
            continue
        before = len(found.first)
        attacker = Attacker(world, found, random.Random(f"{seed} {batch}"))
        for number in range(BATCH if trial.whole else IN_A_SLICE):
            attacker.attack(f"{seed} {batch} {number}")
        if len(found.first) == before:
            ledger.note(key)
    trial.row(f"hostile requests of shard {shard}", found.sent)
    trial.row(f"answers of shard {shard}", " ".join(f"{status}: {n}" for status, n in sorted(found.statuses.items())))
    trial.row(f"faults of shard {shard}", len(found.first), limit=0)
    told = "\n\n".join(f"{kind}\n    {request}" for kind, request in list(found.first.items())[:FAULTS_TOLD])
    assert not found.first, f"{len(found.first)} kinds of fault\n{told}"


class Attacker:
    """Sends requests of the grammar and looks at what comes back. Each is undone after."""

    def __init__(self, world: World, found: Found, dice: random.Random) -> None:
        self.world, self.found, self.dice = world, found, dice
        self.grammar = Grammar(dice)
        self._fields: dict[tuple[str, str], dict[str, str]] = {}

    def attack(self, label: str) -> None:
        row = self.dice.choice(ROWS)
        # Mostly somebody who is let in: behind the door there is more to break.
        inside = [role for role, outcome in (row.sending() if row.post else row.reading()).items() if outcome == "200"]
        role = self.dice.choice(inside if inside and self.dice.random() < 0.7 else ROLES)
        with transaction.atomic():
            arguments = self.world.subject(row.on, role) if row.on else ()
            path = reverse(row.name, args=arguments) if row.name != "api-unknown" else "/api/v1/finnes-ikke/"
            posts = bool(row.post) and row.sending()[role] in {"200", "away"}
            fields = self.fields(row, role, path) if posts else {}
            request = self.grammar.request(path, fields, posts=posts)
            with watched() as writes:
                self.send(request, row, role, label, writes)
            transaction.set_rollback(True)

    def fields(self, row: Row, role: str, path: str) -> dict[str, str]:
        """The fields of the form as it stands there."""
        key = (row.id, role)
        if key not in self._fields:
            response = self.world.client(role).get(path)
            text = "" if response.streaming else response.content.decode(errors="replace")
            self._fields[key] = dict(FIELD.findall(text.partition("<main")[2]))
        return self._fields[key]

    def send(self, request: Request, row: Row, role: str, label: str, writes: list[str]) -> None:
        told = f"seed «{label}», {row.id} as {role}: {request.told()}"
        client = self.world.client(role)
        client.raise_request_exception = False
        client.checks_markup = False  # type: ignore[attr-defined]
        self.found.sent += 1
        extra = {**request.headers, "PATH_INFO": request.path.decode("latin-1"), "QUERY_STRING": request.query}
        try:
            response = client.generic(request.method, "/", request.body, content_type=request.content_type, **extra)  # type: ignore[arg-type]
        except Exception as error:
            self.found.add(f"raised {origin(error)}", told)
            return
        self.found.statuses[response.status_code] = self.found.statuses.get(response.status_code, 0) + 1
        for fault in self.faults(request, response, role, writes):
            self.found.add(f"{row.name}: {fault}" if not fault.startswith("5") else fault, told)

    def faults(self, request: Request, response: HttpResponse, role: str, writes: list[str]) -> Iterator[str]:
        if response.status_code >= 500:
            error = getattr(response, "exc_info", None)
            yield f"{response.status_code} {origin(error[1]) if error else ''}"
        if request.method in SAFE and writes:
            yield f"{request.method} wrote: {sorted(set(writes))}"
        elif response.status_code in REFUSED and writes:
            yield f"refused with {response.status_code}, yet wrote: {sorted(set(writes))}"
        location = response.headers.get("Location", "")
        if leads_away(location):
            yield f"leads to {location[:100]!r}"
        body = b"" if response.streaming else response.content
        text = body.decode(errors="replace") + location + str(dict(response.headers))
        for canary, roles in CANARIES.items():
            if role in roles and canary in text:
                yield f"{role} reads {canary}"
        for inside in INSIDES:
            if inside in text:
                yield f"tells «{inside}»"
        if response.headers.get("Content-Type", "").startswith("text/html"):
            try:
                check_markup(re.sub(r"\{[{%#]", "", body.decode(errors="replace")))
            except MarkupError as error:
                yield f"markup: {error}"


def leads_away(location: str) -> bool:
    """Whether a browser would leave the portal; it takes \\ for / and skips tabs and spaces."""
    if not location:
        return False
    seen = re.sub(r"[\t\r\n]", "", location).strip().replace("\\", "/")
    parts = urlsplit(seen)
    return seen.startswith("//") or parts.scheme not in {"", "http", "https"} or parts.netloc not in {"", "testserver"}


def origin(error: BaseException) -> str:
    """The error and the last place in our own code that it came by."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "site-packages" not in frame.filename and "/tests/" not in frame.filename]
    places = [f"{frame.filename.rpartition('/main/')[2]}:{frame.lineno}" for frame in (own[-1:] or frames[-1:])]
    last = f"{frames[-1].filename.rpartition('site-packages/')[2]}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__} at {' '.join(places)} ({last}): {str(error)[:150]}"


@contextmanager
def watched() -> Iterator[list[str]]:
    """The tables that are written meanwhile, apart from those beside the register."""
    tables: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        written = WRITE.match(str(sql))
        if written and not BESIDE.search(written[2]):
            tables.append(written[2])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables
