import os
import signal
from pathlib import Path

from medvirkning.local.locks import FileLock, holders

HOLD = """
import sys, time
from pathlib import Path
from medvirkning.local.locks import FileLock
lock = FileLock(Path(sys.argv[1]))
lock.acquire()
lock.write("held by the other")
print("held", flush=True)
time.sleep(60)
"""


def test_a_lock_held_by_another_process_is_refused_and_says_by_whom(tmp_path: Path, start_python) -> None:
    path = tmp_path / "lock"
    other = start_python("-c", HOLD, str(path))
    assert other.stdout.readline() == "held\n"
    lock = FileLock(path)
    assert not lock.acquire(wait=False)
    assert lock.is_taken()
    assert lock.read() == "held by the other"
    assert holders(path) == [other.pid]


def test_a_killed_holder_lets_go(tmp_path: Path, start_python) -> None:
    path = tmp_path / "lock"
    other = start_python("-c", HOLD, str(path))
    other.stdout.readline()
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    lock = FileLock(path)
    assert lock.acquire(wait=False)
    lock.release()


def test_users_share_and_one_alone_waits_for_all(tmp_path: Path) -> None:
    first, second, alone = (FileLock(tmp_path / "lock") for _ in range(3))
    assert first.acquire(shared=True)
    assert second.acquire(shared=True)
    assert not alone.acquire(wait=False)
    first.release()
    assert not alone.acquire(wait=False)
    second.release()
    assert alone.acquire(wait=False)
    alone.release()
