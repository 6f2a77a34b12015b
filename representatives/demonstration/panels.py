"""The fictitious panels of the directorate, of the demonstration account's organisation and of other bodies.

Those of other bodies are entered without members: who they are is for those bodies alone.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from representatives.consents.enums import Audience, ConsentChannel, ConsentPurpose
from representatives.consents.models import Consent, GuardianRequest
from representatives.consents.services import last_day, text_for
from representatives.demonstration import words
from representatives.demonstration.days import DAY, at
from representatives.demonstration.organisations import Registered
from representatives.geography.enums import County
from representatives.organisations.enums import OrganisationKind
from representatives.organisations.models import Organisation
from representatives.panels.enums import MeetingState, MemberState, PanelKind, Pay
from representatives.panels.models import Panel, PanelManager, PanelMeeting, PanelMember
from representatives.people.models import Person
from representatives.subjects.models import SubjectArea

# People of the panels beside those that the organisations have entered.
SEATS = {"experience": 7, "carers": 6, "young": 6, "own": 5}
MEMBERS = sum(SEATS.values())


@dataclass
class Panels:
    """Writes the panels, few as they are, row by row."""

    today: datetime.date
    random: Random
    address: str
    make_name: Callable[[Random], str]
    make_account: Callable[[str, Role], User]
    staff: User
    contact: User

    def __post_init__(self) -> None:
        self._links = 0

    def build(self, *, own: Organisation, bodies: list[Registered]) -> None:
        started = self.today - 500 * DAY
        experience = self._panel(
            "Erfaringspanelet for psykisk helse og rus (oppdiktet)",
            PanelKind.EXPERIENCE,
            ["psykisk helse", "rus"],
            mandate="Leser utkast og sier fra om hva som mangler. Møtes fire ganger i året.",
            seats=8,
            pay=Pay.BY_RATES,
            started_on=started,
        )
        carers = self._panel(
            "Brukerpanelet for pårørende (oppdiktet)",
            PanelKind.USER,
            ["pårørende"],
            mandate="Gir råd om hva pårørende trenger når tjenestene endres.",
            seats=8,
            pay=Pay.BY_RATES,
            started_on=started,
        )
        young = self._panel(
            "Ungdomspanelet (oppdiktet)",
            PanelKind.YOUTH,
            ["barn og unge"],
            mandate="Unge mellom 13 og 20 år sier hva de mener om tjenestene.",
            youngest=13,
            oldest=20,
            seats=10,
            pay=Pay.BY_RATES,
            started_on=started,
            recruits_from=self.today - 10 * DAY,
            recruits_to=self.today + 35 * DAY,
            recruitment_text="Vil du være med? Du trenger ikke kunne noe fra før. Vi møtes på nett.",
        )
        council = self._panel(
            "Brukerrådet i Nærlys (oppdiktet)",
            PanelKind.USER_COUNCIL,
            ["psykisk helse"],
            owner=own,
            mandate="Gir styret råd før hvert styremøte.",
            seats=6,
            pay=Pay.NONE,
            started_on=started,
        )
        for panel, seats in ((experience, "experience"), (carers, "carers"), (council, "own")):
            for _ in range(SEATS[seats]):
                self._member(panel, Audience.PANEL)
            self._meetings(panel, most=SEATS[seats], of_carers=panel == carers)
        self._young_people(young)
        self._meetings(young, most=SEATS["young"])
        for panel, account in ((experience, self.staff), (young, self.staff), (council, self.contact)):
            PanelManager.objects.create(panel=panel, user=account, valid_from=started)
        self._of_other_bodies([body for body in bodies if body.kind == OrganisationKind.PUBLIC_BODY and body.is_open])

    def _of_other_bodies(self, bodies: list[Registered]) -> None:
        for place, kind in enumerate((PanelKind.USER, PanelKind.YOUTH)):
            name = f"{kind.label} ved helseforetaket i Tindvik (oppdiktet)"
            owner = Organisation.objects.get(pk=bodies[place % len(bodies)].id) if bodies else None
            self._panel(name, kind, ["psykisk helse"], owner=owner, has_members=False, county=County.TROMS)

    def _panel(self, name: str, kind: PanelKind, subjects: list[str], **values: Any) -> Panel:
        made = Panel.objects.create(name=name, kind=kind, term_months=24, **values)
        made.subject_areas.set(SubjectArea.objects.filter(code__in=subjects))
        return made

    def _young_people(self, panel: Panel) -> None:
        """Three below the age limit: a guardian has agreed for two, and has been asked for the third."""
        for place in range(SEATS["young"]):
            minor = place < 3
            birth_year = self.today.year - (14 if minor else 18)
            if not minor:
                self._member(panel, Audience.YOUNG, birth_year=birth_year)
            else:
                self._minor(panel, birth_year, has_agreed=place < 2)

    def _minor(self, panel: Panel, birth_year: int, *, has_agreed: bool) -> None:
        asked = self.today - (120 if has_agreed else 4) * DAY
        member = self._member(
            panel,
            Audience.YOUNG,
            birth_year=birth_year,
            state=MemberState.MEMBER if has_agreed else MemberState.AWAITING_GUARDIAN,
            consents=False,
        )
        person = member.person
        if person is None:
            raise LookupError("A member has a person.")
        family = person.name.rsplit(maxsplit=1)[-1]
        request = GuardianRequest.objects.create(
            person=person,
            name=f"Solveig {family}",
            email=f"foresatt-{member.pk}@{self.address}",
            token_hash=self._link(),
            expires_at=at(asked + 14 * DAY),
            accepted_at=at(asked + 2 * DAY) if has_agreed else None,
            answered_at=at(asked + 2 * DAY) if has_agreed else None,
            agreed=True if has_agreed else None,
        )
        member.guardian_request = request
        member.save(update_fields=["guardian_request"])
        if has_agreed:
            self._agree(person, Audience.GUARDIAN, asked + 2 * DAY, guardian=request)

    def _member(
        self,
        panel: Panel,
        audience: Audience,
        *,
        birth_year: int | None = None,
        state: MemberState = MemberState.MEMBER,
        consents: bool = True,
    ) -> PanelMember:
        user = self.make_account(self.make_name(self.random), Role.REPRESENTATIVE)
        person = Person.objects.create(name=user.name, user=user, is_in_log=False)
        joined = self.today - self.random.randrange(60, 300) * DAY
        if consents:
            self._agree(person, audience, joined)
        return PanelMember.objects.create(
            panel=panel,
            person=person,
            birth_year=birth_year,
            state=state,
            valid_from=joined if state == MemberState.MEMBER else None,
            valid_to=joined + 730 * DAY if state == MemberState.MEMBER else None,
            token_hash=self._link(),
            expires_at=at(joined),
            accepted_at=at(joined),
            accepted_by=user,
        )

    def _agree(self, person: Person, audience: Audience, given: datetime.date, **values: Any) -> None:
        Consent.objects.create(
            person=person,
            purpose=ConsentPurpose.REGISTER,
            text=text_for(ConsentPurpose.REGISTER, audience),
            given_at=at(given),
            channel=ConsentChannel.LINK,
            expires_on=last_day(given),
            **values,
        )

    def _meetings(self, panel: Panel, *, most: int, of_carers: bool = False) -> None:
        """Two that were held, and the next one. No more come than sit there; to a panel of carers come carers."""
        for days, title in zip((-210, -95, 24), words.PANEL_TITLES, strict=True):
            held = days < 0
            came = self.random.randint(min(4, most), most) if held else None
            PanelMeeting.objects.create(
                panel=panel,
                title=title,
                held_on=self.today + days * DAY,
                starts_at=datetime.time(17),
                place="Videomøte",
                agenda="Velkommen. Saken. Hva skjer videre?",
                state=MeetingState.HELD if held else MeetingState.PLANNED,
                users_count=None if of_carers else came,
                carers_count=came if of_carers else None,
                summary="Panelet ville ha kortere tekst og ett telefonnummer." if held else "",
            )

    def _link(self) -> str:
        self._links += 1
        return f"demonstration-panel-{self._links}"
