"""What the room adds to the pages of people: the Centre's way to erase somebody who asks for it."""

from typing import Any

from django.http import HttpRequest

from medvirkning.web import slots
from medvirkning.web.slots import Fragment
from representatives.people.models import Person
from representatives.people.reading import is_seen_by_name


def erase_on_request(request: HttpRequest, subject: Any) -> Fragment | None:
    """Of a person, or of a post that has one."""
    user: Any = request.user
    person = subject if isinstance(subject, Person) else getattr(subject, "person", None)
    if not isinstance(person, Person) or not user.has_perm("people.erase_on_request", person):
        return None
    if not is_seen_by_name(user, person):
        return None
    return Fragment("representatives/people/_erase.html", {"person": person})


slots.register("enrolments.person", erase_on_request, order=95)
slots.register("finding.person", erase_on_request, order=95)
