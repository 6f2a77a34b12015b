"""`make trial`: the long trials, each file of tests/trial a part with a pytest run of its own.

A part that passed is not run again while the checkout is the same, so a run that was cut off goes on where it was;
a part that keeps a ledger of its cases (`Trial.ledger`) goes on in its middle. The table lies in var/trial.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from medvirkning.local.places import CHECKOUT

TRIALS = CHECKOUT / "tests" / "trial"
RESULTS = CHECKOUT / "var" / "trial"
LONGEST = 60 * 60
ROWS = "MEDVIRKNING_TRIAL_ROWS"
WHOLE = "MEDVIRKNING_TRIAL_WHOLE"
LEDGER = "MEDVIRKNING_TRIAL_LEDGER"
# Parts that take long and disturb nobody's clock run in as many processes.
PROCESSES = {"test_pages": 2, "test_hostile": 2}


def state_of_checkout() -> str:
    """A digest of every tracked file as it lies here."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=True).stdout
    result = hashlib.sha256()
    for name in sorted(listed.decode().split("\0")):
        path = CHECKOUT / name
        if name and path.is_file():
            result.update(name.encode() + b"\0" + path.read_bytes())
    return result.hexdigest()


def run_part(name: str, state: str, seconds_left: float) -> bool:
    rows = RESULTS / f"{name}.rows.jsonl"
    rows.unlink(missing_ok=True)
    ledger = ledger_of(name, state)
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", f"tests/trial/{name}.py", "-q", "--timeout=3600", "-p", "no:randomly"]
    if name in PROCESSES:
        command += ["-n", str(PROCESSES[name])]
    try:
        code = subprocess.run(
            command,
            cwd=CHECKOUT,
            env={**os.environ, ROWS: str(rows), LEDGER: str(ledger), WHOLE: "1"},
            timeout=seconds_left,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        print(f"{name}: the hour is over; `make trial` goes on with it")
        return False
    lines = rows.read_text().splitlines() if rows.exists() else []
    result = {
        "part": name,
        "state": state,
        "passed": code == 0,
        "seconds": round(time.monotonic() - started),
        "rows": [json.loads(line) for line in lines],
    }
    (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    return code == 0


def ledger_of(name: str, state: str) -> Path:
    """The cases done of a part; those done for another state of the checkout are forgotten."""
    path = RESULTS / f"{name}.{state[:16]}.cases.jsonl"
    for other in RESULTS.glob(f"{name}.*.cases.jsonl"):
        if other != path:
            other.unlink()
    return path


def table(names: list[str], state: str) -> str:
    lines = ["| part | what | value | limit | |", "| --- | --- | ---: | ---: | --- |"]
    for name in names:
        path = RESULTS / f"{name}.json"
        title = name.removeprefix("test_")
        result = json.loads(path.read_text()) if path.exists() else None
        if result is None or result["state"] != state:
            lines.append(f"| {title} | not run | | | |")
            continue
        lines.append(f"| {title} | the part | {result['seconds']} s | | {'' if result['passed'] else 'FAILED'} |")
        lines += [f"| {title} | {row['what']} | {row['value']} | {row['limit']} | |" for row in result["rows"]]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="?", help="part of the name of the trials to run")
    parser.add_argument("--fresh", action="store_true", help="run the parts that passed too")
    given = parser.parse_args()
    RESULTS.mkdir(parents=True, exist_ok=True)
    names = sorted(path.stem for path in TRIALS.glob("test_*.py"))
    chosen = [name for name in names if given.only is None or given.only in name]
    if not chosen:
        print(f"No trial of that name in {TRIALS}", file=sys.stderr)
        return 2
    state = state_of_checkout()
    deadline = time.monotonic() + LONGEST
    passed = True
    for name in chosen:
        path = RESULTS / f"{name}.json"
        earlier = json.loads(path.read_text()) if path.exists() else {}
        if earlier.get("passed") and earlier.get("state") == state and not given.fresh:
            print(f"{name}: passed already for this state of the checkout")
            continue
        if given.fresh:
            ledger_of(name, state).unlink(missing_ok=True)
        passed = run_part(name, state, max(1.0, deadline - time.monotonic())) and passed
    text = table(chosen, state)
    (RESULTS / "table.md").write_text(text)
    print(text)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
