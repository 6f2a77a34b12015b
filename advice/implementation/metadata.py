"""What machines read about the implementation: activities as events, with what is known of them."""

from collections.abc import Iterable
from typing import Any

from advice.catalogue.metadata import Metadata, absolute, known, of_page
from advice.implementation.enums import ActivityState
from advice.implementation.models import ImplementationActivity


def of_activities(title: str, path: str, activities: Iterable[ImplementationActivity]) -> Metadata:
    """A page that tells of activities."""
    return of_page(title=title, path=path, kind="CollectionPage", parts={"hasPart": [*map(_event, activities)]})


def of_activity(activity: ImplementationActivity) -> Metadata:
    """An activity's own page."""
    return of_page(
        title=activity.title,
        path=activity.get_absolute_url(),
        kind="WebPage",
        changed=activity.updated_at,
        parts={"mainEntity": _event(activity)},
    )


def _event(activity: ImplementationActivity) -> dict[str, Any]:
    """schema.org has no word for an event that is over: only what is cancelled is said of its state."""
    return known(
        {
            "@type": "Event",
            "@id": absolute(activity.get_absolute_url()),
            "name": activity.title,
            "startDate": activity.starts_on.isoformat(),
            "endDate": activity.last_day.isoformat(),
            "eventStatus": "https://schema.org/EventCancelled" if activity.state == ActivityState.CANCELLED else None,
            "location": {"@type": "Place", "name": activity.place} if activity.place else None,
            "organizer": {"@type": "Organization", "name": activity.body} if activity.body else None,
            "url": activity.url,
        }
    )
