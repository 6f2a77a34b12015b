"""`make run`: every part of the portal as a process of its own under one command in the foreground."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from medvirkning.local import processes
from medvirkning.local.database import DatabaseUse
from medvirkning.local.errors import LocalError
from medvirkning.local.locks import FileLock
from medvirkning.local.places import CHECKOUT, Place, data_folder
from medvirkning.local.secrets import secret
from medvirkning.local.valkey import ValkeyServer

HOST = "127.0.0.1"
RUN_LOCK = "run.lock"
# Set in every child, so that one left behind by a killed run can be told from all other processes.
MARK = "MEDVIRKNING_RUN"
LONGEST_LOG = 10 * 1024 * 1024
# A part that dies again and again is not started for ever.
MOST_RESTARTS = 5
# Who starts while the run before is on its way out waits for it.
STOPPING = "a run that is stopping"
STOPPING_MAY_TAKE = 30.0


class StopAskedError(Exception):
    """Ctrl-C or SIGTERM."""


class WrongUsageError(LocalError):
    """The command was given something it cannot take."""


@dataclass
class Part:
    """One process of the portal."""

    name: str
    command: list[str]
    log: Path
    vital: bool = False
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    not_before: float = 0.0

    def start(self, env: dict[str, str]) -> None:
        _shorten(self.log)
        self.process = processes.start(self.command, log=self.log, env=env, cwd=CHECKOUT)

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None


@dataclass
class Run:
    """One run on one data folder, from taking its lock to the last process being gone."""

    place: Place
    port: int
    env: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    parts: list[Part] = field(default_factory=list)
    database: DatabaseUse | None = None
    valkey: ValkeyServer | None = None
    lock: FileLock = field(init=False)

    def __call__(self) -> None:
        with ExitStack() as stack:
            self._take_folder(stack)
            # They may still hold the port.
            self._end_those_left()
            check_port(self.port)
            self.env |= {
                "DJANGO_SETTINGS_MODULE": "medvirkning.settings.local",
                "MEDVIRKNING_DATA": str(self.place.data),
                "MEDVIRKNING_DEMO_PASSWORD": self._password(),
                MARK: str(self.place.data),
            }
            self._start_servers(stack)
            accounts = self._prepare()
            # The last to be named is the first to be done: the parts stop before the servers they use.
            stack.callback(self._stop_parts)
            stack.callback(self.lock.write, STOPPING)
            self._start_parts()
            self._greet(accounts)
            self._watch()

    def _take_folder(self, stack: ExitStack) -> None:
        self.place.prepare()
        lock = self.lock = FileLock(self.place.data / RUN_LOCK)
        deadline = time.monotonic() + STOPPING_MAY_TAKE
        while not lock.acquire(wait=False):
            holder = lock.read().strip() or "another run is starting"
            if holder != STOPPING or time.monotonic() > deadline:
                msg = f"The data folder {self.place.data} is in use: {holder}.\n"
                raise LocalError(msg + "Stop that run, or name another folder by MEDVIRKNING_DATA and a port by PORT.")
            time.sleep(0.1)
        since = datetime.now().astimezone().strftime("%d.%m.%Y %H:%M")
        lock.write(f"`make run`, process {os.getpid()}, on http://{HOST}:{self.port}/ since {since}")
        stack.callback(lock.release)

    def _end_those_left(self) -> None:
        """Holding the lock, processes of an earlier run on this folder are leftovers of one that was killed."""
        left = processes.end(lambda: processes.marked(MARK, str(self.place.data)), signum=signal.SIGTERM)
        if left:
            say(f"Ended {len(left)} processes left by a run that was killed.")

    def _password(self) -> str:
        return os.environ.get("MEDVIRKNING_DEMO_PASSWORD") or secret(self.place.data / "demo-password", length=16)

    def _start_servers(self, stack: ExitStack) -> None:
        if not self.env.get("DATABASE_URL"):
            self.database = DatabaseUse(self.place)
            stack.callback(self._leave_database, self.database)
            say(
                "Starting PostgreSQL" + ("" if self.place.cluster.exists() else " (the first time: making its folder)")
            )
            self.database.begin()
            self.env["DATABASE_URL"] = self.database.url
        if not self.env.get("REDIS_URL"):
            # The folder is there already where PostgreSQL is embedded too.
            sockets = self.place.make_sockets()
            log = self.place.logs / "valkey.log"
            _shorten(log)
            self.valkey = ValkeyServer(program=self.place.valkey, sockets=sockets, log=log, account=self.place.account)
            stack.callback(self.valkey.stop)
            self.valkey.start()
            self.env["REDIS_URL"] = self.valkey.url()

    def _prepare(self) -> list[str]:
        """Migrate and load; gives the addresses of the demonstration accounts."""
        say("Preparing the database")
        process = subprocess.Popen(
            [sys.executable, "-m", "medvirkning.local.prepare"],
            env=self.env,
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=_die_with(os.getpid()),
        )
        try:
            output, _nothing = process.communicate()
        finally:
            processes.stop(process)
        if process.returncode:
            raise LocalError("The database could not be prepared; see above.")
        return output.decode().split()

    def _start_parts(self) -> None:
        python = [sys.executable, "-m"]
        worker = [*python, "celery", "-A", "medvirkning", "worker", "--loglevel=INFO", "--without-gossip",
                  "--without-mingle"]  # fmt: skip
        logs = self.place.logs
        self.parts = [
            Part(
                "web server",
                [*python, "gunicorn", "medvirkning.wsgi", f"--bind={HOST}:{self.port}", "--worker-class=gthread",
                 "--workers=2", "--threads=4", "--graceful-timeout=5", "--no-control-socket", "--preload",
                 "--access-logfile=-", "--logger-class=medvirkning.web.access_log.AccessLogger"],
                logs / "web.log",
                vital=True,
            ),
            Part("worker", [*worker, "--hostname=worker@%h", "--concurrency=2", f"--queues={SHORT_WORK}"],
                 logs / "worker.log"),
            # Apart, so that an import of an hour never makes a figure wait.
            Part("worker for files", [*worker, "--hostname=files@%h", "--concurrency=1", f"--queues={LONG_WORK}"],
                 logs / "worker-files.log"),
            Part(
                "scheduler",
                [*python, "celery", "-A", "medvirkning", "beat", "--loglevel=INFO", "--pidfile=",
                 f"--schedule={self.place.data / 'schedule'}"],
                logs / "scheduler.log",
            ),
        ]  # fmt: skip
        say("Starting web server, workers and scheduler")
        for part in self.parts:
            part.start(self.env)

    def _greet(self, accounts: list[str]) -> None:
        address = f"http://{HOST}:{self.port}/"
        self._await_web(address)
        lines = ["", f"Medvirkning runs at {address}", f"Mail goes nowhere; it is read at {address}_post/", ""]
        if accounts:
            lines += ["Sign in (fictitious demonstration set) as", *(f"  {account}" for account in accounts)]
            lines += [f"with the password  {self.env['MEDVIRKNING_DEMO_PASSWORD']}", ""]
        lines += [f"Data and logs lie in {self.place.data}. Ctrl-C stops everything.", ""]
        say("\n".join(lines))

    def _await_web(self, address: str) -> None:
        deadline = time.monotonic() + 120
        while True:
            self._look_after(self.parts)
            try:
                with urlopen(f"{address}healthz", timeout=5):
                    return
            except URLError as error:
                # Any answer by HTTP is an answer.
                if hasattr(error, "code"):
                    return
            except OSError:
                pass
            if time.monotonic() > deadline:
                raise LocalError(f"The web server did not answer. Its log is {self.parts[0].log}")
            time.sleep(0.1)

    def _watch(self) -> None:
        while True:
            self._look_after(self.parts)
            if self.valkey is not None and self.valkey.has_ended():
                say("Valkey ended; starting it again.")
                self.valkey.start()
            if self.database is not None and not self.database.is_kept():
                say("PostgreSQL ended; starting it again.")
                self.database.ensure_running()
            time.sleep(0.5)

    def _look_after(self, parts: list[Part]) -> None:
        """A web server that died ends the run; another part is started again, and it is said."""
        for part in parts:
            if not part.has_ended() or part.not_before > time.monotonic():
                continue
            assert part.process is not None
            code = part.process.returncode
            if part.vital or part.restarts >= MOST_RESTARTS:
                raise LocalError(f"The {part.name} ended (code {code}). Its log is {part.log}\n{_tail(part.log)}")
            say(f"The {part.name} ended (code {code}); starting it again. Its log is {part.log}")
            processes.stop(part.process)
            part.start(self.env)
            part.restarts += 1
            # Longer each time, so that what stands in its way has time to pass.
            part.not_before = time.monotonic() + 2**part.restarts

    def _stop_parts(self) -> None:
        """All at once, so that the wait is the longest of them and not their sum."""
        living = [part.process for part in self.parts if part.process is not None]
        for process in living:
            if process.poll() is None:
                process.terminate()
        for process in living:
            processes.stop(process)

    def _leave_database(self, database: DatabaseUse) -> None:
        """PostgreSQL stops with this run; where a command still uses it, after that command."""
        database.end()
        if not database.is_kept():
            return
        others = database.other_users()
        say("The database is still used by\n" + "\n".join(f"  {name}" for name in others))
        say("Waiting for that to end; Ctrl-C once more stops the database at once.")
        try:
            while database.is_kept():
                time.sleep(0.1)
        except StopAskedError:
            database.stop_for_all()


SHORT_WORK = "default,shares,mail"
LONG_WORK = "files,night"


def _die_with(parent: int) -> Callable[[], None]:
    return lambda: processes.die_with_parent(signal.SIGTERM, parent=parent)


def check_port(port: int) -> None:
    """Say plainly that the port is taken before anything else is started."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            msg = f"Port {port} is for the system's own services. Choose one from 1024 up: make run PORT=8001"
            raise LocalError(msg) from None
        except OSError:
            msg = f"Port {port} on {HOST} is taken by another program. Choose another: make run PORT={port + 1}"
            raise LocalError(msg) from None


def port_from(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise WrongUsageError(f"PORT={text} is not a port: a number from 1 to 65535.")
    return int(text)


def _shorten(log: Path) -> None:
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".old.log"))


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else ""


def say(text: str) -> None:
    print(text, flush=True)


def _ask_to_stop(_signum: int, _frame: FrameType | None) -> None:
    raise StopAskedError


def main() -> int:
    if os.environ.get("MAKELEVEL"):
        # A killed make takes this run with it; one that was stopped in order waits for it.
        processes.die_with_parent(signal.SIGTERM)
    signal.signal(signal.SIGINT, _ask_to_stop)
    signal.signal(signal.SIGTERM, _ask_to_stop)
    signal.signal(signal.SIGHUP, _ask_to_stop)
    try:
        Run(place=Place(data_folder()), port=port_from(os.environ.get("PORT") or "8000"))()
    except StopAskedError:
        say("Stopped.")
        return 0
    except LocalError as error:
        print(error, file=sys.stderr, flush=True)
        return 2 if isinstance(error, WrongUsageError) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
