"""The register of the demonstration accounts: an organisation with its people, and a representative with a story."""

import datetime
from dataclasses import dataclass

from medvirkning.accounts.models import User
from medvirkning.audit.enums import AccessClass
from medvirkning.audit.models import AccessLog
from representatives.consents.enums import ConsentPurpose
from representatives.demonstration.days import DAY, at
from representatives.demonstration.people import PeopleBuilder, given_to_last_until
from representatives.enrolments.enums import EnrolmentState
from representatives.geography.enums import County
from representatives.people.models import Person
from representatives.profiles.enums import AgeGroup, ContactChoice, Experience, TrainingKind, WayOfTakingPart


@dataclass(frozen=True)
class Story:
    """Whom it is about: the representative with posts in two organisations, and who has looked."""

    representative: int
    own: int
    other: int
    today: datetime.date


def tell(story: Story, people: PeopleBuilder) -> None:
    """Profile, days, training, two posts, and consents of which one has been taken back and two run out soon."""
    person, today = story.representative, story.today
    people.mandate(
        person, story.own, (today - 500 * DAY, today + 230 * DAY), text="Representerer styret i saker om døgntilbud."
    )
    people.mandate(
        person, story.other, (today - 690 * DAY, today + 39 * DAY), text="Kan delta i referansegrupper om rus."
    )
    people.mandate(
        person,
        story.own,
        (today - 1400 * DAY, today - 671 * DAY),
        state=EnrolmentState.ENDED,
        text="Vara til brukerrådet.",
    )
    people.profiles.add(
        person,
        "+99900012345",
        "Eksempelveien 7\n0000 Tindvik",
        str(ContactChoice.PHONE),
        "",
        str(AgeGroup.FROM_40),
        str(Experience.USER),
        ["psykisk helse", "rus"],
        "Trenger pause hver time.",
        str(County.TROMS),
        ["norsk", "engelsk"],
        [str(way) for way in (WayOfTakingPart.MEETING, WayOfTakingPart.VIDEO, WayOfTakingPart.WRITING)],
        8,
        "Styremedlem i lokallaget.",
        today - 200 * DAY,
    )
    in_30_days = today + 30 * DAY
    given = given_to_last_until(in_30_days)
    people.agree(person, given, [ConsentPurpose.SHOWN])
    people.consents.add(
        person,
        str(ConsentPurpose.CONTACT),
        people.text(ConsentPurpose.CONTACT),
        at(given),
        "portal",
        in_30_days,
        at(today - 60 * DAY),
        "withdrawn",
    )
    people.periods.add(person, today - 20 * DAY, today + 48 * DAY)
    people.periods.add(person, today + 70 * DAY, today + 190 * DAY)
    people.training.add(person, str(TrainingKind.WEB_COURSE), "", today - 420 * DAY, None)
    people.training.add(
        person, str(TrainingKind.OWN), "Introduksjonskurs for nye representanter", today - 610 * DAY, story.own
    )


def looked(person: Person, *, contact: User, centre: User, staff: User, today: datetime.date) -> None:
    """Who has looked at the representative's data."""
    rows = (
        (contact, AccessClass.PERSONAL, "enrolments:person", 41),
        (contact, AccessClass.SPECIAL, "enrolments:person", 41),
        (centre, AccessClass.PERSONAL, "finding:person", 12),
        (centre, AccessClass.SPECIAL, "finding:person", 12),
        (staff, AccessClass.SPECIAL, "finding", 3),
    )
    AccessLog.objects.bulk_create(
        AccessLog(
            at=at(today - days * DAY, minute),
            actor=who,
            subject_model=Person._meta.label,
            subject_pk=person.pk,
            access_class=access_class,
            view=view,
        )
        for minute, (who, access_class, view, days) in enumerate(rows)
    )
