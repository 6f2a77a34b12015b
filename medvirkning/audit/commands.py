"""The base of every management command that changes something."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from medvirkning.audit.contexts import context


class AuditedCommand(BaseCommand):
    """Opens a history context with the command's name. Data goes to standard output, messages to standard error.

    Exit codes: 0 done, 1 input refused (`CommandError`), 2 wrong usage (argparse).
    """

    def execute(self, *args: Any, **options: Any) -> Any:
        with context(command=type(self).__module__.rsplit(".", 1)[-1]):
            return super().execute(*args, **options)

    def say(self, message: object) -> None:
        """A message for the person at the terminal."""
        self.stderr.write(str(message), ending="\n")


def iso_date(text: str) -> datetime.date:
    """An argument that is a date; argparse turns the error into wrong usage."""
    return datetime.date.fromisoformat(text)


__all__ = ["AuditedCommand", "CommandError", "iso_date"]
