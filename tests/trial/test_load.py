"""People at work at the same time, over HTTP, on a register ten times a directorate's.

Each signs in and goes about: first page, list, item, quick log, logging, dashboard, and /healthz between, which costs
no more than the way there: a page's time is told as so many times that. The same machine runs people and portal.
"""

import itertools
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import pytest

from tests.local.test_run import _free_port
from tests.trial.inside import DEMO, WORDS
from tests.trial.live import Live, LostError, Person, at_once, hidden, live_portal, wait_until
from tests.trial.test_faults import filled_in
from tests_services.slices import Trial

pytestmark = [pytest.mark.trial, pytest.mark.worker, pytest.mark.timeout(3600)]

SCALE, PEOPLE, SECONDS = 10, 12, 90
# What somebody reads before going on; 12 people who pause so press as often as some 200 who read.
PAUSE = 0.3
TRIVIAL = "/healthz"
ONE_AT_A_TIME = threading.Lock()


@dataclass
class Taken:
    """Seconds by page, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


def test_people_at_work(trial: Trial) -> None:
    with live_portal(port=_free_port(), scale=SCALE) as live:
        task, taken, over = live.ask("pick"), Taken(), threading.Event()
        people = at_once(lambda number: work(live, task, taken, number, over), PEOPLE)
        wait_until(lambda: len(taken.seconds["signing in"]) == PEOPLE or bool(taken.errors), seconds=300)
        begun = time.monotonic()
        signing_in = taken.seconds["signing in"]
        # What was pressed while others still signed in is no part of the reading.
        taken.seconds = defaultdict(list, {"signing in": signing_in})
        over.wait(SECONDS)
        over.set()
        for person in people:
            person.join(120)
        tell(trial, taken, time.monotonic() - begun)
        assert not taken.errors, taken.errors[:10]
        assert live.ask("verdict")["differences"] == 0


def work(live: Live, task: dict[str, Any], taken: Taken, number: int, over: threading.Event) -> None:
    person = Person(live)
    item = f"/oppdrag/{task['reference']}/"
    pages = {
        "first page": lambda: person.get("/"),
        "list of work": lambda: person.get("/oppdrag/"),
        "item": lambda: person.get(item),
        "quick log": lambda: person.get(f"{item}medvirkning/ny/"),
        "directorate's dashboard": lambda: person.get("/innsikt/"),
        "department's dashboard": lambda: person.get(f"/innsikt/{task['department']}/"),
        TRIVIAL: lambda: person.get(TRIVIAL),
    }
    # All have the one account, and so many attempts at once would look like somebody who guesses.
    with ONE_AT_A_TIME:
        if not measure(taken, "signing in", lambda: person.sign_in(f"ansatt{DEMO}", live.password)):
            return
    for turn in itertools.count():
        for name, act in pages.items():
            if over.wait(PAUSE):
                return
            answer = measure(taken, name, act)
            if name == "quick log" and answer:
                fields = filled_in(answer[1], summary=f"{WORDS} {number} {turn}")
                assert hidden(answer[1])
                measure(taken, "logging", lambda fields=fields: person.post(f"{item}medvirkning/ny/", fields))


def measure(taken: Taken, name: str, act: Callable[[], Any]) -> Any:
    begun = time.monotonic()
    try:
        answer = act()
    except LostError as error:
        taken.errors.append(f"{name}: {error}")
        return None
    taken.seconds[name].append(time.monotonic() - begun)
    return answer or ("", "")


def tell(trial: Trial, taken: Taken, seconds: float) -> None:
    number = sum(map(len, taken.seconds.values()))
    trivial = median(taken.seconds[TRIVIAL])
    trial.row(f"requests/s of {PEOPLE} people at scale {SCALE}", f"{number / seconds:.1f}")
    trial.row("requests that failed", len(taken.errors), limit=0)
    for name, each in taken.seconds.items():
        each.sort()
        middle, late = median(each), each[min(len(each) - 1, len(each) * 95 // 100)]
        times = f"{middle * 1000:.0f} ms, {late * 1000:.0f} ms, {middle / trivial:.1f} times, {len(each)} requests"
        trial.row(f"{name}: median, 95 of 100, median / {TRIVIAL}", times)
