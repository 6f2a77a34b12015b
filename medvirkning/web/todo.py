"""«Dette venter på deg»: the lines of a first page, whichever room they come from."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise

from medvirkning.web.linked import Words, html_of


@dataclass(frozen=True)
class Task:
    """Something that waits: what it is about, what is to be done, the one act, and the day it is due."""

    subject: str
    text: Words
    action: str
    action_url: str
    day: datetime.date | None = None
    late: bool = False
    subject_url: str = ""
    # Said where there is no day: «i år».
    when: str | Promise = ""

    @property
    def text_html(self) -> Words:
        return html_of(self.text)


@dataclass(frozen=True)
class Waits:
    """What waits; `more` are lists that hold more than is told."""

    tasks: list[Task]
    more: list[tuple[str, str]] = field(default_factory=list)


def in_order(tasks: Iterable[Task], today: datetime.date) -> list[Task]:
    """The earliest day first; what has no day last."""
    return sorted(tasks, key=lambda task: (task.day is None, task.day or today, task.subject))
