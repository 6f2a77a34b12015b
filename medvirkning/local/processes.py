"""Processes that never outlive their parent, and finding those that did."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Account:
    """A user of the system that a process runs as."""

    name: str
    uid: int
    gid: int

    def become(self) -> None:
        """Give up root for good; between fork and exec only."""
        os.setgroups([])
        os.setgid(self.gid)
        os.setuid(self.uid)


def die_with_parent(signum: int, *, parent: int | None = None) -> None:
    """Ask the kernel for `signum` when the parent dies, also by SIGKILL (Linux only; elsewhere nothing happens).

    With `parent`, one that died before the call is noticed too.
    """
    if hasattr(_libc, "prctl"):
        _libc.prctl(PR_SET_PDEATHSIG, signum, 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), signum)


def start(
    command: Sequence[str | Path],
    *,
    log: Path | IO[bytes],
    account: Account | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    death_signal: int = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own (Ctrl-C does not reach it) that dies with this process.

    Call it from the main thread: the kernel watches the thread that forked, not the process.
    """
    parent = os.getpid()

    def before_exec() -> None:
        os.umask(0o077)
        if account is not None:
            account.become()
        # After the change of user: that change clears the wish.
        die_with_parent(death_signal, parent=parent)

    output = log.open("ab") if isinstance(log, Path) else log
    try:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            cwd=cwd or "/",
            start_new_session=True,
            preexec_fn=before_exec,
        )
    finally:
        if isinstance(log, Path):
            output.close()


def stop(process: subprocess.Popen[bytes], *, signum: int = signal.SIGTERM, patience: float = 10.0) -> None:
    """Ask the child to end, wait, then end its whole session by force."""
    if process.poll() is None:
        process.send_signal(signum)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            signal_group(process.pid, signal.SIGKILL)
            process.wait()
    # Grandchildren that stayed behind share the session.
    signal_group(process.pid, signal.SIGKILL)


def signal_group(group: int, signum: int) -> None:
    try:
        os.killpg(group, signum)
    except (ProcessLookupError, PermissionError):
        return


def running() -> Iterator[int]:
    """Ids of all processes this one can see."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            yield int(entry.name)


def command_line(pid: int) -> str:
    """The process's command line, on one line; empty for one that is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""


def is_alive(pid: int) -> bool:
    """Whether it runs still; a zombie does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


def postgres_in(folder: Path) -> list[int]:
    """PostgreSQL processes whose working folder is the given one. A person's shell standing there is not meant."""

    def matches(pid: int) -> bool:
        return (
            Path(f"/proc/{pid}/cwd").readlink() == folder
            and Path(f"/proc/{pid}/comm").read_text().strip() == "postgres"
        )

    return _matching(matches)


def marked(name: str, value: str) -> list[int]:
    """Processes started with the environment variable of that value."""
    wanted = f"{name}={value}".encode()
    own = os.getpid()

    def matches(pid: int) -> bool:
        return pid != own and wanted in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")

    return _matching(matches)


def _matching(test: Callable[[int], bool]) -> list[int]:
    found = []
    for pid in running():
        try:
            if test(pid) and is_alive(pid):
                found.append(pid)
        except OSError:
            # It ended meanwhile, or belongs to somebody else: not ours.
            continue
    return found


def end(find: Callable[[], list[int]], *, signum: int, patience: float = 10.0) -> list[int]:
    """End the processes that `find` names, politely, then by force. Says which there were."""
    first = find()
    deadline = time.monotonic() + patience
    for pid in first:
        _signal(pid, signum)
    while left := find():
        if time.monotonic() > deadline:
            for pid in left:
                _signal(pid, signal.SIGKILL)
        time.sleep(0.05)
    return first


def _signal(pid: int, signum: int) -> None:
    try:
        os.kill(pid, signum)
    except ProcessLookupError:
        return
