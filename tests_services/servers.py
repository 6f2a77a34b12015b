"""Throw-away PostgreSQL and Valkey for one run: never those of `make run`, gone when the run ends, however it ends."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from medvirkning.local.places import Place, private_folder
from medvirkning.local.postgres import THROW_AWAY, PostgresServer
from medvirkning.local.valkey import ValkeyServer


@dataclass(frozen=True)
class Servers:
    """The two servers of a run, and a folder for files."""

    postgres: PostgresServer
    valkey: ValkeyServer
    folder: Path


@contextmanager
def throw_away(*, durable: bool = False, options: dict[str, str] | None = None) -> Iterator[Servers]:
    """Both servers in a folder that is removed afterwards. `durable` writes to disk as an installation does."""
    folder = Path(tempfile.mkdtemp(prefix="medvirkning-test-"))
    folder.chmod(0o755)
    place = Place(folder)
    sockets = private_folder(folder / "run", place.account)
    log = folder / "servers.log"
    postgres = PostgresServer(
        cluster=folder / "postgres",
        sockets=sockets,
        binaries=place.postgres_bin,
        log=log,
        account=place.account,
        options={"max_connections": "300", **(options or {})} if durable else {**THROW_AWAY, **(options or {})},
    )
    valkey = ValkeyServer(program=place.valkey, sockets=sockets, log=log, account=place.account)
    try:
        postgres.create(initdb=[] if durable else ["--no-sync"])
        postgres.start()
        postgres.ensure_database()
        valkey.start()
        yield Servers(postgres, valkey, folder)
    finally:
        valkey.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def worker_number() -> int:
    """0 for a run in one process, else 1 and up for the processes of pytest-xdist."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")) + 1
