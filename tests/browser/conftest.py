"""What the browser tests stand on: a live server, a browser that tells of its errors, a live worker."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import ConsoleMessage, Page

from medvirkning.jobs.queues import Queue
from medvirkning.local import processes
from medvirkning.local.places import CHECKOUT
from tests.browser.portal import Portal
from tests.browser.register import Register

# A page that isn't there in so many milliseconds won't come.
PATIENCE = 10_000
WORKER_IS_UP = b"ready."


@pytest.fixture(scope="session", autouse=True)
def _models_beside_a_browser() -> Iterator[None]:
    """Playwright keeps an event loop in this thread, by which Django tells that models aren't to be used."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "nb-NO", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page whose console stays silent: no script fails, and the content security policy stops nothing."""
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A status of 403, 404 or 409 is an answer; the browser calls it an error.
        if message.type == "error" and "Failed to load resource" not in message.text:
            faults.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_default_timeout(PATIENCE)
    yield page
    assert not faults, faults


@pytest.fixture
def register(live_server: Any) -> Register:
    """A department with its work, its people and its share, counted."""
    return Register.made()


@pytest.fixture
def portal(page: Page, live_server: Any, register: Register) -> Portal:
    return Portal(page, live_server.url)


@pytest.fixture
def worker(live_server: Any, tmp_path: Path) -> Iterator[None]:
    """A Celery worker on the database and the queues of this test."""
    log = tmp_path / "worker.log"
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    command = [sys.executable, "-m", "celery", "-A", "medvirkning", "worker", "--pool=solo", "--loglevel=INFO", *quiet]
    command.append(f"--queues={','.join(Queue)}")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "medvirkning.settings.test",
        "MEDVIRKNING_TEST_DATABASE_URL": _url_of_test_database(),
    }
    process = processes.start(command, log=log, env=environment, cwd=CHECKOUT)
    try:
        _wait_until_up(process, log)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _url_of_test_database() -> str:
    """The servers' address with the name of the database that this process of the tests has for itself."""
    address, question, query = os.environ["MEDVIRKNING_TEST_DATABASE_URL"].partition("?")
    return f"{address.rpartition('/')[0]}/{connection.settings_dict['NAME']}{question}{query}"


def _wait_until_up(process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 60
    while WORKER_IS_UP not in log.read_bytes():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)
