"""The embedded database as its users see it: `use()` gives it, started if need be, until the process ends."""

import atexit
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from medvirkning.local import keeper, postgres, processes
from medvirkning.local.errors import LocalError
from medvirkning.local.locks import FileLock, holders
from medvirkning.local.places import CHECKOUT, Place, data_folder

STARTER_LOCK = "starter.lock"
STARTING_MAY_TAKE = 600.0

# Django's commands that read no row. They get the address, and the server is not started for their sake.
WITHOUT_DATABASE = frozenset(
    {
        "check",
        "collectstatic",
        "compilemessages",
        "create_max_migration_files",
        "diffsettings",
        "findstatic",
        "help",
        "makemessages",
        "makemigrations",
        "rebase_migration",
        "spectacular",
        "startapp",
        "version",
    }
)


class DatabaseUse:
    """One process's use of the embedded PostgreSQL of a data folder."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._users = FileLock(place.data / keeper.USERS_LOCK)

    @property
    def url(self) -> str:
        return postgres.url(self.place.sockets)

    def begin(self) -> None:
        """Be counted among the users, and see to it that the server runs. Holding the lock, it is not stopped."""
        self.place.prepare()
        # Waits while a keeper is stopping the server: it holds the lock alone meanwhile.
        self._users.acquire(shared=True)
        self.ensure_running()

    def ensure_running(self) -> None:
        """Start a keeper where no server answers; one process at a time looks and starts."""
        with FileLock(self.place.data / STARTER_LOCK):
            if postgres.serves(self.place.sockets):
                return
            self._start_keeper()

    def _start_keeper(self) -> None:
        with (self.place.logs / "keeper.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "medvirkning.local.keeper", str(self.place.data)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=CHECKOUT,
                start_new_session=True,
            )
        assert process.stdout is not None
        answer = process.stdout.read().decode(errors="replace").strip()
        process.stdout.close()
        # The keeper outlives this process where others use the server; nobody is left waiting for it.
        process.returncode = 0
        if answer != keeper.READY:
            raise LocalError(answer or f"PostgreSQL did not start. See {self.place.logs / 'keeper.log'}")

    def end(self) -> None:
        """Stop using it. Comes back when the server has stopped, or at once where others use it."""
        self._users.release()
        probe = FileLock(self._users.path)
        while self.is_kept():
            if probe.acquire(wait=False):
                # Nobody uses it; the keeper has not looked yet.
                probe.release()
                time.sleep(keeper.LOOK_EVERY / 4)
            elif probe.acquire(shared=True, wait=False):
                # Others use it.
                probe.release()
                return
            else:
                # The keeper is stopping the server.
                time.sleep(keeper.LOOK_EVERY / 4)

    def is_kept(self) -> bool:
        """Whether a keeper runs."""
        return FileLock(self.place.data / keeper.KEEPER_LOCK).is_taken()

    def other_users(self) -> list[str]:
        """Who else uses the server, as «command line (process)»."""
        own = os.getpid()
        pids = [pid for pid in holders(self._users.path) if pid != own]
        return [f"{processes.command_line(pid) or '?'} (process {pid})" for pid in pids]

    def stop_for_all(self) -> None:
        """Stop the server under whoever uses it."""
        lock = FileLock(self.place.data / keeper.KEEPER_LOCK)
        text = lock.read()
        if text.isdecimal() and lock.is_taken():
            processes.end(
                lambda: [int(text)] if processes.is_alive(int(text)) and lock.is_taken() else [],
                signum=signal.SIGTERM,
                patience=60,
            )


def use_for_command(arguments: list[str]) -> None:
    """What `manage.py` does before Django: without DATABASE_URL, the embedded database for the command's own time."""
    if os.environ.get("DATABASE_URL"):
        return
    place = Place(data_folder())
    use = DatabaseUse(place)
    if needs_database(arguments):
        atexit.register(use.end)
        # Before its address is asked for: where the sockets lie is known once the folder is there.
        use.begin()
        # dbshell and the like find the server's own programs.
        os.environ["PATH"] = os.pathsep.join([str(place.postgres_bin), os.environ.get("PATH", os.defpath)])
    os.environ["DATABASE_URL"] = use.url


def needs_database(arguments: list[str]) -> bool:
    """Whether the command of this command line reads or writes rows."""
    return (
        bool(arguments) and arguments[0] not in WITHOUT_DATABASE and not {"--help", "-h", "--version"} & set(arguments)
    )


def program(name: str) -> Path:
    """One of PostgreSQL's own programs, such as pg_dump: that of the embedded server, or POSTGRES_BIN's."""
    return Place(data_folder()).postgres_bin / name
