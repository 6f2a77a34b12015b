"""What the count tells lower rooms."""

from django.db import connection
from django.utils import timezone

from projects.shares import sql
from projects.work import performed
from projects.work.models import WorkItem


@performed.register
def involvement_counts(work_item: WorkItem, year: int) -> bool:
    """Involvement that counts by the rule shows that the task was performed; asked of the log, not of stored rows."""
    statement, parameters = sql.counted_of(work_item.pk, year, today=timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()[0]
