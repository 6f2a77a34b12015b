"""A line of «dette venter på deg»."""

import datetime
from dataclasses import dataclass

from medvirkning.web.linked import Words, html_of


@dataclass(frozen=True)
class Task:
    """Something that waits: the day it is due, what it is, and the one act."""

    day: datetime.date | None
    late: bool
    subject: str
    subject_url: str
    text: Words
    action: str
    action_url: str

    @property
    def text_html(self) -> Words:
        return html_of(self.text)


@dataclass(frozen=True)
class Waits:
    """What waits, the earliest day first and what has no day last; `more` are lists that hold more than is told."""

    tasks: list[Task]
    more: list[tuple[str, str]]
