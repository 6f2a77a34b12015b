"""Live Celery processes on a test's own database, and a broker of their own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from medvirkning.local.places import CHECKOUT, Place, private_folder
from medvirkning.local.valkey import ValkeyServer

CELERY = [sys.executable, "-m", "celery", "-A", "medvirkning"]


def environment(**more: str) -> dict[str, str]:
    """Of another process on this test's database."""
    database = connection.settings_dict
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "medvirkning.settings.test",
        "MEDVIRKNING_TEST_DATABASE_URL": (
            f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
        ),
        "MEDVIRKNING_TEST_FILES": str(settings.MEDIA_ROOT),
        **more,
    }


def wait_until(condition: Callable[[], bool], seconds: float) -> float:
    """Gives how long it took."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds, "waited too long"
        time.sleep(0.02)
    return time.monotonic() - start


@contextmanager
def own_broker(folder: Path) -> Iterator[ValkeyServer]:
    """A Valkey that nobody else uses."""
    place = Place(folder)
    sockets = private_folder(Path(f"/tmp/mv-{os.getpid()}-redis"), place.account)
    valkey = ValkeyServer(program=place.valkey, sockets=sockets, log=folder / "valkey.log", account=place.account)
    valkey.start()
    try:
        yield valkey
    finally:
        valkey.stop()
        sockets.rmdir()


class LiveWorker:
    """A worker with its children; killed, it takes no leave."""

    def __init__(self, env: dict[str, str], log: Path, *, queues: str) -> None:
        self._log, self._begun = log, log.stat().st_size if log.exists() else 0
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [*CELERY, "worker", "--loglevel=INFO", "--without-gossip", "--without-mingle", "--concurrency=2",
                 f"--queues={queues}"],
                cwd=CHECKOUT, env=env, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        wait_until(lambda: b"ready." in log.read_bytes()[self._begun :], 90)

    def kill(self) -> None:
        """As `kill -9` of all its processes at once, or as a machine that loses its power."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(20)


def send(env: dict[str, str], *tasks: tuple[str, list[int]]) -> None:
    """Put tasks on the broker, from a process of its own."""
    code = (
        "import json, sys, django; django.setup()\n"
        "from medvirkning.celery import app\n"
        "for name, arguments in json.loads(sys.argv[1]): app.send_task(name, arguments)"
    )
    subprocess.run([sys.executable, "-c", code, json.dumps(tasks)], cwd=CHECKOUT, env=env, check=True, timeout=90)
