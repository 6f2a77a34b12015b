"""Counting 100,000 work items, beside the same INSERT … SELECT of the rule run by psql into empty copies.

Then what one change costs in a small and in a large register, and a dashboard beside its own template rendered from
ready data.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from medvirkning.accounts.models import User
from medvirkning.local.places import CHECKOUT, Place
from projects.shares import pipeline, sql
from projects.work.models import Touch, WorkItem

SCALE = 50
LIMIT = 1.5
TABLES = ("countedwork", "departmentshare", "shareby")
COUNT_STATEMENTS = "from tests.bench import bench_count; print(bench_count.statements_of_a_change())"


def run(bench: Any) -> None:
    small = _beside(bench, scale=1)
    loaded = bench.command("load_demo", "--scale", str(SCALE))
    bench.row("load_demo --scale 50", loaded.seconds, "s")
    _execute("VACUUM ANALYZE")
    bench.row("work items", WorkItem.objects.count(), "rows")
    in_psql = bench.seconds(_in_psql)
    anew = min(_count_anew(bench) for _ in range(3))
    _execute("VACUUM ANALYZE")
    compared = bench.seconds(_compare)
    bench.row("the rule's INSERT … SELECT in psql", in_psql, "s")
    bench.row("full count into empty tables", anew, "s")
    bench.row("full count / psql", anew / in_psql, "times", limit=LIMIT)
    bench.row("comparison with a full count, all alike", compared, "s")
    bench.row("comparison / psql", compared / in_psql, "times")
    large = statements_of_a_change()
    bench.row("statements for one change at scale 1", small, "statements")
    bench.row("statements for one change at scale 50", large, "statements", limit=small)
    bench.row("one change counted at scale 50", bench.seconds(_one_change), "s")
    _dashboard(bench)


# Counting


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _count_anew(bench: Any) -> float:
    _execute("TRUNCATE projects_countedwork, projects_departmentshare, projects_shareby, projects_touch")
    return bench.seconds(pipeline.count_anew, repeat=1)


def _compare() -> None:
    found = pipeline.compare()
    if found.differences:
        raise RuntimeError(f"{found.differences} differences in a register that was just counted")


def _in_psql() -> None:
    """Empty copies with the same indexes, filled in one transaction; making them is part of the reading."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "count.sql"
        script.write_text(_script())
        settings = connection.settings_dict
        psql = Place(Path(os.environ["MEDVIRKNING_DATA"])).postgres_bin / "psql"
        subprocess.run(
            [psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", settings["HOST"],
             "-U", settings["USER"], "-d", settings["NAME"], "-f", script],
            check=True,
        )  # fmt: skip


def _script() -> str:
    copies = [
        f"DROP TABLE IF EXISTS bench_{table}; CREATE TABLE bench_{table} (LIKE projects_{table} INCLUDING ALL)"
        for table in TABLES
    ]
    statements = [sql.insert_counted(items=None, today=timezone.localdate()), *sql.add_to_sums(items=None, sign=1)]
    connection.ensure_connection()
    with psycopg.ClientCursor(connection.connection) as cursor:
        filled = [cursor.mogrify(*statement) for statement in statements]
    for table in TABLES:
        filled = [statement.replace(f"projects_{table}", f"bench_{table}") for statement in filled]
    return ";\n".join(["BEGIN", *copies, *filled, "COMMIT"]) + ";\n"


# One change


def statements_of_a_change() -> int:
    """How many statements a drain sends for one touched item."""
    pipeline.drain()
    Touch.objects.create(work_item=WorkItem.objects.order_by("pk")[0])
    with CaptureQueriesContext(connection) as captured:
        pipeline.drain()
    return len(captured)


def _one_change() -> None:
    Touch.objects.create(work_item=WorkItem.objects.order_by("pk")[0])
    pipeline.drain()


def _beside(bench: Any, *, scale: int) -> int:
    """The statements of a change in another database, with a demonstration set of another scale."""
    name = f"{bench.database}_small"
    connection.close()
    server = {"host": connection.settings_dict["HOST"], "user": connection.settings_dict["USER"]}
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as server_connection:
        server_connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{bench.database}" STRATEGY file_copy')
    address = f"postgresql://{server['user']}@/{name}?host={server['host']}"
    env = {**os.environ, "DATABASE_URL": address}
    manage = [sys.executable, str(CHECKOUT / "manage.py")]
    subprocess.run([*manage, "load_demo", "--scale", str(scale)], env=env, cwd=CHECKOUT, check=True)
    counted = subprocess.run(
        [*manage, "shell", "--verbosity", "0", "-c", COUNT_STATEMENTS],
        env=env, cwd=CHECKOUT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return int(counted.stdout.split()[-1])


# The dashboard


def _dashboard(bench: Any) -> None:
    """The directorate's page in this process, whole and its template alone."""
    user = User.objects.get(email="leder@demo.example")
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    page = bench.seconds(lambda: client.get("/innsikt/"), repeat=5)
    request = RequestFactory(headers={"host": "localhost"}).get("/innsikt/")
    request.user = user
    request.session = client.session
    request.htmx = False
    view = resolve("/innsikt/").func.view_class()
    view.setup(request)
    context = view.get_context_data()
    template = bench.seconds(lambda: render_to_string(view.get_template_names(), context, request=request), repeat=5)
    bench.row("the directorate's dashboard at scale 50", page * 1000, "ms")
    bench.row("its template from ready data", template * 1000, "ms")
    bench.row("dashboard / its template", page / template, "times")
