"""`make bench`: runs `run(bench)` of every `tests/bench/bench_*.py`, each on a migrated database of its own.

The server writes to disk as an installation's does. Rows are printed as a table and written to var/bench; a row past
its limit makes the command fail.
"""

import argparse
import importlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

import psycopg
from psycopg import sql

from medvirkning.local.places import CHECKOUT
from medvirkning.local.postgres import DATABASE, ROLE
from tests_services.servers import Servers, throw_away

BENCHES = CHECKOUT / "tests" / "bench"
RESULTS = CHECKOUT / "var" / "bench"
BENCH_DATABASE = "MEDVIRKNING_BENCH_DATABASE"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def holds(self) -> bool:
        return self.limit is None or self.value <= self.limit


@dataclass(frozen=True)
class CommandResult:
    """What a command took."""

    seconds: float
    peak_megabytes: float
    output: str


@dataclass
class Bench:
    """Handed to each benchmark."""

    database: str
    rows: list[Row] = field(default_factory=list)

    def row(self, what: str, value: float, unit: str, *, limit: float | None = None) -> None:
        """Note a reading; `limit` is the most it may be."""
        self.rows.append(Row(what, value, unit, limit))

    def seconds(self, function: Callable[[], object], *, repeat: int = 3) -> float:
        """The least of several readings: what disturbs a reading only ever adds to it."""
        return min(self._once(function) for _ in range(repeat))

    @staticmethod
    def _once(function: Callable[[], object]) -> float:
        start = time.perf_counter()
        function()
        return time.perf_counter() - start

    def command(self, *arguments: str) -> CommandResult:
        """Run a manage.py command in a process of its own on the benchmark's database."""
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, str(CHECKOUT / "manage.py"), *arguments],
            stdout=subprocess.PIPE,
            text=True,
            cwd=CHECKOUT,
        )
        assert process.stdout is not None
        output = process.stdout.read()
        process.stdout.close()
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)} ended with {process.returncode}")
        return CommandResult(time.perf_counter() - start, usage.ru_maxrss / 1024, output)

    @staticmethod
    def own_peak_megabytes() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_one(name: str) -> int:
    """In a process of its own, the database named in the environment."""
    import django  # noqa: PLC0415  (only where the settings' environment is ready)

    django.setup()
    bench = Bench(os.environ[BENCH_DATABASE])
    importlib.import_module(f"tests.bench.{name}").run(bench)
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps([asdict(row) for row in bench.rows], indent=1) + "\n")
    return 0


def run_all(names: list[str]) -> int:
    RESULTS.mkdir(parents=True, exist_ok=True)
    failed = []
    options = {"shared_buffers": "1GB", "work_mem": "64MB", "max_wal_size": "4GB"}
    with throw_away(durable=True, options=options) as servers:
        base = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "medvirkning.settings.local",
            "MEDVIRKNING_DATA": str(servers.folder),
            "REDIS_URL": servers.valkey.url(),
        }
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(migrate, cwd=CHECKOUT, env={**base, "DATABASE_URL": servers.postgres.url()}, check=True)
        for name in names:
            print(f"{name} …", flush=True)
            (RESULTS / f"{name}.json").unlink(missing_ok=True)
            _copy_database(servers, name)
            env = {**base, "DATABASE_URL": servers.postgres.url(database=name), BENCH_DATABASE: name}
            command = [sys.executable, "-m", "tests_services.bench", "--here", name]
            if subprocess.run(command, cwd=CHECKOUT, env=env, check=False).returncode:
                failed.append(name)
    table, holds = report(names)
    (RESULTS / "table.md").write_text(table)
    print(table)
    if failed:
        print("Ended with an error: " + ", ".join(failed))
    return 0 if holds and not failed else 1


def _copy_database(servers: Servers, name: str) -> None:
    with psycopg.connect(
        host=str(servers.postgres.sockets), dbname="postgres", user=ROLE, autocommit=True
    ) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(DATABASE)
            )
        )


def report(names: list[str]) -> tuple[str, bool]:
    lines = ["| benchmark | what | value | limit | |", "| --- | --- | ---: | ---: | --- |"]
    holds = True
    for name in names:
        path = RESULTS / f"{name}.json"
        for values in json.loads(path.read_text()) if path.exists() else []:
            row = Row(**values)
            holds = holds and row.holds
            limit = "" if row.limit is None else f"{row.limit:g} {row.unit}"
            lines.append(
                f"| {name.removeprefix('bench_')} | {row.what} | {row.value:,.4g} {row.unit} | {limit} | "
                f"{'' if row.holds else 'OVER'} |"
            )
    return "\n".join(lines) + "\n", holds


def found(only: str | None) -> list[str]:
    names = sorted(path.stem for path in BENCHES.glob("bench_*.py"))
    return [name for name in names if only is None or only in name]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="?", help="part of the name of the benchmarks to run")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        return run_one(given.here)
    names = found(given.only)
    if not names:
        print(f"No benchmark of that name in {BENCHES}", file=sys.stderr)
        return 2
    return run_all(names)


if __name__ == "__main__":
    sys.exit(main())
