"""What a list of records says it is: the figure in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.web.dates import format_date
from medvirkning.web.numbers import format_number
from projects.departments.models import Department
from projects.insight.record_query import RecordQuery
from projects.insight.selection import KIND_CHOICES
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
    parts = [department.name, str(query.selection.year)]
    if query.to_date is not None:
        parts[-1] = _("til og med %(day)s") % {"day": format_date(query.to_date)}
    if query.selection.kind != ALL_KINDS:
        parts.append(str(dict(KIND_CHOICES)[query.selection.kind]))
    if query.selection.scope == Scope.OWN:
        parts.append(_("bare enhetens egne"))
    if query.succeeded:
        parts.append(_("med enhetene den etterfulgte"))
    if query.rule_version is not None:
        parts.append(_("telleregel, versjon %(number)s") % {"number": query.rule_version})
    return f"{', '.join(parts)}."


def count(number: int) -> str:
    """The figure itself."""
    return ngettext("%(number)s arbeid", "%(number)s arbeider", number) % {"number": format_number(number)}
