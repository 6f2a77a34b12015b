"""What was wrong with the files, row by row."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

# The files' contract: every bad row is named, up to this number.
LIMIT = 1000
LONGEST_VALUE = 100


@dataclass(frozen=True)
class Problem:
    """A faulty value: where it stands and why it was refused, or what is odd about it."""

    file: str
    line: int | None
    column: str
    value: str
    why: str

    def __str__(self) -> str:
        place = [self.file] if self.file else []
        if self.line:
            place.append(_("linje %(line)s") % {"line": self.line})
        if self.column:
            place.append(self.column)
        said = f" «{self.value}»" if self.value else ""
        return f"{', '.join(place)}:{said} {self.why}" if place else self.why

    def as_row(self) -> dict[str, object]:
        """As a job keeps it, with the headings of the screen."""
        return {
            _("Fil"): self.file,
            _("Linje"): self.line or "",
            _("Kolonne"): self.column,
            _("Verdi"): self.value,
            _("Hva er galt"): self.why,
        }

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


@dataclass
class Problems:
    """Errors, which refuse the import, and warnings, which don't."""

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    more_errors: bool = False
    more_warnings: bool = False

    def error(self, file: str, line: int | None, column: str, value: str, why: str | Promise) -> None:
        if len(self.errors) < LIMIT:
            self.errors.append(_problem(file, line, column, value, why))
        else:
            self.more_errors = True

    def warning(self, file: str, line: int | None, column: str, value: str, why: str | Promise) -> None:
        if len(self.warnings) < LIMIT:
            self.warnings.append(_problem(file, line, column, value, why))
        else:
            self.more_warnings = True

    @property
    def full(self) -> bool:
        """Nothing more would be named."""
        return self.more_errors

    def in_order(self, files: Iterable[str]) -> None:
        """By file, in the order in which files depend on each other, then by line."""
        place = {name: number for number, name in enumerate(files)}
        for found in (self.errors, self.warnings):
            found.sort(key=lambda problem: (place.get(problem.file, -1), problem.line or 0))


def _problem(file: str, line: int | None, column: str, value: str, why: str | Promise) -> Problem:
    short = value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"
    return Problem(file, line, column, " ".join(short.split()), str(why))
