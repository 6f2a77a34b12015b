"""The rules of schemes, as the portal has them and as a file brings them along (docs/adr/0208)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from representatives.grants.importing.rows import FileRow
from representatives.grants.models import GrantScheme, SchemeRules
from representatives.grants.services.schemes import move_grants


@dataclass(frozen=True)
class _Asked:
    """What a scheme asks from a year on, and by which rules; those of the file are not stored yet."""

    first_year: int
    requirement: str
    rules: SchemeRules | None


class RulesOfFile:
    """What each scheme asks in each year once the file is imported."""

    def __init__(self, stored: Iterable[SchemeRules], rows: Iterable[FileRow]) -> None:
        self._asked: dict[str, list[_Asked]] = {}
        self._faults: dict[int, str] = {}
        for rules in stored:
            self._asked.setdefault(rules.scheme.code, []).append(_Asked(rules.first_year, rules.requirement, rules))
        said: dict[tuple[str, int], FileRow] = {}
        # The oldest first: the same words in later years are the same rules.
        for row in sorted(rows, key=lambda one: (one.year, one.line)):
            if row.requirement and not row.bad.intersection(("scheme_code", "year", "requirement")):
                self._take(row, said.setdefault((row.scheme_code, row.year), row))

    def fault_of(self, row: FileRow) -> str:
        """Why the requirement of a row can't be taken; empty where it can."""
        return self._faults.get(row.line, "")

    def requires(self, code: str, year: int) -> bool:
        """Whether there is anything to judge."""
        asked = self._in_force(code, year)
        return asked is not None and bool(asked.requirement)

    def rules_for(self, scheme: GrantScheme, year: int) -> SchemeRules | None:
        """The rules of a year. Call `make` first."""
        asked = self._in_force(scheme.code, year)
        return None if asked is None else asked.rules

    def make(self, schemes: dict[str, GrantScheme]) -> list[SchemeRules]:
        """Write the rules that the file brings, numbered after those that were there."""
        made: list[SchemeRules] = []
        for code, known in self._asked.items():
            last = max((one.rules.number for one in known if one.rules is not None), default=0)
            for place, one in enumerate(known):
                if one.rules is None:
                    last += 1
                    rules = SchemeRules(
                        scheme=schemes[code], number=last, first_year=one.first_year, requirement=one.requirement
                    )
                    known[place] = _Asked(one.first_year, one.requirement, rules)
                    made.append(rules)
        SchemeRules.objects.bulk_create(made)
        return made

    def _take(self, row: FileRow, first: FileRow) -> None:
        if row.requirement != first.requirement:
            self._faults[row.line] = _("Linje %(first)s sier noe annet om kravet i den samme ordningen og året.") % {
                "first": first.line
            }
            return
        asked = self._in_force(row.scheme_code, row.year)
        if asked is not None and asked.requirement.strip() == row.requirement:
            return
        if asked is not None and asked.first_year == row.year:
            self._faults[row.line] = _(
                "Regelverket fra %(year)s sier noe annet om kravet i portalen. "
                "Skriv det likt, eller la cellen stå tom."
            ) % {"year": row.year}
            return
        self._asked.setdefault(row.scheme_code, []).append(_Asked(row.year, row.requirement, None))

    def _in_force(self, code: str, year: int) -> _Asked | None:
        begun = (one for one in self._asked.get(code, ()) if one.first_year <= year)
        return max(begun, key=lambda one: one.first_year, default=None)


def let_grants_follow(made: Iterable[SchemeRules]) -> None:
    """Grants that stood there and aren't judged rest on the rules of their year, as when they are written by hand."""
    for scheme in _schemes(made):
        move_grants(scheme)


def _schemes(made: Iterable[SchemeRules]) -> Iterator[GrantScheme]:
    yield from {rules.scheme_id: rules.scheme for rules in made}.values()
