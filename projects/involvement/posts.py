"""What an organisation's people took part in, for the organisation and the Centre.

Only what was done for that very organisation: what a person did for another, or for nobody, is not the organisation's
to know (domain, «Personal data»: own organisation). Restricted work is told as «Skjermet».
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest

from medvirkning.web.slots import Fragment
from projects.involvement import my_part
from projects.involvement.models import Event, EventOrganisation, EventPerson, Involvement
from projects.involvement.presenters import capitalised, when
from representatives.organisations.models import Organisation

# As many as a page shows.
MOST = 20


@dataclass(frozen=True)
class OrganisationTookPart:
    """An event in which the organisation took part: when, in what form, and the work it served."""

    when: str
    form: str
    work: tuple[str, ...]


def of_person(request: HttpRequest, post: Any) -> Fragment | None:
    """On a person's page: the events and inputs under the post's own organisation."""
    if not request.user.has_perm("enrolments.view", post.organisation) or post.person is None:
        return None
    events = list(my_part.events_of(post.person).filter(organisation=post.organisation)[: MOST + 1])
    inputs = list(my_part.inputs_of(post.person).filter(given_for=post.organisation)[:MOST])
    return Fragment(
        "projects/involvement/_posts_events.html",
        {
            "events": [my_part.took_part(row) for row in events[:MOST]],
            "has_more": len(events) > MOST,
            "inputs": my_part.said(inputs),
        },
    )


def of_organisation(request: HttpRequest, organisation: Organisation) -> Fragment | None:
    """On the organisation's page, for those who look after it: what it took part in, without names."""
    if not request.user.has_perm("enrolments.view", organisation):
        return None
    logged = Involvement.objects.counting_states()
    took_part = Q(Exists(EventPerson.objects.filter(event=OuterRef("pk"), organisation=organisation))) | Q(
        Exists(EventOrganisation.objects.filter(event=OuterRef("pk"), organisation=organisation))
    )
    involvements = logged.select_related("work_item").order_by("work_item__sort_key", "pk")
    rows = (
        Event.objects.filter(took_part, Exists(logged.filter(event=OuterRef("pk"))))
        .select_related("form")
        .prefetch_related(Prefetch("involvements", queryset=involvements))
        .order_by("-started_on", "-pk")[: MOST + 1]
    )
    events = [
        OrganisationTookPart(
            when=when(event),
            form=capitalised(event.form),
            work=tuple(my_part.title_of(one.work_item) for one in event.involvements.all()),
        )
        for event in rows
    ]
    context = {"events": events[:MOST], "has_more": len(events) > MOST}
    return Fragment("projects/involvement/_organisation_events.html", context)
