"""Checks that several files share: values of the portal's lists, and states that may follow each other."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from medvirkning.web.files.specs import FileSpec
from projects.register.batch import Batch


def check_value(
    batch: Batch, spec: FileSpec, column: str, table: str, *, old: str = "", on: str = "%(today)s"
) -> None:
    """The value is in the list; one that was taken out of use by then (`on`) is not chosen anew."""
    batch.refuse(
        spec,
        column,
        _("Verdien finnes ikke i lista."),
        f"s.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} v WHERE v.code = s.{column})",
    )
    batch.refuse(
        spec,
        column,
        _("Verdien er tatt ut av bruk."),
        f"s.outcome IN ('created', 'updated') AND s.{column} IS DISTINCT FROM {old or f's.old_{column}'} "
        f"AND EXISTS (SELECT 1 FROM {table} v WHERE v.code = s.{column} AND v.disabled_on <= {on})",
    )


def transition_refused(before: str, after: str, table: Mapping[str, frozenset[str]]) -> str:
    """A condition that holds where the table of states lets the one not follow the other."""
    allowed = ", ".join(f"('{old}', '{new}')" for old, new_states in table.items() for new in sorted(new_states))
    return f"({before} <> {after} AND ({before}, {after}) NOT IN ({allowed}))"
