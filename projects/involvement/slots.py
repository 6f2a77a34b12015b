"""What the log adds to other pages.

To a work item's: the line of phases, the acts, the people, the inputs and the events. To «Min side»: the next meeting,
what the person took part in, and what became of the inputs.
"""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning import audit
from medvirkning.web import slots
from medvirkning.web.slots import Fragment
from projects.involvement import organisations, posts
from projects.involvement.models import Event, EventOrganisation, EventPerson, Involvement
from projects.involvement.my_part import events_of, inputs_of, said, times_named, took_part
from projects.involvement.presenters import follow_up
from projects.involvement.querysets import involvements_for
from projects.involvement.reading import log_of
from projects.involvement.tables import involvement_table
from projects.work import involved, tabs
from projects.work.enums import WorkStatus
from projects.work.models import WorkItem
from projects.work.tabs import WorkTab
from representatives.organisations.listeners import on_another_kind
from representatives.people.models import Person

# As many as the overview shows before it leads on to the whole.
FEW_PEOPLE, FEW_INPUTS, FEW_EVENTS = 7, 4, 6
# On «Min side», before it leads on to all that is held.
SHOWN_TO_ONESELF = 10


@involved.register
def somebody_was_involved() -> Exists:
    """By today, as lists ask it."""
    return Exists(Involvement.objects.counting(timezone.localdate()).filter(work_item=OuterRef("pk")))


def _count(work_item: WorkItem, user: Any) -> int:
    return involvements_for(user).filter(work_item=work_item).count()


tabs.register(WorkTab("plan", _("Plan"), "involvement:plan", order=20))
tabs.register(WorkTab("involvement", _("Medvirkning"), "involvement:list", order=30, count=_count))
tabs.register(WorkTab("people", _("Personer"), "involvement:people", order=40))
tabs.register(WorkTab("inputs", _("Innspill og utfall"), "involvement:inputs", order=50))

# Who took part is a part of the event: its history tells them too.
audit.register_part(Event, audit.Part(EventPerson, by="event", label=_("Deltaker")))
audit.register_part(Event, audit.Part(EventOrganisation, by="event", label=_("Deltakende organisasjon")))


def phases(request: HttpRequest, work_item: WorkItem) -> Fragment:
    """Marks where involvement took place, and gaps where it is planned or missing."""
    return Fragment("projects/involvement/_phases.html", {"phases": log_of(request, work_item).phases})


def acts(request: HttpRequest, work_item: WorkItem) -> Fragment | None:
    """«Registrer medvirkning», always in reach."""
    if not log_of(request, work_item).may_log:
        return None
    return Fragment("projects/involvement/_acts.html", {"work_item": work_item})


def overview(request: HttpRequest, work_item: WorkItem) -> Fragment:
    """People, inputs with what became of them, and the latest events."""
    log = log_of(request, work_item)
    return Fragment(
        "projects/involvement/_overview.html",
        {
            "work_item": work_item,
            "log": log,
            "people": log.people[:FEW_PEOPLE],
            "more_people": max(0, len(log.people) - FEW_PEOPLE),
            "lines": log.input_lines[:FEW_INPUTS],
            "more_inputs": max(0, len(log.input_lines) - FEW_INPUTS),
            "table": involvement_table(log.involvements[:FEW_EVENTS], request),
            "more_events": max(0, len(log.involvements) - FEW_EVENTS),
            "follow_up": follow_up(log, is_completed=work_item.status == WorkStatus.COMPLETED),
        },
    )


def next_meeting(request: HttpRequest, person: Person) -> Fragment | None:
    """What the log knows of days to come, the first one."""
    row = events_of(person, first=timezone.localdate()).order_by("event__started_on", "pk").first()
    if row is None:
        return None
    return Fragment("projects/involvement/_my_next.html", {"one": took_part(row)})


def my_inputs(request: HttpRequest, person: Person) -> Fragment | None:
    """As question and answer."""
    rows = list(inputs_of(person)[: SHOWN_TO_ONESELF + 1])
    if not rows:
        return None
    context = {"inputs": said(rows[:SHOWN_TO_ONESELF]), "has_more": len(rows) > SHOWN_TO_ONESELF}
    return Fragment("projects/involvement/_my_inputs.html", context)


def my_events(request: HttpRequest, person: Person) -> Fragment | None:
    """What has begun; what is to come stands on top of the page."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    rows = list(events_of(person, last=yesterday)[: SHOWN_TO_ONESELF + 1])
    if not rows:
        return None
    context = {"events": [took_part(row) for row in rows[:SHOWN_TO_ONESELF]], "has_more": len(rows) > SHOWN_TO_ONESELF}
    return Fragment("projects/involvement/_my_events.html", context)


def named_in_log(request: HttpRequest, person: Person) -> Fragment:
    """Before the Centre erases somebody: how often the log names the person, so that it is the right one."""
    events, last = times_named(person)
    return Fragment("projects/involvement/_named_in_log.html", {"events": events, "last": last})


slots.register("people.erase", named_in_log, order=20)
slots.register("work.header", phases)
slots.register("work.actions", acts, order=10)
slots.register("work.overview", overview, order=10)
slots.register("my_page.next", next_meeting, order=10)
slots.register("my_page.inputs", my_inputs, order=10)
slots.register("my_page.events", my_events, order=10)
# For organisations and the Centre.
on_another_kind(organisations.count_anew)
slots.register("enrolments.person", posts.of_person, order=20)
slots.register("organisations.detail", posts.of_organisation, order=60)
