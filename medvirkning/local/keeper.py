"""Keeps PostgreSQL running for as long as somebody uses it, and not a moment longer.

`make run` and every `manage.py` command share one server. Each holds a shared lock on `users.lock` while it lives;
whoever finds no server starts this process, which stops the server when it can have that lock for itself. So nobody
stops it under another, and a user that is killed lets go all the same.

The server is this process's child and dies with it. A process of its own is needed because the command that starts
the server may end before the others that came to use it.
"""

import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from medvirkning.local.errors import LocalError
from medvirkning.local.locks import FileLock
from medvirkning.local.places import Place
from medvirkning.local.postgres import PostgresServer, serves

USERS_LOCK = "users.lock"
KEEPER_LOCK = "keeper.lock"
READY = "ready"
LOOK_EVERY = 0.1
LONGEST_LOG = 10 * 1024 * 1024


class StopAskedError(Exception):
    """SIGTERM or SIGINT came: stop although somebody may use the server."""


def server(place: Place) -> PostgresServer:
    """The server of the data folder."""
    log = place.logs / "postgres.log"
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".old.log"))
    return PostgresServer(
        cluster=place.cluster,
        sockets=place.sockets,
        binaries=place.postgres_bin,
        log=log,
        account=place.account,
    )


def keep(place: Place) -> None:
    """Run the server until nobody uses it. Says «ready» on standard output when it answers, else what is wrong."""
    lock = FileLock(place.data / KEEPER_LOCK)
    users = FileLock(place.data / USERS_LOCK)
    signal.signal(signal.SIGTERM, _ask_to_stop)
    signal.signal(signal.SIGINT, _ask_to_stop)
    while not lock.acquire(wait=False):
        # The one before may be starting still, for a command that was killed meanwhile. It then serves whoever waits
        # for this one, and does not end while they use it: waiting for its lock would never end either.
        if serves(place.sockets):
            _say(READY)
            return
        time.sleep(LOOK_EVERY)
    lock.write(str(os.getpid()))
    place.make_sockets()
    postgres = server(place)
    try:
        postgres.create()
        postgres.start()
        postgres.ensure_database()
        _say(READY)
        # A server that ended by itself is not started anew: its users find out, and say so.
        while not postgres.has_ended() and not users.acquire(wait=False):
            time.sleep(LOOK_EVERY)
    except StopAskedError:
        pass
    finally:
        postgres.stop()
        users.release()
        lock.release()


def _ask_to_stop(_signum: int, _frame: FrameType | None) -> None:
    raise StopAskedError


def _say(text: str) -> None:
    """One message to the process that started this one, which may be gone already."""
    try:
        os.write(sys.stdout.fileno(), text.encode())
    except BrokenPipeError:
        return
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, sys.stdout.fileno())
    os.close(quiet)


def main() -> int:
    place = Place(Path(sys.argv[1]))
    try:
        keep(place)
    except LocalError as error:
        _say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
