"""What a list of records says it is: the figure in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.web.dates import format_date
from medvirkning.web.linked import Linked, Number, paragraph
from medvirkning.web.numbers import format_number, format_percent
from projects.departments.models import Department
from projects.insight import addresses
from projects.insight.record_query import Part, RecordQuery
from projects.insight.selection import KIND_CHOICES, Selection
from projects.shares import rule
from projects.shares.enums import Scope
from projects.shares.export import measure_labels
from projects.shares.figures import ALL_KINDS
from projects.shares.rule import WITHOUT_ANY


def title(query: RecordQuery, value: str) -> str:
    """«Med brukere», «Med bruker- eller pårørendemedvirkning: intervju»."""
    label = _("Gjennomført uten medvirkning") if query.measure == WITHOUT_ANY.name else measure_labels()[query.measure]
    return f"{label}: {value}" if value else label


def lede(query: RecordQuery, department: Department) -> str:
    """«Psykisk helse og rus, 2026, bare oppdrag.»"""
    more = []
    if query.succeeded:
        more.append(_("med enhetene den etterfulgte"))
    if query.rule_version is not None:
        more.append(_("telleregel, versjon %(number)s") % {"number": query.rule_version})
    until = "" if query.to_date is None else _("til og med %(day)s") % {"day": format_date(query.to_date)}
    return place(query.selection, department, until=until, more=more)


def place(selection: Selection, department: Department, *, until: str = "", more: Sequence[str] = ()) -> str:
    """Where the records of a list belong: department, year, kind and scope."""
    parts = [department.name, until or str(selection.year)]
    if selection.kind != ALL_KINDS:
        parts.append(str(dict(KIND_CHOICES)[selection.kind]))
    if selection.scope == Scope.OWN:
        parts.append(_("bare enhetens egne"))
    return f"{', '.join([*parts, *more])}."


def count(number: int) -> str:
    """The figure itself."""
    return ngettext("%(number)s arbeid", "%(number)s arbeider", number) % {"number": format_number(number)}


def of_what(query: RecordQuery, department: Department, part: Part | None) -> str:
    """«19 av 30 gjennomførte arbeider: 63,3 %»: which list a percentage is a part of, with a link to the whole."""
    if part is None or not part.whole:
        return ""
    narrowed = query.dimension and part.whole_measure == "carried_out"

    def to(measure: str) -> str:
        return addresses.records(
            department.code,
            query.selection,
            measure,
            kind=query.kind,
            dimension=query.dimension if narrowed else "",
            value=query.value if narrowed else "",
            to_date=query.to_date,
            succeeded=query.succeeded,
            rule_version=query.rule_version,
        )

    text = (
        _("%(counted)s av %(whole)s med medvirkning: %(share)s.")
        if part.whole_measure == "with_any"
        else _("%(counted)s av %(whole)s gjennomførte: %(share)s.")
    )
    numbers = {
        "counted": Number(format_number(part.counted)),
        "whole": Number(format_number(part.whole), to(part.whole_measure)),
        "share": Number(format_percent(rule.per_cent(part.counted, part.whole))),
    }
    found = [Linked(text, numbers)]
    if query.measure == "with_any" and not query.dimension and part.exempt:
        less = rule.share_less_exemptions(part.counted, part.whole, part.exempt)
        numbers = {
            "exempt": Number(format_number(part.exempt), to("exempt")),
            "share": Number(format_percent(less)),
        }
        found.append(Linked(_("Uten %(exempt)s med godkjent unntak: %(share)s."), numbers))
    return paragraph(found)
