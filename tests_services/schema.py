"""The tables of a test database, laid out by the migrations once and kept in `var/` until one of them changes.

A hundred tables with their history triggers take the migrations a minute and a half of work in each process of each
run.
What they made is kept as SQL under a key of everything it follows from: the migrations, what these import, the
locked packages and the server's version. Rows are not kept: the reference data loads itself after `migrate`, as on
any installation. A clean clone has nothing kept, and lays out its tables by the migrations.
"""

import fcntl
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from medvirkning.local import database
from medvirkning.local.places import CHECKOUT

FOLDER = CHECKOUT / "var" / "test-schema"
TEMPLATE = "medvirkning_test_template"
OWN_IMPORT = re.compile(r"^(?:import|from) ((?:medvirkning|representatives|projects|advice)[\w.]*)", re.MULTILINE)
KEPT = 3


@contextmanager
def laid_out() -> Iterator[None]:
    """Inside, test databases are made: from what is kept, or by the migrations, which is then kept.

    Processes of a run take turns, so that the first one's work serves the others.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = FOLDER / f"{_key()}.sql"
        if kept.exists():
            _make_template(kept)
            fcntl.flock(lock, fcntl.LOCK_UN)
        yield
        if not kept.exists():
            _keep(kept)


def _key() -> str:
    """A checksum of all that the tables follow from."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    connection.close()
    migrations = sorted(path for path in CHECKOUT.glob("*/**/migrations/*.py") if not _is_installed(path))
    imported = {module for path in migrations for module in OWN_IMPORT.findall(path.read_text())}
    sources = [CHECKOUT / f"{module.replace('.', '/')}.py" for module in sorted(imported)]
    files = [CHECKOUT / "requirements" / "base.txt", *migrations, *(path for path in sources if path.exists())]
    digest = hashlib.sha256(version.encode())
    for path in files:
        digest.update(f"{path.relative_to(CHECKOUT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:32]


def _is_installed(path: Path) -> bool:
    return not {".venv", "node_modules", "var"}.isdisjoint(path.relative_to(CHECKOUT).parts)


def _make_template(kept: Path) -> None:
    """The database that test databases are copies of; the first process of a run makes it."""
    connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE])
        if cursor.fetchone():
            connection.close()
            return
        cursor.execute(f"CREATE DATABASE {TEMPLATE}")
    connection.close()
    _run("psql", TEMPLATE, "--quiet", "--set=ON_ERROR_STOP=1", f"--file={kept}")


def _keep(path: Path) -> None:
    """Keep the tables, and which migrations have made them; the oldest of what was kept before goes."""
    name = connection.settings_dict["NAME"]
    try:
        tables = _run("pg_dump", name, "--schema-only", "--no-owner", "--no-privileges")
        applied = _run("pg_dump", name, "--data-only", "--table=django_migrations")
    except subprocess.CalledProcessError as error:
        # Another server than the embedded one may be newer than the program: then nothing is kept.
        sys.stderr.write(f"The tables of the test database are not kept: {error.stderr.decode(errors='replace')}\n")
        return
    written = path.with_suffix(f".{os.getpid()}")
    written.write_bytes(tables + applied)
    written.replace(path)
    for old in sorted(FOLDER.glob("*.sql"), key=lambda one: one.stat().st_mtime)[:-KEPT]:
        old.unlink()


def _run(program: str, name: str, *options: str) -> bytes:
    known = connection.settings_dict
    command = [
        str(database.program(program)),
        f"--host={known['HOST']}",
        f"--port={known['PORT'] or 5432}",
        f"--username={known['USER']}",
        f"--dbname={name}",
        *options,
    ]
    environment = {**os.environ, "PGPASSWORD": str(known["PASSWORD"] or "")}
    return subprocess.run(command, check=True, capture_output=True, env=environment).stdout
