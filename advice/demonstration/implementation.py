"""The advice being put to use, made up: activities, a network, a point of the plan, ties to work and feedback.

What is real (the plan of the source, the pieces themselves) is not touched; each row here says «oppdiktet» itself.
"""

import datetime
from random import Random

from django.utils import timezone

from advice.catalogue.models import Advice, AdviceFeedback, Edition
from advice.demonstration import words
from advice.implementation.enums import ActivityState, GoalState
from advice.implementation.models import ImplementationActivity, NetworkMember, PlanGoal
from advice.ties.models import AdviceTie
from medvirkning.accounts.models import User
from projects.demonstration.people import ADDRESS
from projects.work.models import WorkItem

TIED = 24


def build(*, today: datetime.date, random: Random, staff: User, centre: User) -> None:
    """Write all of it for the main edition."""
    edition = Edition.objects.main().get()
    pieces = {piece.number: piece for piece in Advice.objects.with_text().filter(edition=edition)}
    _activities(edition, pieces, today)
    _network(edition, today, centre)
    _ties(pieces, random, staff)
    _feedback(pieces, centre)


def _activities(edition: Edition, pieces: dict[int, Advice], today: datetime.date) -> None:
    goal = PlanGoal.objects.create(
        edition=edition,
        title=words.GOAL,
        from_year=today.year,
        to_year=today.year + 1,
        responsible="Eksempeldirektoratet",
        state=GoalState.ONGOING,
    )
    for title, arena, days, reached, organiser, place, numbers in words.ACTIVITIES:
        day = today + datetime.timedelta(days=days)
        made = ImplementationActivity.objects.create(
            edition=edition,
            goal=goal if arena == "network_meeting" else None,
            title=title,
            arena=arena,
            organiser_name=organiser,
            starts_on=day,
            place=place,
            state=ActivityState.HELD if day < today else ActivityState.PLANNED,
            reached=reached,
        )
        made.pieces.set([pieces[number] for number in numbers])


def _network(edition: Edition, today: datetime.date, centre: User) -> None:
    for number, (name, role, organisation) in enumerate(words.NETWORK, start=1):
        NetworkMember.objects.create(
            edition=edition,
            name=name,
            role=role,
            organisation_name=organisation,
            email=f"nettverk-{number}@{ADDRESS}",
            valid_from=today - datetime.timedelta(days=420 - 20 * number),
            added_by=centre,
        )


def _ties(pieces: dict[int, Advice], random: Random, staff: User) -> None:
    """The stories of the demonstration accounts, and some other work of the set; never restricted work."""
    own = WorkItem.objects.filter(responsible=staff, restricted=False).order_by("reference")[:6]
    others = (
        WorkItem.objects.filter(restricted=False, product_type__isnull=False, reference__startswith="DEMO-")
        .exclude(responsible=staff)
        .order_by("reference")[:TIED]
    )
    for work_item in [*own, *others]:
        for number in sorted(random.sample(sorted(pieces), random.choice([1, 1, 2, 3]))):
            AdviceTie.objects.create(
                work_item=work_item, advice=pieces[number], note=random.choice(words.TIES), added_by=staff
            )


def _feedback(pieces: dict[int, Advice], centre: User) -> None:
    for number, useful, text, handling in words.FEEDBACK:
        version = pieces[number].current
        if version is None:
            continue
        AdviceFeedback.objects.create(
            version=version,
            was_useful=useful,
            text=text,
            handling=handling,
            handled_by=centre if handling else None,
            handled_at=timezone.now() if handling else None,
        )
