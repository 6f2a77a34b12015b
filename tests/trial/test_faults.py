"""A whole portal under load while its parts are killed: nothing that was acknowledged is lost, nothing comes twice.

Twenty writers log on one item of one department over HTTP. Meanwhile, at moments chosen by the seed, workers, web
server's processes and Redis are killed, connections of the database are ended and tasks are sent again and again.
Afterwards, without a nightly run, the stored figures equal a full count.
"""

import itertools
import os
import random
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

import pytest

from tests.local.test_run import _free_port
from tests.trial.inside import DEMO, WORDS
from tests.trial.live import Live, LostError, Person, at_once, hidden, live_portal, wait_until
from tests_services.slices import Trial

pytestmark = [pytest.mark.trial, pytest.mark.worker, pytest.mark.timeout(3600)]

WRITERS = 20
SECONDS_OF_LOAD = 120
AT_ONCE, AFTER_REDIS, HEALTHY_WITHIN = 2.0, 10.0, 10.0
SHOWN = re.compile(r'class="[^"]*\bhero-text\b.*?</', re.DOTALL)
ONE_AT_A_TIME = threading.Lock()
OPTION = re.compile(r'<option value="([^"]+)"')


@pytest.fixture(scope="module")
def live() -> Iterator[Live]:
    with live_portal(port=_free_port()) as portal:
        yield portal


@dataclass
class Log:
    """What writers were told: which texts were acknowledged, and which may or may not be there."""

    acknowledged: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    slow: list[float] = field(default_factory=list)


def filled_in(page: str, *, summary: str) -> dict[str, str]:
    """The quick log as somebody fills it in who has little time."""
    date = re.search(r'name="started_on"[^>]*value="([^"]+)"', page)
    assert date, page[:2000]
    return {
        **hidden(page),
        "started_on": date[1],
        "form": choice(page, "form"),
        "phase": "investigation",
        "users_count": "3",
        "perspective": "user",
        "capacity": "insight",
        "degree": "2",
        "summary": summary,
    }


def choice(page: str, name: str) -> str:
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)
    assert select, name
    return OPTION.findall(select[0])[0]


def write_one(person: Person, task: dict[str, Any], text: str) -> bool:
    address = f"/oppdrag/{task['reference']}/medvirkning/ny/"
    _path, page = person.get(address)
    led_to, _page = person.post(address, filled_in(page, summary=text))
    return led_to == f"/oppdrag/{task['reference']}/"


def sentence(person: Person, task: dict[str, Any]) -> str:
    """What the department's dashboard says."""
    _path, page = person.get(f"/innsikt/{task['department']}/")
    found = SHOWN.search(page)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else page


def signed_in(live: Live) -> Person:
    person = Person(live)
    person.sign_in(f"ansatt{DEMO}", live.password)
    return person


def test_one_involvement_shows_at_once_and_soon_after_redis_is_back(trial: Trial, live: Live) -> None:
    """Within 2 s of commit with the worker running, within 10 s after Redis came back, on the dashboard by HTTP."""
    person = signed_in(live)
    readings = []
    for number in range(3):
        task = live.ask("pick", "fresh")
        before = sentence(person, task)
        assert write_one(person, task, f"{WORDS} straks {number}")
        readings.append(wait_until(lambda before=before, task=task: sentence(person, task) != before, seconds=20))
    trial.row("from the answer to the log to the dashboard, s (worst of 3)", f"{max(readings):.2f}", limit=AT_ONCE)

    task = live.ask("pick", "fresh")
    before = sentence(person, task)
    live.servers.valkey.stop()
    assert write_one(person, task, f"{WORDS} uten Redis")
    assert sentence(person, task) == before
    live.servers.valkey.start()
    after = wait_until(lambda: sentence(person, task) != before, seconds=60)
    trial.row("from Redis being back to the dashboard, s", f"{after:.2f}", limit=AFTER_REDIS)
    assert max(readings) < AT_ONCE
    assert after < AFTER_REDIS


def test_faults_under_load(trial: Trial, live: Live) -> None:
    task = live.ask("pick")
    log, over = Log(), threading.Event()
    writers = at_once(lambda number: keep_writing(live, task, log, number, over), WRITERS)
    faults = disturb(live, trial.random, seconds=SECONDS_OF_LOAD)
    healthy = wait_until(lambda: live.readiness().get("status") == "ok", seconds=60)
    over.set()
    for writer in writers:
        writer.join(120)
    counted = wait_until(lambda: live.ask("touches") == 0, seconds=60)
    finished = wait_until(lambda: live.ask("unfinished") == {"jobs": 0, "mails": 0}, seconds=240, pause=2)

    found = live.ask("verdict")
    told(trial, log, faults, healthy=healthy, counted=counted, finished=finished, found=found)
    assert len(log.acknowledged) > WRITERS
    assert found["night_runs"] == 0
    assert found["differences"] == 0
    written = found["written"]
    assert {text: written.get(text, 0) for text in log.acknowledged} == dict.fromkeys(log.acknowledged, 1)
    assert all(written.get(text, 0) <= 1 for text in log.doubtful)
    assert found["jobs"].get("failed", 0) == 0
    assert len(sent_mails(live)) == len(set(sent_mails(live)))
    assert healthy < HEALTHY_WITHIN


def keep_writing(live: Live, task: dict[str, Any], log: Log, number: int, over: threading.Event) -> None:
    """Sign in and write again and again; whoever loses the server comes back."""
    person: Person | None = None
    while person is None and not over.wait(0.1):
        # All have the one account, and so many attempts at once would look like somebody who guesses.
        with ONE_AT_A_TIME, suppress(LostError):
            person = signed_in(live)
    for turn in itertools.count():
        if person is None or over.is_set():
            return
        text = f"{WORDS} {number} {turn}"
        begun = time.monotonic()
        try:
            if write_one(person, task, text):
                log.acknowledged.add(text)
                log.slow.append(time.monotonic() - begun)
            else:
                log.doubtful.add(text)
        except LostError:
            log.doubtful.add(text)
            over.wait(0.5)
        over.wait(0.2)


def disturb(live: Live, dice: random.Random, *, seconds: float) -> dict[str, int]:
    """Each fault at least once, then whichever comes, at moments by chance. Gives how often each was done."""
    acts = faults_by_name(live, dice)
    first = list(acts)
    dice.shuffle(first)
    done = dict.fromkeys(acts, 0)
    deadline, number = time.monotonic() + seconds, 0
    while first or time.monotonic() < deadline:
        time.sleep(dice.uniform(1.0, 6.0))
        live.ask("order", str(number))
        name = first.pop() if first else dice.choice(sorted(acts))
        acts[name]()
        done[name] += 1
        number += 1
    return done


def faults_by_name(live: Live, dice: random.Random) -> dict[str, Callable[[], None]]:
    def kill_and_start(name: str) -> Callable[[], None]:
        def act() -> None:
            live.kill(name)
            time.sleep(dice.uniform(0.2, 2))
            live.start(name)

        return act

    def kill_child(name: str) -> Callable[[], None]:
        def act() -> None:
            children = live.children_of(name)
            if children:
                kill(dice.choice(children))

        return act

    def kill_redis() -> None:
        pid = live.servers.valkey.pid
        assert pid
        kill(pid)
        live.servers.valkey.stop()
        time.sleep(dice.uniform(1, 5))
        live.servers.valkey.start()

    def end_connections() -> None:
        live.end_connections(at_most=dice.randint(1, 12))

    def double() -> None:
        live.ask("double", "3")

    return {
        "the worker killed": kill_and_start("worker"),
        "the worker for files killed": kill_and_start("worker for files"),
        "the scheduler killed": kill_and_start("scheduler"),
        "a process of the worker killed": kill_child("worker"),
        "a process of the web server killed": kill_child("web server"),
        "Redis killed": kill_redis,
        "connections of the database ended": end_connections,
        "tasks doubled": double,
    }


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def sent_mails(live: Live) -> list[str]:
    """The Message-ID of every mail that went out, as often as it went."""
    texts = [text for path in live.mails.glob("*") for text in path.read_bytes().split(b"-" * 79 + b"\n")]
    marks = [message_from_bytes(text.lstrip())["Message-ID"] for text in texts]
    return [str(mark) for mark in marks if mark]


def told(
    trial: Trial, log: Log, faults: dict[str, int], *, healthy: float, counted: float, finished: float, found: Any
) -> None:
    for name, number in faults.items():
        trial.row(name, f"{number} times")
    slow = sorted(log.slow)
    trial.row("writes acknowledged", len(log.acknowledged))
    trial.row("writes that may or may not be there", len(log.doubtful))
    trial.row("of these written", sum(text in found["written"] for text in log.doubtful))
    trial.row("a write, s (median, 95 of 100)", f"{slow[len(slow) // 2]:.2f}, {slow[len(slow) * 95 // 100]:.2f}")
    trial.row("healthy again after the last fault, s", f"{healthy:.1f}", limit=HEALTHY_WITHIN)
    trial.row("all counted after the last write, s", f"{counted:.1f}")
    trial.row("all jobs and mails done, s", f"{finished:.1f}")
    trial.row("differences from a full count", found["differences"], limit=0)
    trial.row("jobs", found["jobs"])
    trial.row("mails", found["mails"])
