"""The queues of the workers. A worker without `-Q` takes them all."""

import enum


class Queue(enum.StrEnum):
    """Which work waits where."""

    DEFAULT = "default"
    """Short work that somebody waits for: up to a minute."""

    SHARES = "shares"
    """Counting: drains what was touched. One at a time by its advisory lock, so that it never fills the others."""

    MAIL = "mail"
    """Sending the outbox; slow when a mail server is slow."""

    FILES = "files"
    """Imports, exports and reports: minutes to an hour, one `Job` each."""

    NIGHT = "night"
    """Retention, the daily chain, comparisons: nobody waits."""
