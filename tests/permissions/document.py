"""The tables of docs/permissions.md, from the matrix: the test writes them with `MEDVIRKNING_WRITE_PERMISSIONS=1`."""

from itertools import groupby
from pathlib import Path

from tests.permissions.matrix import ROWS
from tests.permissions.roles import ROLES
from tests.permissions.rows import AWAY, LOGIN, Row

PATH = Path(__file__).parents[2] / "docs" / "permissions.md"
BEGIN, END = "<!-- The matrix begins -->", "<!-- The matrix ends -->"
IN_WORDS = {"200": "yes", "403": "403", "404": "404", "405": "–", "401": "401", LOGIN: "sign in", AWAY: "sent on"}


def written() -> str:
    """The document as it should stand: its own words, and the tables of the matrix between the marks."""
    text = PATH.read_text()
    before, rest = text.split(BEGIN)
    _old, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{_tables()}\n{END}{after}"


def _tables() -> str:
    return "\n".join(_table(area, list(rows)) for area, rows in groupby(ROWS, key=_area))


def _area(row: Row) -> str:
    return row.area


def _table(area: str, rows: list[Row]) -> str:
    lines = [f"### {area}", "", f"| address | | {' | '.join(ROLES)} |", f"| --- | --- |{' --- |' * len(ROLES)}"]
    for row in rows:
        name = f"`{row.name}`" + (f" {row.on}" if row.on else "")
        lines.append(_line(name, "read", row.reading()))
        if row.post:
            lines.append(_line("", "send", row.sending()))
    return "\n".join([*lines, ""])


def _line(name: str, act: str, outcomes: dict[str, str]) -> str:
    return f"| {name} | {act} | {' | '.join(IN_WORDS.get(one, one) for one in outcomes.values())} |"
