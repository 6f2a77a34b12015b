"""Charts of a dashboard: departments beside each other, and the years behind."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from medvirkning.web.charts import Bar, BarChart, Heading, LineChart, LinePoint, Reference, Target
from medvirkning.web.linked import Linked, Number, Words
from medvirkning.web.numbers import format_number
from projects.departments.models import Department
from projects.insight import addresses, findings
from projects.insight.selection import Selection
from projects.shares import rule
from projects.shares.enums import Scope
from projects.shares.figures import Figures, ShareRow
from projects.shares.trend import TrendPoint, trend_in


def compared(figures: Figures, department: Department, selection: Selection) -> BarChart | None:
    """Bars in tree order with the directorate's line drawn through.

    On the directorate's page all departments; on another page those of its division. Always totals, so that a unit
    stands with all below it. None where there is nothing to compare.
    """
    rows = {row.department: row for row in figures.rows(selection.year, kinds=[selection.kind], scopes=[Scope.TOTAL])}
    root = department.lineage[0]
    division = department.lineage[: 2 if department.depth else 1]
    chosen = [
        one
        for one in figures.departments
        if one.lineage[: len(division)] == division and one.depth > 0 and _stood(one, rows[one.code], selection)
    ]
    parents = {one.lineage[-2] for one in chosen}
    units = [one for one in chosen if one.code not in parents]
    if len(units) < 2:
        return None
    line = rows[root].headline_share
    return BarChart(
        id="enhetene",
        title=findings.of_comparison(
            [
                findings.Compared(
                    rows[one.code].headline_count, rows[one.code].carried_out, _headline_url(rows[one.code], selection)
                )
                for one in units
            ]
        ),
        description=_("Andel med medvirkning i hver enhet, %(year)s.") % {"year": selection.year},
        label_heading=_("Enhet"),
        value_heading=_("Andel"),
        note_heading=_("Grunnlag"),
        reference=None if line is None else Reference(_("direktoratet"), line, _headline_url(rows[root], selection)),
        rows=list(_bars(chosen, parents, rows, department, selection)),
    )


def _stood(department: Department, row: ShareRow, selection: Selection) -> bool:
    """Departments that existed in the year, and closed ones that work still stands at."""
    opened = department.valid_from.year <= selection.year
    closed = department.valid_to is not None and department.valid_to.year < selection.year
    return (opened and not closed) or row.carried_out > 0


def _bars(
    chosen: Iterable[Department],
    parents: set[str],
    rows: dict[str, ShareRow],
    current: Department,
    selection: Selection,
) -> Iterable[Bar | Heading]:
    total = _total(selection)
    for department in chosen:
        page = addresses.dashboard(department.code, total)
        if department.code in parents:
            yield Heading(department.name, page)
            continue
        row = rows[department.code]
        yield Bar(
            label=department.name,
            value=row.headline_share,
            url=_headline_url(row, selection) if row.carried_out else "",
            label_url=page,
            note=_basis(row, selection),
            highlight=department.code == current.code,
            depth=max(0, department.depth - 1),
        )


def _total(selection: Selection) -> Selection:
    """The same choices for a department with all below it."""
    return replace(selection, scope=Scope.TOTAL.value)


def _headline_url(row: ShareRow, selection: Selection) -> str:
    return addresses.records(row.department, _total(selection), row.headline)


def _basis(row: ShareRow, selection: Selection) -> Words:
    if not row.carried_out:
        return _("ingen gjennomført")
    url = addresses.records(row.department, _total(selection), "carried_out")
    pattern = _("av %(number)s · få saker") if row.is_few else _("av %(number)s")
    return Linked(pattern, {"number": Number(format_number(row.carried_out), url)})


def over_years(figures: Figures, department: Department, selection: Selection) -> LineChart:
    """Four years, with breaks where departments or the rule changed, and the target."""
    points = trend_in(figures, department.code, selection.trend_years, kind=selection.kind, scope=selection.scope)
    target = getattr(department, "target", None)
    label = _("måltall %(year)s") % {"year": selection.year}
    return LineChart(
        id="utviklingen",
        title=findings.of_trend(points, lambda point: _counted_url(department, point, selection)),
        description=_("Andel med medvirkning i årene %(first)s til %(last)s.")
        % {"first": points[0].year, "last": points[-1].year},
        label_heading=_("År"),
        value_heading=_("Andel"),
        basis_heading=_("Grunnlag"),
        points=[
            _point(department, point, None if not at else points[at - 1], selection) for at, point in enumerate(points)
        ],
        source=_joined(points),
        target=None if target is None else Target(label, target, addresses.targets(department.code)),
    )


def _counted_url(department: Department, point: TrendPoint, selection: Selection, measure: str = "") -> str:
    return addresses.records(
        department.code, selection, measure or point.headline, year=point.year, succeeded=point.joined_codes
    )


def _point(department: Department, point: TrendPoint, before: TrendPoint | None, selection: Selection) -> LinePoint:
    counted = _counted_url(department, point, selection)
    carried_out = _counted_url(department, point, selection, "carried_out")
    basis = Linked(
        _("%(counted)s av %(whole)s"),
        {
            "counted": Number(format_number(point.counted), counted),
            "whole": Number(format_number(point.carried_out), carried_out),
        },
    )
    return LinePoint(
        label=str(point.year),
        value=point.share,
        url="" if point.share is None else counted,
        note=_note(point, before),
        break_before=_break(point, before),
        basis="" if point.share is None else basis,
    )


def _note(point: TrendPoint, before: TrendPoint | None) -> str:
    notes = []
    if point.preliminary:
        notes.append(_("foreløpig"))
    if 0 < point.carried_out < rule.FEW:
        notes.append(_("få saker"))
    if before is not None and before.joined and not point.joined:
        notes.append(_("etterfølger"))
    return ", ".join(notes)


def _break(point: TrendPoint, before: TrendPoint | None) -> str:
    texts = []
    if point.rule_break:
        texts.append(_("telleregelen fikk en ny versjon"))
    if before is not None and before.broken and not point.broken:
        texts.append(_("enheten ble skilt ut fra en annen, og årene før kan ikke sammenliknes"))
    return ". ".join(texts)


def _joined(points: Sequence[TrendPoint]) -> str:
    """Which years carry the sums of departments that this one succeeded."""
    years = [str(point.year) for point in points if point.joined]
    names = list(dict.fromkeys(name for point in points for name in point.joined))
    if not names:
        return ""
    return _("Med i tallene for %(years)s: %(names)s, som enheten etterfulgte.") % {
        "years": listed(years),
        "names": listed(names),
    }


def listed(words: Sequence[str]) -> str:
    """«A, B og C»."""
    *others, last = words
    return _("%(others)s og %(last)s") % {"others": ", ".join(others), "last": last} if others else last
