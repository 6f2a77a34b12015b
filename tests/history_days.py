"""Moving the history back in time, for tests of what seals it by the day."""

from django.db import connection

from medvirkning.audit import chain


def backdate(days: int) -> None:
    """Move everything that has been recorded some days back, past the trigger that forbids it."""
    with connection.cursor() as cursor:
        for model in chain.history_models():
            table = model._meta.db_table
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"UPDATE {table} SET pgh_created_at = pgh_created_at - interval '{days} days'")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
