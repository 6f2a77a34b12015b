"""The kinds of jobs: each room registers a handler for what it can do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from medvirkning.jobs.queues import Queue

if TYPE_CHECKING:
    from medvirkning.jobs.progress import Progress

# Does the work and reports through the progress. It may be run again after a killed worker: it must be idempotent.
Handler = Callable[["Progress"], None]


class UnknownKindError(LookupError):
    """No room has registered this kind of job."""


@dataclass(frozen=True)
class JobKind:
    """What a kind of job is called, where it waits and who does it."""

    name: str
    label: str | Promise
    handler: Handler
    queue: Queue = Queue.FILES
    days_kept: int = 30
    # The name of a page that shows the job's result by its key, where there is one.
    page: str = ""


_kinds: dict[str, JobKind] = {}


def register(kind: JobKind) -> None:
    """Add a kind of job; rooms call it when they are loaded."""
    _kinds[kind.name] = kind


def kind_of(name: str) -> JobKind:
    """A registered kind; one whose code is gone is still shown in old lists."""
    return _kinds.get(name) or JobKind(name=name, label=_("Annet"), handler=_unknown)


def _unknown(progress: "Progress") -> None:
    raise UnknownKindError(progress.job.kind)
