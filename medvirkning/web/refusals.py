"""What a service says when it can't do what was asked: a reason in plain words, and the field it is about."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


class RefusedError(Exception):
    """The act was refused and nothing was changed. `field` names the input to mend, None for the whole form."""

    def __init__(self, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field


class NotAllowedError(RefusedError):
    """The row is within reach, the act is not allowed (403)."""


class ToldDenied(PermissionDenied):
    """No, and the page says why: the text was written for the reader and tells nothing that isn't theirs."""
