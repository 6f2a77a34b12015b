"""What people wrote, kept out of the samples that the database's planner takes (docs/adr/0196).

`ANALYZE` copies values of each column to `pg_statistic`, where they stay until the table is analysed anew: a name
that was erased stands there, in an emptied table for ever. So no samples are taken of free text about people. Which
columns that is follows from what is declared already: the personal fields of tracked models, the models that the
purposes cover, and the histories of both. What is chosen from a list keeps its statistics: a code tells of nobody,
and searches are planned by it.
"""

from collections.abc import Iterator
from typing import Any

import structlog
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import connections, models
from django.db.models.expressions import F

from medvirkning.audit import purposes
from medvirkning.audit.services import history_model
from medvirkning.audit.tracking import History

logger = structlog.get_logger(__name__)

FREE = (
    models.BinaryField,
    models.CharField,
    models.FileField,
    models.GenericIPAddressField,
    models.JSONField,
    models.TextField,
    SearchVectorField,
)
# What a history holds of people. The digest stays when they are erased, and says nothing without the salt.
IN_HISTORY = ("payload", "salt")
# From here on a sample that was taken before can be taken away by the owner of the table.
CAN_CLEAR = 180000

_from_lists: dict[str, str] = {}


def from_a_list(column: str, *, why: str) -> None:
    """Say that a field (`app.Model.field`) holds codes of a list, which its own declaration doesn't tell."""
    _from_lists[column.lower()] = why


def columns() -> set[tuple[str, str]]:
    """Table and column of free text about people."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        if not issubclass(model, History) and not model._meta.proxy and model._meta.managed:
            found |= set(_columns_of(model))
    return found


def _columns_of(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    history = history_model(model)
    personal = set(history.personal_fields) if history is not None else set()
    if not personal and model._meta.label_lower not in purposes.covered_models():
        return
    field: Any
    for field in model._meta.local_concrete_fields:
        is_about_people = not personal or field.name in personal or bool(_made_of(field) & personal)
        if is_about_people and _is_free(field):
            yield model._meta.db_table, field.column
    if personal:
        yield from ((history._meta.db_table, column) for column in IN_HISTORY)


def _is_free(field: Any) -> bool:
    """Whether anything may stand in it: neither a key, a number or a day, nor chosen from a list."""
    if (
        field.primary_key
        or field.remote_field is not None
        or f"{field.model._meta.label}.{field.name}".lower() in (_from_lists)
    ):
        return False
    if isinstance(field, models.GeneratedField):
        return isinstance(field.output_field, FREE)
    inner = field.base_field if isinstance(field, ArrayField) else field
    return isinstance(inner, FREE) and not inner.choices


def _made_of(field: models.Field) -> set[str]:
    """The fields that a generated column is made of."""
    expression = getattr(field, "expression", None)
    if expression is None:
        return set()
    parts = expression.flatten() if hasattr(expression, "flatten") else [expression]
    return {str(getattr(part, "name", "")) for part in parts if isinstance(part, F)}


WANTED = """
    WITH named AS (SELECT unnest(%s::text[]) AS tablename, unnest(%s::text[]) AS attname),
    wanted AS (
        SELECT c.oid, c.relname, c.relkind, a.attnum, a.attname, a.attstattarget
        FROM named JOIN pg_class c ON c.relname = named.tablename AND c.relkind IN ('r', 'p')
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = named.attname
        WHERE pg_table_is_visible(c.oid)
        UNION
        -- An index over an expression has samples of its own, of what the expression gives.
        SELECT i.oid, i.relname, i.relkind, a.attnum, a.attname, a.attstattarget
        FROM pg_class c JOIN pg_index x ON x.indrelid = c.oid AND x.indexprs IS NOT NULL
        JOIN pg_class i ON i.oid = x.indexrelid
        JOIN pg_attribute a ON a.attrelid = i.oid AND x.indkey[a.attnum - 1] = 0
        WHERE c.relname IN (SELECT tablename FROM named) AND pg_table_is_visible(c.oid)
    )
    SELECT relname, relkind, attnum, attname, COALESCE(attstattarget, -1) <> 0 AS is_sampled,
        EXISTS (SELECT 1 FROM pg_stats s WHERE s.schemaname = current_schema() AND s.tablename = relname
            AND s.attname = wanted.attname) AS has_samples
    FROM wanted ORDER BY relname, attnum
"""


def stop_sampling(*, using: str = "default") -> int:
    """Take no samples of free text about people any more, and take away those that were. Gives how many it changed."""
    connection: Any = connections[using]
    wanted = sorted(columns())
    changed, left = 0, []
    with connection.cursor() as cursor:
        cursor.execute(WANTED, [[table for table, _column in wanted], [column for _table, column in wanted]])
        for relation, kind, number, column, is_sampled, has_samples in cursor.fetchall():
            name = connection.ops.quote_name(relation)
            if is_sampled and kind == "i":
                cursor.execute(f"ALTER INDEX {name} ALTER COLUMN {number} SET STATISTICS 0")
            elif is_sampled:
                cursor.execute(f"ALTER TABLE {name} ALTER COLUMN {connection.ops.quote_name(column)} SET STATISTICS 0")
            changed += is_sampled
            if not has_samples:
                continue
            if connection.pg_version < CAN_CLEAR:
                left.append(f"{relation}.{column}")
                continue
            cursor.execute(
                "SELECT pg_clear_attribute_stats(current_schema()::text, %s, %s, false)", [relation, column]
            )
    if left:
        logger.warning("samples_of_personal_text_left", columns=left)
    return changed


def after_migrating(using: str, **_kwargs: object) -> None:
    """The receiver of `post_migrate`: a new column comes under the rule with its migration."""
    if connections[using].vendor == "postgresql":
        stop_sampling(using=using)
