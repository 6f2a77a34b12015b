"""`make run`: what it refuses, and one whole life with a kill in the middle."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from medvirkning.local import processes
from medvirkning.local.locks import FileLock
from medvirkning.local.places import CHECKOUT, Place
from medvirkning.local.run import MARK, STOPPING

RUN = [sys.executable, "-m", "medvirkning.local.run"]


def _refused(**environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment}
    return subprocess.run(RUN, cwd=CHECKOUT, env=env, capture_output=True, text=True, timeout=60, check=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_second_run_on_a_folder_says_who_holds_it(run_place: Place) -> None:
    with FileLock(run_place.data / "run.lock") as first:
        first.write("`make run`, process 4711, on http://127.0.0.1:8000/")
        second = _refused(PORT=str(_free_port()))
    assert second.returncode == 1
    assert f"The data folder {run_place.data} is in use: `make run`, process 4711" in second.stderr
    assert not run_place.cluster.exists()


def test_a_run_waits_for_one_that_is_stopping(run_place: Place, start_python, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        with FileLock(run_place.data / "run.lock") as first:
            first.write(STOPPING)
            second = start_python("-m", "medvirkning.local.run")
            with pytest.raises(subprocess.TimeoutExpired):
                second.wait(3)
        _output, errors = second.communicate(timeout=30)
    assert "is taken by another program" in errors, "it went on to look at the port"


def test_a_taken_port_is_said_before_anything_is_started(run_place: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = _refused(PORT=str(port))
    assert run.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken by another program" in run.stderr
    assert not run_place.cluster.exists()


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_wrong_usage(run_data: Path, port: str) -> None:
    run = _refused(PORT=port)
    assert run.returncode == 2
    assert f"PORT={port} is not a port" in run.stderr


def test_a_folder_that_cannot_be_made_is_said(run_data: Path) -> None:
    run = _refused(MEDVIRKNING_DATA="/dev/null/data", PORT=str(_free_port()))
    assert run.returncode == 1
    assert run.stderr.startswith("The data folder /dev/null/data cannot be made")


@pytest.mark.worker
@pytest.mark.timeout(600)
def test_a_whole_life(run_place: Place, start_python, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start, answer, refuse a second run, survive kill -9, start again, stop in order: nothing is left running."""
    port = _free_port()
    monkeypatch.setenv("PORT", str(port))
    monkeypatch.setenv("MEDVIRKNING_DEMO_PASSWORD", "et-passord-til-provene")

    first = start_python("-m", "medvirkning.local.run")
    greeting = _greeting(first)
    assert f"Medvirkning runs at http://127.0.0.1:{port}/" in greeting
    assert "ansatt@demo.example" in greeting
    assert "et-passord-til-provene" in greeting
    with urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=30) as page:
        assert re.search(rb'name="login"', page.read())
    second = _refused(PORT=str(_free_port()))
    assert second.returncode == 1
    assert f"process {first.pid}" in second.stderr

    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    third = start_python("-m", "medvirkning.local.run")
    assert "Medvirkning runs at" in _greeting(third)
    third.send_signal(signal.SIGINT)
    assert third.wait(60) == 0
    assert _left(run_place) == []


def _greeting(run: subprocess.Popen[str]) -> str:
    lines = []
    for line in run.stdout:
        lines.append(line)
        if line.startswith("Data and logs lie in"):
            return "".join(lines)
    raise AssertionError("".join(lines) + run.stderr.read())


def _left(run_place: Place) -> list[str]:
    """Processes of the run that still live a little later."""
    for _attempt in range(100):
        pids = processes.marked(MARK, str(run_place.data)) + processes.postgres_in(run_place.cluster.resolve())
        if not pids:
            return []
        time.sleep(0.1)
    return [processes.command_line(pid) for pid in pids]
