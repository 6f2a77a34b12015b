"""The list without names: what was erased and what was taken back, kept in a file outside the database.

A backup holds what was erased after it was made. So each act adds a line to a file that no restore puts back: when,
which kind of record, which key, why. A restore replays the lines before the portal opens (domain, «Personal data»).
Rooms say what belongs on the list and how a line is carried out again (docs/adr/0195).
"""

import datetime
import fcntl
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Line:
    """One act: when, of which kind, on which record, and why or what of it. Keys alone, never a name."""

    at: datetime.datetime
    kind: str
    model: str
    pk: int
    what: str

    def __str__(self) -> str:
        told = asdict(self) | {"at": self.at.astimezone(datetime.UTC).isoformat()}
        return json.dumps(told, ensure_ascii=True, sort_keys=True)

    @classmethod
    def read(cls, text: str) -> "Line":
        """Raises `ValueError` where the text is no line."""
        try:
            told = json.loads(text)
            at = datetime.datetime.fromisoformat(told["at"])
            line = cls(at, str(told["kind"]), str(told["model"]), int(told["pk"]), str(told["what"]))
        except (KeyError, TypeError) as error:
            raise ValueError(text) from error
        if at.tzinfo is None or line.kind not in _sources:
            raise ValueError(text)
        return line


@dataclass(frozen=True)
class Source:
    """Lines of one kind: those that the database knows of, and how one is carried out again.

    `again` gives whether there was anything to do; done twice, it does nothing the second time.
    """

    kind: str
    lines: Callable[[], Iterable[Line]]
    again: Callable[[Line], bool]


@dataclass
class Replayed:
    """What a replay did: how many lines of each kind had something to do, and the lines that failed."""

    done: Counter[str] = field(default_factory=Counter)
    failed: list[Line] = field(default_factory=list)


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a kind; the same again replaces it."""
    _sources[source.kind] = source


def where() -> Path:
    return Path(settings.MEDVIRKNING_ERASURE_LIST)


def note(*lines: Line) -> None:
    """Add what is being done to the file, once it is done for good."""
    if lines:
        transaction.on_commit(partial(_note, lines), robust=True)


def _note(lines: Iterable[Line]) -> None:
    try:
        _append(lines)
    except OSError:
        # What is done is done, and its row tells of it: the nightly look writes the line.
        logger.exception("erasure_list_not_written", path=str(where()))


def _append(lines: Iterable[Line]) -> int:
    """Whole lines, on the disk before it returns; processes take turns."""
    path, texts = where(), [str(line) for line in lines]
    if not texts:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        # After a crash in the middle of a line the next one begins anew.
        torn = file.seek(0, os.SEEK_END) > 0 and _last_byte(path) != b"\n"
        file.write(("\n" * torn + "\n".join(texts) + "\n").encode())
        file.flush()
        os.fsync(file.fileno())
    return len(texts)


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1)


def read(path: Path) -> tuple[list[Line], list[int]]:
    """The lines, oldest first, and the numbers of those that can't be read."""
    lines, unreadable = [], []
    for number, text in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), start=1):
        if not text.strip():
            continue
        try:
            lines.append(Line.read(text))
        except ValueError:
            unreadable.append(number)
    return sorted(lines, key=lambda line: line.at), unreadable


def catch_up() -> int:
    """Add what the database knows of and the file doesn't: a disk was full, a file was lost. Gives how many."""
    known = {str(line) for line in read(where())[0]} if where().exists() else set()
    missing = [line for source in _sources.values() for line in source.lines() if str(line) not in known]
    return _append(sorted(missing, key=lambda line: line.at))


def replay(lines: Iterable[Line]) -> Replayed:
    """Carry the lines out again, each by itself: one that fails keeps no other from being done."""
    result = Replayed()
    for line in lines:
        try:
            with transaction.atomic():
                did = _sources[line.kind].again(line)
        except Exception:
            logger.exception("erasure_not_replayed", kind=line.kind, model=line.model, pk=line.pk)
            result.failed.append(line)
            continue
        if did:
            result.done[line.kind] += 1
    return result
