"""A whole portal for a trial: web server, workers and scheduler as processes of their own on servers of their own."""

import http.cookiejar
import json
import os
import re
import secrets
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from medvirkning.local import processes
from medvirkning.local.places import CHECKOUT
from medvirkning.local.postgres import ROLE
from tests_services.servers import Servers, throw_away

PYTHON = [sys.executable, "-m"]
WORKER = [*PYTHON, "celery", "-A", "medvirkning", "worker", "--loglevel=INFO", "--without-gossip", "--without-mingle"]
WEB = "web server"
INPUT = re.compile(r'<input[^>]*\bname="([^"]+)"[^>]*?(?:\bvalue="([^"]*)")?[^>]*>')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
# A request that takes longer has lost its server.
PATIENCE = 30.0


@dataclass
class Live:
    """The processes by name, and how they are started, killed and asked."""

    servers: Servers
    port: int
    password: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    parts: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        data = self.servers.folder / "portal"
        data.mkdir(exist_ok=True)
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.trial.live_settings",
            "DATABASE_URL": self.servers.postgres.url(),
            "REDIS_URL": self.servers.valkey.url(),
            "MEDVIRKNING_DATA": str(data),
            "MEDVIRKNING_DEMO_PASSWORD": self.password,
        }

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def mails(self) -> Path:
        return Path(self.environment["MEDVIRKNING_DATA"]) / "mails"

    def command(self, *arguments: str) -> str:
        """A command of manage.py on the portal's database; gives what it prints."""
        return self._run(str(CHECKOUT / "manage.py"), *arguments)

    def ask(self, what: str, *arguments: str) -> Any:
        """What `tests.trial.inside` says from within a process of the portal."""
        return json.loads(self._run("-m", "tests.trial.inside", what, *arguments).splitlines()[-1])

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=CHECKOUT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{arguments}: {done.stderr[-3000:]}")
        return done.stdout

    def commands(self) -> dict[str, list[str]]:
        """As `make run` starts them."""
        schedule = Path(self.environment["MEDVIRKNING_DATA"]) / "schedule"
        return {
            WEB: [*PYTHON, "gunicorn", "medvirkning.wsgi", f"--bind=127.0.0.1:{self.port}", "--worker-class=gthread",
                  "--workers=2", "--threads=4", "--graceful-timeout=5", "--no-control-socket", "--preload"],
            "worker": [*WORKER, "--hostname=worker@%h", "--concurrency=2", "--queues=default,shares,mail"],
            "worker for files": [*WORKER, "--hostname=files@%h", "--concurrency=1", "--queues=files,night"],
            "scheduler": [*PYTHON, "celery", "-A", "medvirkning", "beat", "--loglevel=INFO", "--pidfile=",
                          f"--schedule={schedule}"],
        }  # fmt: skip

    def start(self, name: str) -> None:
        log = self.servers.folder / f"{name.replace(' ', '-')}.log"
        self.parts[name] = processes.start(self.commands()[name], log=log, env=self.environment, cwd=CHECKOUT)

    def kill(self, name: str) -> None:
        """By SIGKILL, with all its children: nothing is said goodbye to."""
        processes.signal_group(self.parts[name].pid, 9)
        self.parts[name].wait()

    def children_of(self, name: str) -> list[int]:
        parent = self.parts[name].pid
        return [pid for pid in processes.running() if parent_of(pid) == parent]

    def end_connections(self, *, at_most: int) -> int:
        """As an administrator or a restart of the database does it, to connections that come first by chance."""
        with psycopg.connect(host=str(self.servers.postgres.sockets), dbname="postgres", user=ROLE) as connection:
            ended = connection.execute(
                "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE datname IS NOT NULL "
                "AND pid <> pg_backend_pid() ORDER BY random() LIMIT %s) AS chosen",
                [at_most],
            )
            return ended.rowcount

    def readiness(self) -> dict[str, Any]:
        """What /readyz says; empty where nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as answer:
                return dict(json.load(answer))
        except (OSError, ValueError):
            return {}

    def stop(self) -> None:
        for process in self.parts.values():
            processes.stop(process)


@contextmanager
def live_portal(*, port: int, scale: int = 1) -> Iterator[Live]:
    """The portal with the demonstration set, up and answering."""
    with throw_away() as servers:
        live = Live(servers, port)
        live.command("migrate", "--verbosity=0")
        live.command("load_demo", "--scale", str(scale))
        live.ask("passwords", live.password)
        try:
            for name in live.commands():
                live.start(name)
            wait_until(lambda: live.readiness().get("status") in {"ok", "degraded"}, seconds=120)
            yield live
        finally:
            live.stop()


def parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def wait_until(holds: Callable[[], bool], *, seconds: float, pause: float = 0.1) -> float:
    """How long it took; an error where it took too long."""
    begun = time.monotonic()
    while not holds():
        if time.monotonic() - begun > seconds:
            raise TimeoutError(f"it did not come within {seconds} seconds")
        time.sleep(pause)
    return time.monotonic() - begun


class LostError(OSError):
    """The server did not answer, or said that it can't: whether it was done is not known."""


class Person:
    """Somebody with a browser that keeps cookies and follows where it is led."""

    def __init__(self, live: Live) -> None:
        self.address = live.address
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def sign_in(self, email: str, password: str) -> None:
        _path, page = self.get("/accounts/login/")
        path, page = self.post("/accounts/login/", {**hidden(page), "login": email, "password": password})
        if path.startswith("/accounts/login"):
            raise LostError(f"{email} was not signed in")

    def get(self, path: str) -> tuple[str, str]:
        return self._open(urllib.request.Request(self.address + path))

    def post(self, path: str, fields: dict[str, str]) -> tuple[str, str]:
        """Gives the path that it led to, and the page there."""
        body = urllib.parse.urlencode(fields).encode()
        return self._open(urllib.request.Request(self.address + path, data=body, headers={"Referer": self.address}))

    def _open(self, request: urllib.request.Request) -> tuple[str, str]:
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return urllib.parse.urlsplit(answer.url).path, answer.read().decode()
        except urllib.error.HTTPError as error:
            if error.code >= 500:
                raise LostError(str(error.code)) from error
            return urllib.parse.urlsplit(error.url or "").path, error.read().decode()
        except (OSError, urllib.error.URLError, ConnectionError) as error:
            raise LostError(str(error)) from error
        except Exception as error:  # http.client has a family of its own for answers that break off
            raise LostError(repr(error)) from error


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the page's own form: its token, its version, its key against doubles."""
    main = page.partition("<main")[2] or page
    fields = {name: value for name, value in INPUT.findall(main) if 'type="hidden"' in _tag(main, name)}
    found = TOKEN.findall(main)
    return {**fields, "csrfmiddlewaretoken": found[-1]} if found else fields


def _tag(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*\bname="{re.escape(name)}"[^>]*>', page)
    return found[0] if found else ""


def at_once(work: Callable[[int], None], number: int) -> list[threading.Thread]:
    """As many threads, each with its number; they are to be joined."""
    threads = [threading.Thread(target=work, args=(each,), daemon=True) for each in range(number)]
    for thread in threads:
        thread.start()
    return threads
