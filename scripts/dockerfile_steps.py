"""Run the steps of the Dockerfile by hand in a bare folder, on a machine without a container engine.

`python3 scripts/dockerfile_steps.py FOLDER` keeps one folder a stage below FOLDER and does COPY, WORKDIR, ENV and RUN
as written, with the image's paths (/opt, /app, /build) moved into the stage's folder. What changes the machine's
users is named and left out; the base images are the machine's own Python and npm.
"""

import argparse
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
MOVED = re.compile(r"(?<![\w.])/(?:opt|app|build)\b")
CHANGES_USERS = ("groupadd", "useradd", "chown")


@dataclass
class Stage:
    """One FROM and what follows it."""

    root: Path
    folder: Path = Path("/")
    env: dict[str, str] = field(default_factory=dict)

    def place(self, path: str, *, base: Path) -> Path:
        """Where a path of the image lies here."""
        return self.root / os.path.normpath(base / path).lstrip("/")

    def move(self, text: str) -> str:
        return MOVED.sub(lambda found: f"{self.root}{found.group()}", text)


def steps(text: str) -> list[tuple[str, str]]:
    lines = [line.strip() for line in text.splitlines()]
    pairs = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    return [(word, rest) for word, rest in pairs]


def ignored() -> list[str]:
    """The exceptions of .dockerignore: all that a build may see."""
    return [line[1:] for line in (CHECKOUT / ".dockerignore").read_text().splitlines() if line.startswith("!")]


def copy(stages: dict[str, Stage], stage: Stage, arguments: str) -> None:
    words = arguments.split()
    source = None
    if words[0].startswith("--from="):
        source = stages[words.pop(0).removeprefix("--from=")]
    *origins, target = words
    for origin in origins:
        if source is None:
            first = Path(origin).parts[0]
            if not any(fnmatch.fnmatch(first, pattern) for pattern in ignored()):
                raise SystemExit(f"COPY {origin}: shut out by .dockerignore")
            found = CHECKOUT / origin
        else:
            found = source.place(origin, base=Path("/"))
        place = stage.place(target, base=stage.folder)
        if found.is_dir():
            left_out = shutil.ignore_patterns("__pycache__", "*.mo", "*.pyc") if source is None else None
            shutil.copytree(found, place, symlinks=True, ignore=left_out, dirs_exist_ok=True)
        else:
            if target.endswith("/"):
                place.mkdir(parents=True, exist_ok=True)
                place = place / found.name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(found, place)


def run(stage: Stage, command: str) -> None:
    if any(word in command for word in CHANGES_USERS):
        print(f"left out: {command}", flush=True)
        return
    print(f"RUN {command}", flush=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("VIRTUAL_ENV", "PYTHONPATH"))}
    subprocess.run(
        ["/bin/sh", "-euc", stage.move(command)],
        cwd=stage.place(".", base=stage.folder),
        env={**env, **stage.env},
        check=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True)
    stages: dict[str, Stage] = {}
    stage = Stage(folder)
    for word, rest in steps((CHECKOUT / "Dockerfile").read_text()):
        if word == "FROM":
            name = rest.partition(" AS ")[2] or "image"
            stage = stages[name] = Stage(folder / name)
            stage.root.mkdir()
            print(f"FROM {rest}", flush=True)
        elif word == "WORKDIR":
            stage.folder = Path(rest)
            stage.place(".", base=stage.folder).mkdir(parents=True, exist_ok=True)
        elif word == "ENV":
            name, _equals, value = rest.partition("=")
            stage.env[name] = value
        elif word == "COPY":
            copy(stages, stage, rest)
        elif word == "RUN":
            run(stage, rest)
        elif word == "CMD":
            print("The image would start: " + stage.move(" ".join(json.loads(rest))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
