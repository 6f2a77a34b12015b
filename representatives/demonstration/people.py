"""The people of the fictitious register: posts, profiles, consents, days and training."""

import datetime
from collections.abc import Sequence
from random import Random

from representatives.consents.enums import Audience, ConsentChannel, ConsentEnd, ConsentPurpose
from representatives.consents.models import Consent, ConsentText
from representatives.consents.services import last_day
from representatives.demonstration import words
from representatives.demonstration.days import DAY, at
from representatives.demonstration.organisations import Registered
from representatives.demonstration.tables import Table
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.geography.enums import County
from representatives.organisations.enums import OrganisationKind
from representatives.profiles.enums import AgeGroup, ContactChoice, Experience, Gender, TrainingKind
from representatives.profiles.models import AvailabilityPeriod, Profile, TrainingRecord

# Of a hundred who have answered: how many agree to each purpose beside being in the register.
AGREES = {ConsentPurpose.SHOWN: 86, ConsentPurpose.CONTACT: 60, ConsentPurpose.STORY: 14}
AGES = {AgeGroup.FROM_18: 12, AgeGroup.FROM_26: 27, AgeGroup.FROM_40: 42, AgeGroup.FROM_67: 19}
SAMI_COUNTIES = (County.TROMS, County.FINNMARK, County.NORDLAND)
INVITATION_DAYS = 14


def given_to_last_until(day: datetime.date) -> datetime.date:
    """The day on which a consent was given that runs out on that one."""
    given = day - 365 * DAY
    while last_day(given) < day:
        given += DAY
    return given


class PeopleBuilder:
    """Writes what one person of the register has, person by person, into tables to be copied."""

    def __init__(self, today: datetime.date, random: Random) -> None:
        self.today, self.random = today, random
        enrolment = ("person", "organisation", "state", "valid_from", "valid_to", "token_hash", "invited_at")
        answered = ("expires_at", "accepted_at", "name", "email")
        self.mandates = Table(Representative, *enrolment, *answered, "mandate")
        self.jobs = Table(ExperienceConsultant, *enrolment, *answered, "position", "percentage")
        self.profiles = Table(
            Profile,
            "person",
            "phone",
            "postal_address",
            "contact_by",
            "gender",
            "age_group",
            "experience",
            "themes",
            "accommodation_needs",
            "county",
            "languages",
            "ways",
            "hours_a_month",
            "interests",
            "interests_declared_on",
        )
        self.consents = Table(
            Consent, "person", "purpose", "text", "given_at", "channel", "expires_on", "ended_at", "end"
        )
        self.periods = Table(AvailabilityPeriod, "person", "valid_from", "valid_to")
        self.training = Table(TrainingRecord, "person", "kind", "title", "completed_on", "stated_by")
        self.tables = (self.mandates, self.jobs, self.profiles, self.consents, self.periods, self.training)
        self._links = self._answers = 0
        texts = ConsentText.objects.filter(audience=Audience.ADULT).order_by("number")
        self._texts = {text.purpose: text.pk for text in texts}

    # A person

    def represent(self, person: int, organisation: Registered, *, subject: str) -> None:
        """Somebody with a mandate, and all that a profile holds."""
        days = self._mandate_days()
        ended = days[1] < self.today
        self.mandate(person, organisation.id, days, state=EnrolmentState.ENDED if ended else EnrolmentState.ACCEPTED)
        carer = organisation.kind == OrganisationKind.CARER
        self._tell(person, organisation, subject, self._experience(organisation.kind), is_carer=carer)

    def own(self, person: int, organisation: Registered, place: int) -> None:
        """Of the demonstration account's own people the first has a mandate that runs out, the second has left."""
        today = self.today
        last = today + (20 if place == 0 else 300 + 30 * place) * DAY
        self.mandate(person, organisation.id, (last - 729 * DAY, last))
        self._profile(person, organisation.counties[0], organisation.subject, Experience.USER)
        given = today - (60 + 20 * place) * DAY
        self.agree(person, given, [ConsentPurpose.SHOWN], ended=today - 6 * DAY if place == 1 else None)
        self._days(person)
        self._training(person, organisation.id, is_carer=False)

    def employ(self, person: int, employer: Registered, *, subject: str) -> None:
        """Somebody employed for the own experience."""
        random = self.random
        start = self.today - random.randrange(60, 1500) * DAY
        self.jobs.add(
            person,
            employer.id,
            str(EnrolmentState.ACCEPTED),
            start,
            None,
            self._link(),
            at(start - 9 * DAY),
            at(start + 5 * DAY),
            at(start - 4 * DAY),
            "",
            "",
            random.choice(words.POSITIONS),
            random.choice((20, 40, 50, 50, 60, 80, 100)),
        )
        self._tell(person, employer, subject, random.choice((Experience.USER, Experience.USER, Experience.BOTH)))

    def mandate(
        self,
        person: int,
        organisation: int,
        days: tuple[datetime.date, datetime.date],
        *,
        state: EnrolmentState = EnrolmentState.ACCEPTED,
        text: str | None = None,
    ) -> None:
        """An answered mandate, whose name and contact have become the person's own."""
        first, last = days
        self.mandates.add(
            person,
            organisation,
            str(state),
            first,
            last,
            self._link(),
            at(first - 10 * DAY),
            at(first + 4 * DAY),
            at(first - 6 * DAY),
            "",
            "",
            self.random.choice(words.MANDATES) if text is None else text,
        )

    def invite(self, organisation: int, *, name: str, email: str, days_ago: int) -> None:
        """Somebody who has been entered and has not answered: a name, an address, and no person."""
        invited = self.today - days_ago * DAY
        self.mandates.add(
            None,
            organisation,
            str(EnrolmentState.INVITED),
            None,
            None,
            self._link(),
            at(invited),
            at(invited + INVITATION_DAYS * DAY),
            None,
            name,
            email,
            "",
        )

    def say_yes(self, person: int, organisation: int, *, days_ago: int) -> None:
        """Somebody who has said yes, and whose mandate the organisation hasn't entered yet."""
        said = self.today - days_ago * DAY
        self.mandates.add(
            person,
            organisation,
            str(EnrolmentState.AGREED),
            None,
            None,
            self._link(),
            at(said - 3 * DAY),
            at(said + 11 * DAY),
            at(said),
            "",
            "",
            "",
        )
        self.agree(person, said, [ConsentPurpose.SHOWN])

    def agree(
        self, person: int, given: datetime.date, purposes: Sequence[str], *, ended: datetime.date | None = None
    ) -> None:
        """Consents of one day, and whether they were taken back."""
        for minute, purpose in enumerate([ConsentPurpose.REGISTER, *purposes]):
            self.consents.add(
                person,
                str(purpose),
                self._texts[purpose],
                at(given, minute),
                str(ConsentChannel.PORTAL),
                last_day(given),
                at(ended) if ended else None,
                str(ConsentEnd.WITHDRAWN) if ended else "",
            )

    def text(self, purpose: str) -> int:
        """The text of a purpose that adults agree to."""
        return int(self._texts[purpose])

    # What is drawn for each

    def _tell(
        self, person: int, body: Registered, subject: str, experience: Experience, *, is_carer: bool = False
    ) -> None:
        county = self._county(body)
        self._profile(person, county, subject, experience)
        self._agree_as_people_do(person)
        self._days(person)
        self._training(person, body.id, is_carer=is_carer or experience == Experience.CARER)

    def _mandate_days(self) -> tuple[datetime.date, datetime.date]:
        """Two years; one of twenty has run out, one of sixteen will soon."""
        random, today = self.random, self.today
        chance = random.random()
        last = today + random.randrange(70, 700) * DAY
        if chance < 0.05:
            last = today - random.randrange(5, 200) * DAY
        elif chance < 0.11:
            last = today + random.randrange(3, 60) * DAY
        return last - 729 * DAY, last

    def _experience(self, kind: str) -> Experience:
        if kind == OrganisationKind.CARER:
            return self.random.choice((Experience.CARER, Experience.CARER, Experience.BOTH))
        if kind in (OrganisationKind.BOTH, OrganisationKind.UMBRELLA):
            return self.random.choice((Experience.USER, Experience.CARER, Experience.BOTH))
        return self.random.choice((Experience.USER, Experience.USER, Experience.USER, Experience.BOTH))

    def _county(self, body: Registered) -> str:
        if body.counties:
            return self.random.choice(body.counties)
        return str(self.random.choices(list(words.COUNTIES), weights=list(words.COUNTIES.values()))[0])

    def _profile(self, person: int, county: str, subject: str, experience: Experience) -> None:
        random = self.random

        def some(chance: float, value: str) -> str:
            return value if random.random() < chance else ""

        themes = {random.choice(words.COMMON_THEMES) for _ in range(random.randint(1, 2))}
        if subject not in words.DIAGNOSES:
            themes.add(subject)
        languages = ["norsk", *(code for code, of_100 in words.LANGUAGES.items() if random.random() * 100 < of_100)]
        if random.random() < (0.16 if county in SAMI_COUNTIES else 0.01):
            languages.append("nordsamisk")
        declared = self.today - random.randrange(10, 600) * DAY if random.random() < 0.55 else None
        phone = some(0.8, f"+999{person % 100_000_000:08}")
        address = some(0.3, f"Eksempelveien {person % 90 + 1}\n0000 Tindvik")
        wanted = random.choices(list(ContactChoice), weights=(78, 18, 4))[0]
        # As the form asks: whoever wants a call has given a number.
        has_it = {ContactChoice.MAIL: True, ContactChoice.PHONE: bool(phone), ContactChoice.LETTER: bool(address)}
        self.profiles.add(
            person,
            phone,
            address,
            str(wanted if has_it[wanted] else ContactChoice.MAIL),
            some(0.72, str(random.choices(list(Gender), weights=(56, 42, 2))[0])),
            some(0.78, str(random.choices(list(AGES), weights=list(AGES.values()))[0])),
            some(0.93, str(experience)),
            sorted(themes) if random.random() < 0.92 else [],
            some(0.12, random.choice(words.NEEDS)),
            county,
            languages,
            [str(way) for way, of_100 in words.WAYS.items() if random.random() * 100 < of_100],
            random.choice((2, 4, 4, 6, 8, 10, 15, 20)) if random.random() < 0.6 else None,
            some(0.2, random.choice(words.INTERESTS)) if declared else "",
            declared,
        )

    def _agree_as_people_do(self, person: int) -> None:
        """Most for a year; some run out in 7 or 30 days, have run out, or have left."""
        random, today = self.random, self.today
        purposes = [purpose for purpose, of_100 in AGREES.items() if random.random() * 100 < of_100]
        chance = random.random()
        given = today - random.randrange(1, 330) * DAY
        ended = None
        self._answers += 1
        # By turns, so that a small set has some too: the mails before consents run out are sent on these days.
        if self._answers % 40 == 7:
            given = given_to_last_until(today + 7 * DAY)
        elif self._answers % 30 == 12:
            given = given_to_last_until(today + 30 * DAY)
        elif chance < 0.02:
            given = today - random.randrange(367, 390) * DAY
        elif chance < 0.06:
            ended = max(given, today - random.randrange(0, 25) * DAY)
        self.agree(person, given, purposes, ended=ended)

    def _days(self, person: int) -> None:
        random = self.random
        if random.random() < 0.32:
            return
        first = self.today - random.randrange(-30, 90) * DAY
        last = max(first, self.today) + random.randrange(20, 260) * DAY
        self.periods.add(person, first, last)
        if random.random() < 0.2:
            self.periods.add(person, last + 21 * DAY, last + random.randrange(40, 150) * DAY)

    def _training(self, person: int, organisation: int, *, is_carer: bool) -> None:
        random = self.random
        if random.random() < (0.6 if is_carer else 0.08):
            self.training.add(person, str(TrainingKind.CARER_MODULE), "", self._some_day(), organisation)
        if random.random() < 0.34:
            self.training.add(person, str(TrainingKind.WEB_COURSE), "", self._some_day(), None)
        if random.random() < 0.26:
            title = random.choice(words.TRAININGS)
            self.training.add(person, str(TrainingKind.OWN), title, self._some_day(), organisation)
        if random.random() < 0.06:
            self.training.add(person, str(TrainingKind.OTHER), random.choice(words.OTHER_TRAININGS), None, None)

    def _some_day(self) -> datetime.date:
        return self.today - self.random.randrange(20, 1200) * DAY

    def _link(self) -> str:
        """In the place of a link's hash: nothing hashes to it, so no link of the set opens anything."""
        self._links += 1
        return f"demonstration-{self._links}"
