"""Data folders, clusters and processes for the tests of the embedded servers and for trials of whole runs."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from medvirkning.local.places import CHECKOUT, Place
from medvirkning.local.postgres import THROW_AWAY, PostgresServer


@pytest.fixture
def run_data(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder as a person has one: enterable by other users, which pytest's own folders are not."""
    folder = Path(tempfile.mkdtemp(prefix="medvirkning-local-"))
    folder.chmod(0o755)
    monkeypatch.setenv("MEDVIRKNING_DATA", str(folder / "data"))
    for name in ("DATABASE_URL", "REDIS_URL", "MAKELEVEL", "PORT"):
        monkeypatch.delenv(name, raising=False)
    yield folder / "data"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def run_place(run_data: Path) -> Place:
    place = Place(run_data)
    place.prepare()
    return place


@pytest.fixture
def postgres(run_place: Place) -> Iterator[PostgresServer]:
    """A cluster that is made but not started."""
    run_place.make_sockets()
    server = PostgresServer(
        cluster=run_place.cluster,
        sockets=run_place.sockets,
        binaries=run_place.postgres_bin,
        log=run_place.logs / "postgres.log",
        account=run_place.account,
        options=THROW_AWAY,
    )
    server.create(initdb=["--no-sync"])
    yield server
    server.stop()


@pytest.fixture
def start_python() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start Python code in a process of its own; whatever is left of it is ended after the test."""
    started = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=CHECKOUT,
            env=dict(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
