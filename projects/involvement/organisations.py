"""What becomes of the figures when an organisation turns out to be of another kind (docs/adr/0163)."""

from projects.involvement.models import EventOrganisation
from projects.work.services.touch import touch
from representatives.organisations.models import Organisation


def count_anew(organisation: Organisation) -> None:
    """A consultation that only authorities answered is no involvement: the work it was about is counted anew."""
    rows = EventOrganisation.objects.filter(organisation=organisation.pk)
    items = rows.filter(event__involvements__isnull=False).values_list("event__involvements__work_item", flat=True)
    touch(items.order_by("event__involvements__work_item").distinct())
