"""The figures of a dashboard as its template shows them: words, numbers and where each number leads."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from medvirkning.web.linked import Linked, Number, Words, html_of, paragraph
from medvirkning.web.numbers import format_number, format_percent
from projects.insight import addresses
from projects.insight.selection import Selection
from projects.shares import rule
from projects.shares.enums import ASKED, Headline
from projects.shares.export import measure_labels
from projects.shares.figures import ALL_KINDS, ASSIGNMENTS_ONLY, ShareRow
from projects.work.enums import WorkKind

# Shares of the work carried out, in the order shown; early and systematic are of the assignments.
SHARES = ("with_any", "with_user", "with_carer", "with_both", "confirmed", "representation", "early", "systematic")
# Printed beside the share: carried out with nothing but that.
ONLY = ("insight_only", "unknown_degree_only")
# Everything that is shown as a percentage of the work carried out.
PER_CENT = (*SHARES, *ASKED, *ONLY)
# Beside every share, none of it in the share.
BESIDE = ("exempt", "not_performed", "cancelled", "overdue_open")


@dataclass(frozen=True)
class Figure:
    """A count, its percentage where it has one, and the list behind it. No count: the measure doesn't apply."""

    count: int | None
    per_cent: Decimal | None
    url: str


@dataclass(frozen=True)
class MeasureRow:
    """A measure for each kind of work shown."""

    measure: str
    label: str
    described_at: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class MeasureGroup:
    """Rows of one sort. `has_per_cent` says whether they are shares of something."""

    title: str
    rows: tuple[MeasureRow, ...]


@dataclass(frozen=True)
class Fact:
    """A figure beside the headline."""

    label: str
    value: Decimal | None
    url: str = ""


@dataclass(frozen=True)
class Hero:
    """The headline share with the sentences that explain it; every number in them is a link.

    The share less exemptions is that of any involvement, whatever the headline; where the headline asks for both,
    a sentence tells the share of any involvement too.
    """

    share: Decimal | None
    share_url: str
    text: Words
    is_few: bool
    beside: tuple[tuple[str, int, str], ...]
    facts: tuple[Fact, ...]
    other_version: Words


def hero(code: str, row: ShareRow, earlier: ShareRow | None, other: ShareRow | None, selection: Selection) -> Hero:
    """`earlier` is the same day last year in the running year, the year before otherwise; `other` is the row by the
    rule version before, in the first year of a version."""

    def to(measure: str) -> str:
        return addresses.records(code, selection, measure)

    facts = [
        Fact(label, row.per_cent_of(measure), to(measure))
        for label, measure in (
            (_("Brukere"), "with_user"),
            (_("Pårørende"), "with_carer"),
            (_("Bekreftet"), "confirmed"),
        )
    ]
    if earlier is not None:
        facts.insert(0, _earlier(code, earlier, selection))
    return Hero(
        share=row.headline_share,
        share_url=to(row.headline),
        text=paragraph(_sentences(code, row, selection)),
        is_few=row.is_few,
        beside=tuple(
            (label, getattr(row, measure), to(measure))
            for label, measure in (
                (_("ikke gjennomført"), "not_performed"),
                (_("bortfalt"), "cancelled"),
                (_("over fristen"), "overdue_open"),
            )
        ),
        facts=tuple(facts),
        other_version="" if other is None else html_of(_other(code, other, selection)),
    )


def _sentences(code: str, row: ShareRow, selection: Selection) -> tuple[Words, ...]:
    """«19 av 30 arbeider har medvirkning. Uten 2 med godkjent unntak: 67,9 %.»"""

    def counted(measure: str) -> Number:
        return Number(format_number(getattr(row, measure)), addresses.records(code, selection, measure))

    def share(value: Decimal | None) -> Number:
        return Number(format_percent(value), addresses.records(code, selection, "with_any"))

    both = row.headline == Headline.BOTH
    text = (
        _("%(counted)s av %(whole)s arbeider har både bruker- og pårørendemedvirkning.")
        if both
        else _("%(counted)s av %(whole)s arbeider har medvirkning.")
    )
    found: list[Words] = [Linked(text, {"counted": counted(row.headline), "whole": counted("carried_out")})]
    if both:
        numbers = {"counted": counted("with_any"), "share": share(row.share)}
        found.append(Linked(_("Med brukere eller pårørende: %(counted)s, %(share)s."), numbers))
    if row.exempt:
        numbers = {"exempt": counted("exempt"), "share": share(row.share_less_exemptions)}
        found.append(Linked(_("Uten %(exempt)s med godkjent unntak: %(share)s."), numbers))
    else:
        found.append(_("Ingen godkjente unntak."))
    return tuple(found)


def _other(code: str, row: ShareRow, selection: Selection) -> Words:
    def to(measure: str) -> str:
        return addresses.records(code, selection, measure, rule_version=row.rule_version)

    return Linked(
        _("Etter versjon %(version)s: %(counted)s av %(whole)s, %(share)s."),
        {
            "version": Number(str(row.rule_version)),
            "counted": Number(format_number(row.headline_count), to(row.headline)),
            "whole": Number(format_number(row.carried_out), to("carried_out")),
            "share": Number(format_percent(row.headline_share), to(row.headline)),
        },
    )


def _earlier(code: str, earlier: ShareRow, selection: Selection) -> Fact:
    if selection.is_running:
        url = addresses.records(code, selection, earlier.headline, to_date=selection.day_last_year)
        return Fact(_("Samme dag i fjor"), earlier.headline_share, url)
    url = addresses.records(code, selection, earlier.headline, year=earlier.year)
    return Fact(_("Året før"), earlier.headline_share, url)


def kinds_shown(kind: str) -> tuple[tuple[str, str], ...]:
    """The columns: all three kinds, or the one asked for."""
    every = (
        (ALL_KINDS, _("Alle")),
        (WorkKind.ASSIGNMENT.value, _("Oppdrag")),
        (WorkKind.STANDING_TASK.value, _("Faste oppgaver")),
    )
    return every if kind == ALL_KINDS else tuple(one for one in every if one[0] == kind)


def measure_groups(code: str, by_kind: dict[str, ShareRow], selection: Selection) -> tuple[MeasureGroup, ...]:
    """All measures of the rule; `by_kind` holds the rows of the kinds shown and of the assignments."""
    kinds = [kind for kind, _label in kinds_shown(selection.kind)]
    labels = measure_labels()

    def row(measure: str, *, share: bool) -> MeasureRow:
        figures = tuple(_figure(code, by_kind, kind, measure, selection, share=share) for kind in kinds)
        return MeasureRow(measure, labels[measure], addresses.measure_described(measure), figures)

    return (
        MeasureGroup(_("Grunnlaget"), (row("carried_out", share=False),)),
        MeasureGroup(_("Andeler av det gjennomførte"), tuple(row(measure, share=True) for measure in SHARES)),
        MeasureGroup(_("Bak det som er bekreftet"), tuple(row(measure, share=True) for measure in ASKED)),
        MeasureGroup(_("Gjennomført med bare dette"), tuple(row(measure, share=True) for measure in ONLY)),
        MeasureGroup(_("Ved siden av andelen"), tuple(row(measure, share=False) for measure in BESIDE)),
    )


def _figure(
    code: str, by_kind: dict[str, ShareRow], kind: str, measure: str, selection: Selection, *, share: bool
) -> Figure:
    count = getattr(by_kind[kind], measure)
    if count is None:
        return Figure(None, None, "")
    # «All» repeats the assignments where a measure is theirs alone, so the share is of the assignments too.
    of = by_kind[WorkKind.ASSIGNMENT if measure in ASSIGNMENTS_ONLY else kind].carried_out
    return Figure(
        count, rule.per_cent(count, of) if share else None, addresses.records(code, selection, measure, kind=kind)
    )
