"""What stops an import."""

from django.utils.functional import Promise


class FileRefusedError(Exception):
    """A file, or a whole upload, that can't be read as what it should be. Nothing of it was used."""

    def __init__(self, why: str | Promise, *, file: str = "", line: int | None = None, column: str = "") -> None:
        super().__init__(str(why))
        self.file = file
        self.line = line
        self.column = column


class BadValueError(ValueError):
    """A cell that isn't what its column holds; the message is shown at the row."""
