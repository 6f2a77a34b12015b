"""Pytest plugin: starts the servers before settings are read, one set a run, shared by the processes of xdist.

Named by `-p` in pyproject.toml, so that it is loaded before any Django package. `MEDVIRKNING_TEST_DATABASE_URL` and
`MEDVIRKNING_TEST_REDIS_URL` name servers to use instead; DATABASE_URL and REDIS_URL are never looked at, for they
may be somebody's.
"""

import atexit
import os
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests_services import browser, launching
from tests_services.servers import Servers, throw_away, worker_number

_resources = ExitStack()
_servers = pytest.StashKey[Servers]()

# What would lead a test to a server, a folder or a password of the person who runs it.
FOREIGN = ("DATABASE_URL", "REDIS_URL", "MEDVIRKNING_DATA", "MEDVIRKNING_DEMO_PASSWORD", "MEDVIRKNING_SECRET_KEY")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Before pytest-django reads the settings in the same hook."""
    for name in FOREIGN:
        os.environ.pop(name, None)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _start(early_config)
    else:
        number = worker_number()
        base = os.environ["MEDVIRKNING_TEST_REDIS_URL"]
        # One numbered database a process; number 0 is that of a run in one process.
        os.environ["MEDVIRKNING_TEST_REDIS_URL"] = with_database(base, number)
    return (yield)


def _start(config: pytest.Config) -> None:
    if config.known_args_namespace.help or config.known_args_namespace.version:
        os.environ.setdefault("MEDVIRKNING_TEST_DATABASE_URL", "postgresql:///none")
        os.environ.setdefault("MEDVIRKNING_TEST_REDIS_URL", "redis://127.0.0.1:0/0")
        os.environ.setdefault("MEDVIRKNING_TEST_FILES", "/nonexistent")
        return
    # Also where pytest gives up before it is configured.
    atexit.register(_resources.close)
    servers = _resources.enter_context(throw_away())
    config.stash[_servers] = servers
    os.environ.setdefault("MEDVIRKNING_TEST_DATABASE_URL", servers.postgres.url())
    os.environ.setdefault("MEDVIRKNING_TEST_REDIS_URL", servers.valkey.url())
    os.environ["MEDVIRKNING_TEST_FILES"] = str(servers.folder / "files")


def with_database(url: str, number: int) -> str:
    """The address of another numbered database on the same Redis."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"
    return parts._replace(path=f"/{number}").geturl()


def pytest_configure(config: pytest.Config) -> None:
    # After pytest-playwright, so that its fixture is the one that is replaced.
    config.pluginmanager.register(launching, "medvirkning-browser")


def pytest_unconfigure() -> None:
    _resources.close()


def pytest_report_header() -> str | None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return None
    return f"database: {os.environ['MEDVIRKNING_TEST_DATABASE_URL']}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser its tests are skipped by name."""
    wanting = [item for item in items if item.get_closest_marker("browser")]
    if wanting and browser.find() is None:
        skip = pytest.mark.skip(reason="no Chromium or Chrome on this machine (MEDVIRKNING_CHROMIUM names one)")
        for item in wanting:
            item.add_marker(skip)


@pytest.fixture
def test_files() -> Path:
    """Where uploaded and produced files go in this run."""
    return Path(os.environ["MEDVIRKNING_TEST_FILES"])
