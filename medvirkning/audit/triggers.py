"""The SQL of the history triggers."""

from typing import Any

import pgtrigger

# PostgreSQL's number for "the act lacks its context"; class MV is the portal's own.
NO_CONTEXT = "MV001"


def _columns(event_model: Any, row: str, label: str) -> dict[str, str]:
    """Which column of the history gets which expression."""
    tracked = event_model.pgh_tracked_model
    names = {field.name for field in tracked._meta.concrete_fields}
    columns = {
        field.column: f'{row}."{field.column}"'
        for field in event_model._meta.concrete_fields
        if field.name in names and not field.name.startswith("pgh_")
    }
    columns |= {
        "pgh_created_at": "now()",
        "pgh_label": f"'{label}'",
        "pgh_obj_id": f'{row}."{tracked._meta.pk.column}"',
        "pgh_context_id": "_context",
    }
    if event_model.personal_fields:
        columns |= {
            "payload": f"{row}.pgh_payload",
            "salt": f"{row}.pgh_salt",
            "digest": f"sha256({row}.pgh_salt || convert_to({row}.pgh_payload::text, 'UTF8'))",
        }
    return dict(sorted(columns.items()))


def history_sql(model: Any, event_model: Any, *, row: str, label: str) -> str:
    """The body of one history trigger.

    The personal values are gathered in an inner SELECT: the random salt there keeps PostgreSQL from merging it into
    the outer one, so digest and salt belong together.
    """
    alias = {"NEW": "new_values", "OLD": "old_values"}[row]
    columns = _columns(event_model, alias, label)
    inner = f"{alias}.*"
    if event_model.personal_fields:
        pairs = ", ".join(
            f"'{name}', {alias}.\"{model._meta.get_field(name).column}\"" for name in event_model.personal_fields
        )
        inner += f", jsonb_build_object({pairs}) AS pgh_payload, uuid_send(gen_random_uuid()) AS pgh_salt"
    target = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(columns.values())
    # Names come from the models, never from outside.
    return f"""
        _context := NULLIF(current_setting('pghistory.context_id', TRUE), '')::uuid;
        IF _context IS NULL THEN
            IF EXISTS (SELECT 1 FROM {{cond_{alias}}}) THEN
                RAISE EXCEPTION
                    'A change of {model._meta.db_table} without a context is refused'
                    USING ERRCODE = '{NO_CONTEXT}',
                    HINT = 'Open audit.context(actor=..., command=...) around it';
            END IF;
            RETURN NULL;
        END IF;
        INSERT INTO "{event_model._meta.db_table}" ({target})
        SELECT {values} FROM (SELECT {inner} FROM {{cond_{alias}}}) AS {alias};
        IF FOUND THEN
            PERFORM _pgh_attach_context();
        END IF;
        RETURN NULL;
    """  # noqa: S608


def protect_trigger() -> pgtrigger.Trigger:
    """History rows are never deleted, and changed in one way only: payload and salt are emptied, nothing else."""
    return pgtrigger.Trigger(
        name="history_protect",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=pgtrigger.Func(
            """
            IF TG_OP = 'UPDATE' AND NEW.payload IS NULL AND NEW.salt IS NULL
                AND to_jsonb(NEW) - 'payload' - 'salt' = to_jsonb(OLD) - 'payload' - 'salt' THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'History in % is never changed, only emptied of personal values', TG_TABLE_NAME
                USING ERRCODE = 'MV002';
            """
        ),
    )
