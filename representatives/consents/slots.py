"""What consents add to the pages of people: the Centre's way to write down what somebody said."""

from typing import Any

from django.http import HttpRequest

from medvirkning.web import slots
from medvirkning.web.slots import Fragment
from representatives.people.models import Person


def by_hand(request: HttpRequest, subject: Any) -> Fragment | None:
    """Of a person, or of a post that has one. Only for those whom the page behind it lets in."""
    person = subject if isinstance(subject, Person) else getattr(subject, "person", None)
    if not isinstance(person, Person) or not request.user.has_perm("consents.enter", person):
        return None
    return Fragment("representatives/consents/_by_hand.html", {"person": person})


slots.register("enrolments.person", by_hand, order=90)
slots.register("finding.person", by_hand, order=90)
