"""Commands that share one embedded server: nobody stops it under another, and the last one takes it along."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from medvirkning.local import keeper, processes
from medvirkning.local.database import DatabaseUse, needs_database
from medvirkning.local.places import CHECKOUT, Place

USE = """
import sys, time
import psycopg
from medvirkning.local.database import DatabaseUse
from medvirkning.local.places import CHECKOUT, Place, data_folder
use = DatabaseUse(Place(data_folder()))
use.begin()
with psycopg.connect(host=str(use.place.sockets), dbname="medvirkning", user="medvirkning") as connection:
    print("in use", flush=True)
    time.sleep(float(sys.argv[1]))
    connection.execute("SELECT 1")
use.end()
"""


def test_users_at_once_share_one_server_and_the_last_one_stops_it(run_place: Place, start_python) -> None:
    users = [start_python("-c", USE, seconds) for seconds in ("0", "1.5", "0.2", "3")]
    outcomes = [user.communicate(timeout=60) for user in users]
    assert [user.returncode for user in users] == [0, 0, 0, 0], outcomes
    assert not processes.postgres_in(run_place.cluster.resolve())
    assert not DatabaseUse(run_place).is_kept()


def test_the_one_that_started_it_ends_while_another_uses_it(run_place: Place, start_python) -> None:
    starter = start_python("-c", USE, "0.5")
    assert starter.stdout.readline() == "in use\n"
    other = start_python("-c", USE, "2.5")
    assert other.stdout.readline() == "in use\n"
    started = time.monotonic()
    assert starter.wait(10) == 0
    assert time.monotonic() - started < 2, "waited for the other"
    assert other.wait(20) == 0


def test_nothing_is_left_of_a_user_that_was_killed(run_place: Place, start_python) -> None:
    user = start_python("-c", USE, "60")
    assert user.stdout.readline() == "in use\n"
    assert str(user.pid) in " ".join(DatabaseUse(run_place).other_users())
    os.kill(user.pid, signal.SIGKILL)
    deadline = time.monotonic() + 15
    while processes.postgres_in(run_place.cluster.resolve()) or DatabaseUse(run_place).is_kept():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_command_killed_while_it_starts_the_server_leaves_nobody_waiting(run_place: Place, start_python) -> None:
    starter = start_python("-c", USE, "60")
    deadline = time.monotonic() + 15
    while not DatabaseUse(run_place).is_kept():
        assert time.monotonic() < deadline
        time.sleep(0.005)
    starter.kill()
    other = start_python("-c", USE, "0.5")
    assert other.communicate(timeout=30) == ("in use\n", "")
    assert other.returncode == 0


def test_a_killed_keeper_takes_the_server_along_and_the_next_use_starts_it(run_place: Place) -> None:
    use = DatabaseUse(run_place)
    use.begin()
    try:
        pid = int((run_place.data / keeper.KEEPER_LOCK).read_text())
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 15
        while processes.postgres_in(run_place.cluster.resolve()):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        use.ensure_running()
        with psycopg.connect(host=str(run_place.sockets), dbname="medvirkning", user="medvirkning") as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        use.end()
    assert not use.is_kept()


def test_a_command_that_reads_no_row_starts_no_server(run_data: Path) -> None:
    command = [sys.executable, "manage.py", "version"]
    result = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert not (run_data / "postgres").exists()


@pytest.mark.parametrize(
    ("arguments", "needs"),
    [
        (["migrate"], True),
        (["export_shares", "--year", "2026", "--format", "csv"], True),
        (["makemigrations"], False),
        (["migrate", "--help"], False),
        ([], False),
    ],
)
def test_which_commands_need_the_database(arguments: list[str], needs: bool) -> None:
    assert needs_database(arguments) is needs


FIRST = """
import environ
import psycopg
from medvirkning.local.database import use_for_command
use_for_command(["migrate"])
found = environ.Env().db("DATABASE_URL")
psycopg.connect(host=found["HOST"], dbname=found["NAME"], user=found["USER"]).close()
print("found", flush=True)
"""


def test_the_first_command_of_a_new_folder_finds_the_server_it_starts(run_data: Path, start_python) -> None:
    """Where the folder isn't there yet, nobody can tell whom it lets in, so the address must wait for it."""
    assert not run_data.exists()
    command = start_python("-c", FIRST)
    said, complained = command.communicate(timeout=120)
    assert (command.returncode, said) == (0, "found\n"), complained
