"""Chromium or Chrome for the browser tests: found, or installed where that is at hand."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Keeps the browser from calling home, and lets root run it.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


@cache
def find() -> Path | None:
    """The browser: `MEDVIRKNING_CHROMIUM`, one on the path, or the one that Playwright keeps for this user."""
    given = os.environ.get("MEDVIRKNING_CHROMIUM")
    candidates = [given] if given else [shutil.which(name) for name in NAMES]
    cached = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    candidates += [str(path) for path in sorted(cached.glob("chromium-*/chrome-linux*/chrome"), reverse=True)]
    for candidate in candidates:
        if candidate and _runs(Path(candidate)):
            return Path(candidate)
    return None


def _runs(path: Path) -> bool:
    """Whether it is a browser and not, say, a stub that tells to install one."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "chrom" in answer.stdout.lower()


def launch_arguments() -> dict[str, object]:
    path = find()
    return {"executable_path": str(path), "args": list(QUIET)} if path else {}


def install() -> bool:
    """Install a browser: Debian's package as root, else the one Playwright offers. False where neither can be had."""
    attempts = []
    if os.geteuid() == 0 and shutil.which("apt-get"):
        attempts += [["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]]
    else:
        attempts += [[sys.executable, "-m", "playwright", "install", "chromium"]]
    for command in attempts:
        try:
            subprocess.run(
                command,
                check=False,
                timeout=600,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
    find.cache_clear()
    return find() is not None


def main() -> int:
    """Used by `make test`: see to it that there is a browser, or say that its tests will be skipped."""
    if find() is None and not install():
        print("No Chromium or Chrome here, and none could be installed: the browser tests will be skipped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
