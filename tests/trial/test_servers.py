"""The embedded servers under kills: whatever dies, the others go on, the next start works and nothing is left."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from medvirkning.local import keeper, processes
from medvirkning.local.database import DatabaseUse
from medvirkning.local.places import CHECKOUT, Place
from medvirkning.local.run import MARK
from tests.local.test_database import USE
from tests.local.test_run import _free_port, _greeting
from tests_services.slices import Trial


def _nothing_left(place: Place) -> bool:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        pids = processes.marked(MARK, str(place.data)) + processes.postgres_in(place.cluster.resolve())
        if not pids and not DatabaseUse(place).is_kept():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.timeout(1800)
def test_commands_at_once_while_some_are_killed(trial: Trial, run_place: Place, start_python) -> None:
    """A killed command never harms another; a killed keeper harms those that use it then, and none after."""
    rounds = trial.count(30, least=2)
    survivors = 0
    for _round in range(rounds):
        users = [start_python("-c", USE, f"{trial.random.uniform(0, 1.5):.2f}") for _ in range(6)]
        time.sleep(trial.random.uniform(0.1, 1.2))
        victims = trial.random.sample(users, 2)
        for victim in victims:
            victim.kill()
        for user in users:
            _output, errors = user.communicate(timeout=120)
            if user not in victims:
                assert user.returncode == 0, errors
                survivors += 1
        assert _nothing_left(run_place)
    trial.row("commands that went on beside killed ones", survivors)

    for _round in range(trial.count(20)):
        use = DatabaseUse(run_place)
        use.begin()
        os.kill(int((run_place.data / keeper.KEEPER_LOCK).read_text()), signal.SIGKILL)
        use.end()
        after = start_python("-c", USE, "0")
        assert after.communicate(timeout=60) is not None
        assert after.returncode == 0
    assert _nothing_left(run_place)


@contextmanager
def _whole_run(port: int) -> Iterator[subprocess.Popen[str]]:
    run = subprocess.Popen(
        [sys.executable, "-m", "medvirkning.local.run"],
        cwd=CHECKOUT,
        env={**os.environ, "PORT": str(port)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield run
    finally:
        run.kill()
        run.communicate()


@pytest.mark.trial
@pytest.mark.worker
@pytest.mark.timeout(3600)
def test_whole_runs_that_are_killed_part_by_part(trial: Trial, run_place: Place, tmp_path: Path) -> None:
    port = _free_port()
    started: list[float] = []
    for number in range(6):
        begun = time.monotonic()
        with _whole_run(port) as run:
            assert "Medvirkning runs at" in _greeting(run)
            started.append(time.monotonic() - begun)
            with urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=30) as page:
                assert re.search(rb'name="login"', page.read())
            if number == 0:
                _kill_and_expect(run, "celery -A medvirkning worker", "The worker")
                _kill_and_expect(run, "celery -A medvirkning beat", "The scheduler")
                _kill_and_expect(run, "valkey-server", "Valkey")
            if number % 2:
                run.send_signal(random.Random(number).choice([signal.SIGTERM, signal.SIGINT, signal.SIGHUP]))
                assert run.wait(60) == 0
            else:
                run.kill()
                run.wait()
        assert _nothing_left(run_place)
    trial.row("first start, s", f"{started[0]:.1f}")
    trial.row("later start, s (median)", f"{sorted(started[1:])[2]:.1f}")


def _kill_and_expect(run: subprocess.Popen[str], command: str, said: str) -> None:
    """Kill a part; the run says so and starts it again."""
    pids = [pid for pid in processes.running() if _is_child(pid, run.pid) and command in processes.command_line(pid)]
    assert pids, command
    os.kill(pids[0], signal.SIGKILL)
    assert run.stdout is not None
    line = next(line for line in run.stdout if line.strip())
    assert said in line


def _is_child(pid: int, parent: int) -> bool:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return int(fields[1]) == parent
