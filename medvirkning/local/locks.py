"""File locks. The kernel lets go of them when their holder dies, however it dies, so none is ever stale."""

import fcntl
import os
from pathlib import Path
from typing import Self


class FileLock:
    """A `flock` on one file; its content says who took it, for the one who is turned away."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def acquire(self, *, shared: bool = False, wait: bool = True) -> bool:
        """Take the lock, or change one already held. False when another holds it and `wait` is off."""
        if self._descriptor is None:
            self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(
                self._descriptor,
                (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB),
            )
        except BlockingIOError:
            self.release()
            return False
        return True

    def write(self, text: str) -> None:
        """Say who holds the lock. Only for an exclusive holder."""
        if self._descriptor is None:
            msg = f"{self.path} is not held"
            raise ValueError(msg)
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, text.encode(), 0)

    def read(self) -> str:
        """What the holder wrote; empty where nobody did."""
        try:
            return self.path.read_text()
        except FileNotFoundError:
            return ""

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def is_taken(self) -> bool:
        """Whether somebody else holds it in any way just now."""
        probe = FileLock(self.path)
        if probe.acquire(wait=False):
            probe.release()
            return False
        return True

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.release()


def holders(path: Path) -> list[int]:
    """Ids of the processes that hold a lock on the file, as the kernel lists them."""
    try:
        inode = path.stat().st_ino
        lines = Path("/proc/locks").read_text().splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        fields = line.split()
        # «1: FLOCK ADVISORY READ 4711 fd:01:1234 0 EOF»; a waiting one has «->» in second place.
        if fields[1] == "FLOCK" and fields[5].rsplit(":", 1)[-1] == str(inode):
            found.append(int(fields[4]))
    return found
