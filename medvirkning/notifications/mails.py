"""How a mail is written: one purpose, one link, who sent it and why."""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string


@dataclass(frozen=True)
class Mail:
    """The words of a mail, in its reader's language.

    The subject names neither theme nor perspective: it may be read on a locked screen. `why` says why this person
    gets it; `sender` who is behind it, the portal where nobody is.
    """

    subject: str
    paragraphs: tuple[str, ...]
    why: str
    link_text: str = ""
    link_path: str = ""
    sender: str = ""

    @property
    def link(self) -> str:
        return urljoin(settings.MEDVIRKNING_ADDRESS, self.link_path) if self.link_path else ""


@dataclass(frozen=True)
class Rendered:
    """A mail as it is sent."""

    subject: str
    text: str
    html: str


def render(mail: Mail, *, language: str) -> Rendered:
    """The mail as plain text and as HTML. Call it with the reader's language active."""
    context = {"mail": mail, "language": language, "address": settings.MEDVIRKNING_ADDRESS}
    return Rendered(
        subject=" ".join(mail.subject.split()),
        text=render_to_string("notifications/mail.txt", context).strip() + "\n",
        html=render_to_string("notifications/mail.html", context),
    )
