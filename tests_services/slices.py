"""What a trial is given: everything in `make trial`, in `make test` a slice chosen by a seed that is printed.

A trial is an ordinary test in tests/trial that takes the `trial` fixture and asks it how much to do. One that makes
no sense by halves is marked `trial` and runs in `make trial` only.
"""

import json
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests_services.trial import LEDGER, ROWS, WHOLE

SLICE = 0.01
T = TypeVar("T")


class Ledger:
    """The cases of a trial that passed, so that a run which was cut off goes on in its middle.

    Without a file (in `make test`) it remembers for this run alone.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        lines = path.read_text().splitlines() if path and path.exists() else []
        self.cases: dict[str, Any] = dict(json.loads(line) for line in lines)

    def note(self, case: str, result: Any = None) -> None:
        """The case passed; the result is what later cases are held against."""
        self.cases[case] = result
        if self._path:
            with self._path.open("a") as file:
                file.write(json.dumps([case, result]) + "\n")


@dataclass(frozen=True)
class Trial:
    """How much of the trial to do, and where its readings go."""

    whole: bool
    random: random.Random

    def count(self, full: int, *, least: int = 1) -> int:
        """Of so many repetitions, those to do now."""
        return full if self.whole else max(least, min(full, round(full * SLICE)))

    def sample(self, items: Sequence[T], *, least: int = 1) -> list[T]:
        """Of these cases, those to do now."""
        return list(items) if self.whole else self.random.sample(list(items), self.count(len(items), least=least))

    def ledger(self) -> Ledger:
        """The cases that passed before, in this state of the checkout."""
        path = os.environ.get(LEDGER)
        return Ledger(Path(path) if path else None)

    def row(self, what: str, value: object, *, limit: object = "") -> None:
        """A reading for the table."""
        if path := os.environ.get(ROWS):
            with Path(path).open("a") as file:
                file.write(json.dumps({"what": what, "value": str(value), "limit": str(limit)}) + "\n")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--trial-seed", type=int, default=None, help="the seed that chooses the slice of the trials")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("trial_seed") is None:
        # The processes of xdist must choose alike.
        seed = int(os.environ.setdefault("MEDVIRKNING_TRIAL_SEED", str(random.SystemRandom().randrange(10**6))))
        config.option.trial_seed = seed


def pytest_report_header(config: pytest.Config) -> str:
    whole = "all of it" if os.environ.get(WHOLE) else "a slice"
    return f"trials: {whole}, --trial-seed={config.getoption('trial_seed')}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get(WHOLE):
        return
    left_out = [item for item in items if item.get_closest_marker("trial")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("trial")]


@pytest.fixture
def trial(request: pytest.FixtureRequest) -> Trial:
    """What the trial is given; see tests_services/slices.py."""
    seed = f"{request.config.getoption('trial_seed')} {request.node.nodeid}"
    return Trial(whole=bool(os.environ.get(WHOLE)), random=random.Random(seed))
