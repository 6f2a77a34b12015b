"""What an import of grants came to."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.files.problems import Problems
from representatives.grants.models import Grant, SchemeRules

CREATED, UPDATED, UNCHANGED, KEPT = "created", "updated", "unchanged", "kept"
OUTCOMES = {
    CREATED: gettext_lazy("ny"),
    UPDATED: gettext_lazy("endret"),
    UNCHANGED: gettext_lazy("uendret"),
    KEPT: gettext_lazy("beholdt som i portalen"),
}


@dataclass(frozen=True)
class RowOutcome:
    """What became of a row, or would become."""

    line: int
    key: str
    outcome: str
    # The grant as it stands in the portal, or would.
    grant: Grant


@dataclass
class ImportResult:
    """`written` is false for a dry run and for a file that was refused."""

    file: str
    outcomes: list[RowOutcome] = field(default_factory=list)
    schemes: list[str] = field(default_factory=list)
    rules: list[SchemeRules] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    written: bool = False

    def count(self, outcome: str) -> int:
        return sum(1 for row in self.outcomes if row.outcome == outcome)

    def __str__(self) -> str:
        """«grants.csv – nye: 3, endret: 1, uendret: 12, beholdt som i portalen: 0, nye ordninger: 1, …»."""
        said = _(
            "nye: %(created)s, endret: %(updated)s, uendret: %(unchanged)s, beholdt som i portalen: %(kept)s, "
            "nye ordninger: %(schemes)s, nye regelverk: %(rules)s"
        ) % {
            **{outcome: self.count(outcome) for outcome in OUTCOMES},
            "schemes": len(self.schemes),
            "rules": len(self.rules),
        }
        return f"{self.file} – {said}"


class GrantsRefusedError(Exception):
    """The file was refused and nothing was written; the result names every bad row."""

    def __init__(self, result: ImportResult) -> None:
        super().__init__(f"{len(result.problems.errors)} bad rows")
        self.result = result
