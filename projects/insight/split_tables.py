"""Splits by dimension as the dashboard shows them: a table each, every number a link."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.web.charts import Cell, ChartTable
from medvirkning.web.linked import Linked, Number, Words, html_of
from medvirkning.web.numbers import format_number, format_percent
from projects.insight import addresses, findings
from projects.insight.findings import Counted
from projects.insight.querysets import SplitRow
from projects.insight.selection import Selection
from projects.involvement.enums import Capacity, Degree, Phase
from projects.shares import rule
from projects.shares.dimensions import OF_INVOLVEMENT, SEVERAL, UNKNOWN
from projects.shares.enums import Dimension
from projects.shares.export import measure_labels
from projects.shares.figures import ShareRow
from projects.work.enums import WorkKind

ORDER = (
    Dimension.FIRST_PHASE, Dimension.DEGREE, Dimension.CAPACITY, Dimension.PRODUCT_TYPE, Dimension.FORM,
    Dimension.SUBJECT,
)  # fmt: skip
# The values of these are told by the code, in its order; the others by lists, the largest first.
IN_ORDER = {
    Dimension.FIRST_PHASE: Phase.values,
    Dimension.DEGREE: [*map(str, Degree.values), UNKNOWN],
    Dimension.CAPACITY: Capacity.values,
}


@dataclass(frozen=True)
class SplitTable:
    """A dimension: its figures, and `source`, which says of what the percentages are."""

    id: str
    title: Words
    figures: ChartTable
    source: Words

    @property
    def title_html(self) -> Words:
        return html_of(self.title)

    @property
    def source_html(self) -> Words:
        return html_of(self.source)


def split_tables(
    code: str, rows: Sequence[SplitRow], by_kind: Mapping[str, ShareRow], selection: Selection
) -> tuple[SplitTable, ...]:
    """The tables that have anything to show, in their order."""
    tables = (_table(code, dimension, rows, by_kind, selection) for dimension in ORDER)
    return tuple(table for table in tables if table.figures.rows)


def _table(
    code: str, dimension: Dimension, rows: Sequence[SplitRow], by_kind: Mapping[str, ShareRow], selection: Selection
) -> SplitTable:
    chosen = sorted((row for row in rows if row.dimension == dimension), key=_position(dimension))
    of_involvement = dimension in OF_INVOLVEMENT
    measure = "with_any" if of_involvement else "carried_out"
    whole = Counted(
        str(_neutral()[dimension]),
        getattr(by_kind[selection.kind], measure),
        addresses.records(code, selection, measure),
    )
    return SplitTable(
        id=f"fordeling-{dimension.value}",
        title=_title(code, dimension, chosen, whole, by_kind, selection),
        figures=ChartTable(
            headings=_columns(dimension),
            rows=tuple(_line(code, row, whole.count, selection, of_involvement=of_involvement) for row in chosen),
        ),
        source=_source(dimension, whole, selection),
    )


def _position(dimension: Dimension) -> Callable[[SplitRow], Any]:
    order = IN_ORDER.get(dimension)
    if order is None:
        return lambda row: (row.value == UNKNOWN, -row.carried_out, name_of(row))
    return lambda row: order.index(row.value) if row.value in order else len(order)


def _columns(dimension: Dimension) -> tuple[Cell, ...]:
    """Work carried out has a column where the value is known of all work."""
    carried_out = () if dimension in OF_INVOLVEMENT else (Cell(_("Gjennomført"), number=True),)
    share = Cell(_("Andel"), number=True)
    return (Cell(_headings()[dimension]), *carried_out, Cell(_("Med medvirkning"), number=True), share)


def _line(code: str, row: SplitRow, whole: int, selection: Selection, *, of_involvement: bool) -> tuple[Cell, ...]:
    name = name_of(row)

    def cell(text: str, measure: str) -> Cell:
        url = addresses.records(code, selection, measure, dimension=row.dimension, value=row.value)
        return Cell(text, url, number=True, label=name)

    share = format_percent(rule.per_cent(row.with_any, whole if of_involvement else row.carried_out))
    involved = (cell(format_number(row.with_any), "with_any"), cell(share, "with_any"))
    if of_involvement:
        return (Cell(name), *involved)
    shown = _("%(name)s (få saker)") % {"name": name} if row.carried_out < rule.FEW else name
    return (Cell(shown), cell(format_number(row.carried_out), "carried_out"), *involved)


def name_of(row: SplitRow) -> str:
    """The name of a value in the reader's language."""
    return value_name(row.dimension, row.value, row.name)


def value_name(dimension: str, value: str, name: str = "") -> str:
    """`name` comes from a list of values; the others are told by the code."""
    if value == UNKNOWN:
        return _("ikke oppgitt")
    match dimension:
        case Dimension.FIRST_PHASE:
            return str(Phase(value).label)
        case Dimension.DEGREE:
            return f"{value} {Degree(int(value)).label}"
        case Dimension.CAPACITY:
            return str(Capacity(value).label)
    return name or value


def _headings() -> dict[str, str]:
    return {
        Dimension.FIRST_PHASE: _("Første fase med medvirkning"),
        Dimension.DEGREE: _("Høyeste grad"),
        Dimension.FORM: _("Form"),
        Dimension.CAPACITY: _("Rollen de hadde"),
        Dimension.PRODUCT_TYPE: _("Produkttype"),
        Dimension.SUBJECT: _("Fagområde"),
    }


def _neutral() -> dict[str, str]:
    return {
        Dimension.FIRST_PHASE: _("Fasen der medvirkningen begynte"),
        Dimension.DEGREE: _("Høyeste grad av medvirkning"),
        Dimension.FORM: _("Former for medvirkning"),
        Dimension.CAPACITY: _("Hvem de var med som"),
        Dimension.PRODUCT_TYPE: _("Andel for hver produkttype"),
        Dimension.SUBJECT: _("Andel for hvert fagområde"),
    }


def _title(
    code: str,
    dimension: Dimension,
    rows: Sequence[SplitRow],
    whole: Counted,
    by_kind: Mapping[str, ShareRow],
    selection: Selection,
) -> Words:
    if dimension not in OF_INVOLVEMENT:
        return whole.name
    if dimension == Dimension.FIRST_PHASE:
        return _title_of_phases(code, whole.name, by_kind, selection)
    known = [row for row in rows if row.value not in (UNKNOWN, Capacity.UNKNOWN)]
    return findings.of_most([_counted(code, row, selection) for row in known], whole)


def _counted(code: str, row: SplitRow, selection: Selection) -> Counted:
    url = addresses.records(code, selection, "with_any", dimension=row.dimension, value=row.value)
    return Counted(name_of(row).lstrip("01234 "), row.with_any, url)


def _title_of_phases(code: str, neutral: str, by_kind: Mapping[str, ShareRow], selection: Selection) -> Words:
    """The finding is the rule's own measure «early», which is for assignments, so that one page has one figure."""
    if selection.kind == WorkKind.STANDING_TASK:
        return neutral
    row = by_kind[WorkKind.ASSIGNMENT]

    def counted(measure: str) -> Counted:
        url = addresses.records(code, selection, measure, kind=WorkKind.ASSIGNMENT)
        return Counted(neutral, getattr(row, measure), url)

    return findings.of_early(counted("early"), counted("carried_out"))


def _source(dimension: Dimension, whole: Counted, selection: Selection) -> Words:
    """Of what the percentages are, and why the lines make no sum."""
    several = _("Et arbeid kan stå på flere linjer, så tabellen har ingen sum.") if dimension in SEVERAL else ""
    if dimension not in OF_INVOLVEMENT:
        return " ".join(filter(None, [_("Andel av det gjennomførte på hver linje."), several]))
    of = ngettext(
        "Andel av %(whole)s arbeid med medvirkning.", "Andel av %(whole)s arbeider med medvirkning.", whole.count
    )
    if dimension == Dimension.FIRST_PHASE and selection.kind != WorkKind.STANDING_TASK:
        several = _("Målet «%(early)s» er et annet tall: det gjelder bare oppdrag, av alle gjennomførte.") % {
            "early": measure_labels()["early"]
        }
    pattern = " ".join(filter(None, [of, several.replace("%", "%%")]))
    return Linked(pattern, {"whole": Number(format_number(whole.count), whole.url)})
