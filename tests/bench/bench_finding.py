"""Finding people in a register of 100,000, beside the same statements sent by psql (issue «Must hold»: three times).

A search is what the page asks of the database to show its first fifty rows: who is found in order, and how many there
are in how many organisations and counties. The page is read too: with the names of organisations, the access log and
its template.
"""

import datetime
import os
import subprocess
import tempfile
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import psycopg
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.accounts.services import create_user, grant_role
from medvirkning.local.places import Place
from projects.demonstration.people import Accounts, Register, subject_areas
from representatives.demonstration.tables import flush_all
from representatives.finding.filters import FindingFilter
from representatives.finding.querysets import (
    findable_for,
    finding_choices,
    spread,
    summary_of,
    with_list_data,
)
from representatives.finding.views import SMALLEST_GROUP
from representatives.subjects.models import SubjectArea

PEOPLE, ORGANISATIONS, PAGE = 100_000, 3_000, 50
STATEMENTS = 2
LIMIT = 3
# From everybody, the worst, to a handful.
SEARCHES = {
    "everybody": {},
    "a theme": {"tema": "psykisk helse"},
    "a theme in a county on a day": {"tema": "psykisk helse", "fylke": "55", "fra": "+20"},
    "a region, a perspective and a period": {"region": "north", "perspektiv": "carer", "fra": "+10", "til": "+40"},
    "a way, a training and a language": {"maate": "travel", "opplaering": "carer_module", "sprak": "nordsamisk"},
    # Whether the answer would single people out is asked first, by two counts more.
    "a theme and a way": {"tema": "psykisk helse", "maate": "video"},
    "experience consultants": {"slag": "consultant"},
}


def run(bench: Any) -> None:
    bench.row("people written", bench.seconds(_fill, repeat=1), "s")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    account = User.objects.get(email="soker@bench.example")
    client = Client(headers={"host": "localhost"})
    client.force_login(account)
    for name, filters in SEARCHES.items():
        search = _Search(account, _dated(filters))
        if len(search.statements) != STATEMENTS:
            raise RuntimeError(f"{name}: {len(search.statements)} statements")
        in_psql = bench.seconds(search.in_psql)
        asked = bench.seconds(search.by_the_portal)
        page = bench.seconds(lambda search=search: search.page(client))
        bench.row(f"{name}: people found", search.found, "people")
        bench.row(f"{name}: in psql", in_psql * 1000, "ms")
        bench.row(f"{name}: search", asked * 1000, "ms")
        bench.row(f"{name}: search / psql", asked / in_psql, "times", limit=LIMIT)
        bench.row(f"{name}: page", page * 1000, "ms")
        bench.row(f"{name}: page / psql", page / in_psql, "times")


class _Search:
    """One search, asked by the portal and by psql."""

    def __init__(self, account: User, query: dict[str, str]) -> None:
        self.account, self.query = account, query
        self.found = 0

    def _rows(self) -> tuple[Any, Any]:
        """The people found, and the first page of them in order."""
        filters = FindingFilter(
            data=self.query,
            queryset=findable_for(self.account),
            choices=finding_choices(),
            smallest_group=SMALLEST_GROUP,
        )
        if not filters.is_valid():
            raise RuntimeError(f"{self.query}: {filters.errors}")
        return filters.qs, with_list_data(spread(filters.qs))[: PAGE + 1]

    def by_the_portal(self) -> None:
        people, page = self._rows()
        self.found = summary_of(people).people
        if len(list(page)) < min(self.found, PAGE):
            raise RuntimeError(f"{self.query}: rows are missing")

    def in_psql(self) -> None:
        """The very statements, as the portal sends them, in a process of psql that answers to nobody."""
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "search.sql"
            script.write_text("".join(f"{statement};\n" for statement in self.statements))
            settings = connection.settings_dict
            psql = Place(Path(os.environ["MEDVIRKNING_DATA"])).postgres_bin / "psql"
            subprocess.run(
                [psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", settings["HOST"], "-U", settings["USER"],
                 "-d", settings["NAME"], "-o", os.devnull, "-f", script],
                check=True,
                # As the portal's own connections are set.
                env={**os.environ, "PGOPTIONS": settings["OPTIONS"].get("options", "")},
            )  # fmt: skip

    @cached_property
    def statements(self) -> list[str]:
        """Written down once, before anything is measured."""
        sent: list[tuple[str, Any]] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            sent.append((sql, params))
            return execute(sql, params, many, context)

        people, page = self._rows()
        with connection.execute_wrapper(note):
            summary_of(people)
            list(page)
        with psycopg.ClientCursor(connection.connection) as cursor:
            return [cursor.mogrify(sql, params) for sql, params in sent]

    def page(self, client: Client) -> None:
        response = client.get(reverse("finding:list"), self.query)
        if response.status_code != 200:
            raise RuntimeError(f"{self.query} answers {response.status_code}")


def _dated(filters: dict[str, str]) -> dict[str, str]:
    """«+20» is twenty days from today."""
    today = timezone.localdate()
    return {
        key: str(today + datetime.timedelta(days=int(value))) if value.startswith("+") else value
        for key, value in filters.items()
    }


def _fill() -> None:
    """Organisations and people as those of the demonstration set, and somebody who looks for them."""
    random = Random(1)
    with audit.context(command="bench"), transaction.atomic():
        audit.apply_context()
        account = create_user(actor=None, email="soker@bench.example", name="Kari Søker")
        grant_role(actor=None, user=account, role=Role.STAFF)
        SubjectArea.objects.bulk_create(subject_areas(), ignore_conflicts=True)
        accounts = Accounts()
        register = Register(today=timezone.localdate(), seed=1, accounts=accounts)
        register.build_organisations(ORGANISATIONS, random)
        register.build_people(PEOPLE, random)
        with connection.cursor() as cursor:
            tables = (*accounts.tables, *register.tables)
            flush_all(tables, cursor)
            for table in tables:
                table.finish(cursor)
