"""What is published beside the code says the same as the code."""

import re
from pathlib import Path

import pytest
import yaml

from medvirkning.jobs.queues import Queue
from medvirkning.local.places import CHECKOUT
from medvirkning.local.prepare import DEMONSTRATION
from medvirkning.local.run import LONG_WORK, SHORT_WORK

COMPOSE = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
LOCKS = [*sorted((CHECKOUT / "requirements").glob("*.txt")), CHECKOUT / "package-lock.json"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_carries_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    if lock.suffix == ".json":
        assert '"integrity"' in text
        assert '"resolved"' not in text
    else:
        assert "://" not in text
        pins = re.findall(r"^[A-Za-z0-9._-]+(?:\[[^\]]*\])?==.*$", text, re.MULTILINE)
        assert pins
        assert all(pin.endswith("\\") for pin in pins), "a pin without a hash"


def test_what_the_tests_need_is_pinned_as_what_a_run_needs() -> None:
    pins = [set(re.findall(r"^(\S+==\S+)", (CHECKOUT / f"requirements/{name}.txt").read_text(), re.MULTILINE))
            for name in ("base", "dev")]  # fmt: skip
    assert pins[0] <= pins[1]


def test_every_queue_has_a_worker() -> None:
    queues = sorted(str(queue) for queue in Queue)
    assert sorted(f"{SHORT_WORK},{LONG_WORK}".split(",")) == queues
    commands = [" ".join(service.get("command", [])) for service in COMPOSE["services"].values()]
    in_compose = [name for command in commands for found in re.findall(r"--queues=(\S+)", command)
                  for name in found.split(",")]  # fmt: skip
    assert sorted(in_compose) == queues


def test_every_long_lived_service_tells_whether_it_is_well() -> None:
    for name, service in COMPOSE["services"].items():
        if name != "migrate":
            assert "healthcheck" in service, name


def test_the_readme_begins_with_the_two_commands_and_names_every_account() -> None:
    text = (CHECKOUT / "README.md").read_text()
    assert re.findall(r"^make \w+$", text, re.MULTILINE)[:2] == ["make run", "make test"]
    for name in DEMONSTRATION:
        assert f"`{name}@demo.example`" in text


def test_every_variable_is_told_of() -> None:
    told = (CHECKOUT / "docs" / "operations.md").read_text()
    settings = "".join(path.read_text() for path in (CHECKOUT / "medvirkning" / "settings").glob("*.py"))
    read = set(re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"", settings)) - {"MEDVIRKNING_TEST_FILES"}
    assert {name for name in read if name not in told} == set()
