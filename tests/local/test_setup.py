"""Setting up a checkout: each step once, and again only when what it is made from changes."""

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from medvirkning.local.places import CHECKOUT
from medvirkning.local.secrets import secret


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """scripts/setup.py on a checkout of its own, its commands noted instead of run."""
    spec = importlib.util.spec_from_file_location("setup_script", CHECKOUT / "scripts" / "setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, value in {
        "CHECKOUT": tmp_path,
        "VENV": tmp_path / ".venv",
        "PYTHON": tmp_path / ".venv/bin/python",
        "STAMPS": tmp_path / "var/setup",
        "REQUIREMENTS": tmp_path / "requirements",
        "LOCKS": {"run": tmp_path / "requirements/base.txt", "dev": tmp_path / "requirements/dev.txt"},
        "commands": [],
        "failing": set(),
    }.items():
        monkeypatch.setattr(module, name, value, raising=False)
    locks = [f"requirements/{name}.txt" for name in ("base", "dev", "bootstrap", "node")]
    for path in (*locks, "package-lock.json", "package.json"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(path)
    (tmp_path / "node_modules").mkdir()
    module.STAMPS.mkdir(parents=True)

    def note(command: list[str], *_advice: str, **_options: object) -> bool:
        module.commands.append(command)
        return not any(word in command[0] or word in command for word in module.failing)

    monkeypatch.setattr(module, "run", note)
    monkeypatch.setattr(module, "_try", note)
    return module


def test_packages_are_installed_once_and_again_when_the_lock_changes(setup: ModuleType) -> None:
    setup.packages("run")
    assert any("--require-hashes" in command for command in setup.commands)
    setup.commands.clear()
    setup.packages("run")
    assert setup.commands == []
    (setup.REQUIREMENTS / "base.txt").write_text("changed")
    setup.packages("run")
    assert setup.commands


def test_what_the_tests_need_holds_what_a_run_needs(setup: ModuleType) -> None:
    setup.packages("dev")
    setup.commands.clear()
    setup.packages("run")
    assert setup.commands == []


def test_pip_installs_where_uv_cannot(setup: ModuleType) -> None:
    setup.failing.add(str(setup.VENV / "bin/uv"))
    setup.packages("run")
    last = [command for command in setup.commands if "pip" in command and "--requirement" in command][-1]
    assert last[:4] == [str(setup.PYTHON), "-m", "pip", "install"]
    assert "--require-hashes" in last


def test_a_machine_without_npm_gets_it_from_a_wheel(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.shutil, "which", lambda _name: None)
    setup.front_end()
    assert any(str(setup.REQUIREMENTS / "node.txt") in command for command in setup.commands)
    assert setup.commands[-1][1].endswith("npm-cli.js")
    assert "--ignore-scripts" in setup.commands[-1]


def test_no_wheel_is_fetched_where_npm_is(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.shutil, "which", lambda _name: "/usr/bin/npm")
    setup.front_end()
    assert [command[0] for command in setup.commands] == ["/usr/bin/npm"]


def test_an_environment_that_was_cut_off_is_made_anew(setup: ModuleType) -> None:
    setup.PYTHON.parent.mkdir(parents=True)
    setup.PYTHON.touch()
    (setup.STAMPS / "venv").write_text("begun")
    setup.environment()
    assert setup.commands
    assert setup.commands[0][1:3] == ["-m", "venv"]


def test_a_python_is_found() -> None:
    found = subprocess.run(["scripts/find-python"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert found.stdout.startswith("python")


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "secret"
    made = secret(path)
    assert secret(path) == made
    assert len(made) == 50
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["secret"]
