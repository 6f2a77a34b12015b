"""The work of the demonstration accounts: what waits, what was done, and what a leader has to decide, this year.

Made by the portal's own services, as if the people had done it themselves.
"""

import datetime
from dataclasses import dataclass
from itertools import count
from typing import Any

from projects.demonstration.accounts import DemonstrationAccounts
from projects.demonstration.calendar import DAY, Calendar
from projects.demonstration.tree import OWN_DEPARTMENT
from projects.demonstration.work import SOURCE_NOTE
from projects.departments.models import Department
from projects.involvement.enums import Answer, Capacity, Degree, InvolvementState, OutcomeKind, Perspective, Phase
from projects.involvement.models import Involvement, InvolvementForm
from projects.involvement.services.confirmations import answer, ask
from projects.involvement.services.inputs import add_input, answer_input
from projects.involvement.services.log import EventData, InvolvementData, Participant, TakingPart, register
from projects.work.enums import WorkKind
from projects.work.models import CommissionSource, ExemptionReason, ProductType, WorkItem
from projects.work.services.decisions import request_exemption
from projects.work.services.items import create_work_item
from representatives.subjects.models import SubjectArea


@dataclass
class OwnWork:
    """Builds the stories of one department and its year."""

    calendar: Calendar
    accounts: DemonstrationAccounts

    def __post_init__(self) -> None:
        self.department = Department.objects.get(code=OWN_DEPARTMENT)
        self.today = self.calendar.today
        self.new_year = datetime.date(self.today.year, 1, 1)
        self._numbers = count(1)

    def days_ago(self, days: int) -> datetime.date:
        """A day of this year, however young the year is."""
        return max(self.new_year, self.today - days * DAY)

    def item(self, title: str, kind: WorkKind, subjects: list[str], **values: Any) -> WorkItem:
        return create_work_item(
            actor=self.accounts.staff,
            title=title,
            kind=kind,
            department=self.department,
            reference=f"DEMO-E{self.today.year}-{next(self._numbers):02}",
            subject_areas=SubjectArea.objects.filter(code__in=subjects),
            responsible=self.accounts.staff,
            data_source=SOURCE_NOTE,
            **values,
        )

    def assignment(self, title: str, product: str | None, due: datetime.date, **values: Any) -> WorkItem:
        values.setdefault("started_on", self.today - 260 * DAY)
        return self.item(
            title,
            WorkKind.ASSIGNMENT,
            ["psykisk helse", "rus"],
            due_on=due,
            product_type=ProductType.objects.get(code=product) if product else None,
            source=CommissionSource.objects.get(code="allocation_letter"),
            **values,
        )

    def log(
        self,
        item: WorkItem,
        day: datetime.date,
        form: str,
        phase: Phase,
        degree: Degree,
        summary: str,
        *,
        perspective: Perspective = Perspective.USER,
        users: int | None = None,
        carers: int | None = None,
        named: bool = False,
    ) -> Involvement:
        """One involvement: the representative by name, the organisation, or a counted group."""
        accounts = self.accounts
        people = (
            (Participant(accounts.representative, accounts.organisation, Capacity.REPRESENTATION),) if named else ()
        )
        organisations = (
            () if named or users or carers else (TakingPart(accounts.organisation, Capacity.REPRESENTATION),)
        )
        [involvement] = register(
            actor=accounts.staff,
            work_items=[item],
            event=EventData(
                form=InvolvementForm.objects.get(code=form),
                started_on=day,
                people=people,
                organisations=organisations,
                users_count=users,
                carers_count=carers,
                group_capacity=Capacity.INSIGHT if users or carers else Capacity.UNKNOWN,
            ),
            involvement=InvolvementData(phases=[phase], degree=degree, perspective=perspective, summary=summary),
        )
        return involvement


def build_own_work(*, calendar: Calendar, accounts: DemonstrationAccounts) -> None:
    """Write all of it."""
    own = OwnWork(calendar, accounts)
    _near_the_deadline(own)
    _with_draft(own)
    _with_unanswered_inputs(own)
    _done_well(own)
    _standing_tasks(own)
    _to_be_decided(own)
    _restricted(own)


def _near_the_deadline(own: OwnWork) -> None:
    """Two assignments with nobody involved, due soon."""
    own.assignment("Veileder om overganger mellom døgnbehandling og kommune", "guide", own.today + 23 * DAY)
    own.assignment("Utredning av pårørendes plass i ettervernet", "investigation", own.today + 58 * DAY)


def _with_draft(own: OwnWork) -> None:
    """An assignment whose only involvement is a draft of fortnight ago."""
    item = own.assignment("Utredning av lavterskeltilbud for unge", "investigation", own.today + 75 * DAY)
    draft = own.log(
        item,
        own.today - 14 * DAY,
        "dialogue_meeting",
        Phase.INVESTIGATION,
        Degree.CONSULTATION,
        "Ungdom fra tre kommuner fortalte hva som gjør det lett å ta kontakt.",
        users=11,
    )
    # The services only lead forward from here: a draft is what a form keeps before it is registered.
    Involvement.objects.filter(pk=draft.pk).update(state=InvolvementState.DRAFT)


def _with_unanswered_inputs(own: OwnWork) -> None:
    """An assignment in good hands, but two inputs have waited for an answer."""
    accounts = own.accounts
    item = own.assignment("Nasjonale faglige råd om samvalg i psykisk helsevern", "advice", own.today + 130 * DAY)
    group = own.log(
        item,
        own.today - 60 * DAY,
        "working_group",
        Phase.DRAFTING,
        Degree.EQUAL_MEMBER,
        "Gruppen gikk gjennom første utkast.",
        perspective=Perspective.BOTH,
        named=True,
    )
    own.log(
        item,
        own.today - 190 * DAY,
        "user_panel",
        Phase.INVESTIGATION,
        Degree.CONSULTATION,
        "Panelet fortalte hva et godt samvalg er for dem.",
        users=9,
        carers=3,
        perspective=Perspective.BOTH,
    )
    ask(actor=accounts.staff, involvement=group, person=accounts.representative)
    for text in (
        "Rådene må si hva som skjer når pasient og behandler ikke blir enige.",
        "Samvalg må tilbys også første uke etter innleggelse.",
    ):
        add_input(
            actor=accounts.staff,
            involvement=group,
            text=text,
            given_on=own.today - 40 * DAY,
            given_by=accounts.representative,
            given_for=accounts.organisation,
        )


def _done_well(own: OwnWork) -> None:
    """Completed this year: early, equal, confirmed, and every input answered."""
    accounts = own.accounts
    completed = own.days_ago(20)
    item = own.assignment(
        "Nasjonale faglige råd om ettervern",
        "advice",
        completed,
        completed_on=completed,
        started_on=completed - 320 * DAY,
    )
    early = own.log(
        item,
        completed - 300 * DAY,
        "project_group",
        Phase.MANDATE,
        Degree.EQUAL_MEMBER,
        "Mandatet ble skrevet sammen.",
        perspective=Perspective.BOTH,
        named=True,
    )
    own.log(
        item,
        completed - 120 * DAY,
        "project_group",
        Phase.DRAFTING,
        Degree.EQUAL_MEMBER,
        "Kapitlet om bolig er skrevet om.",
        perspective=Perspective.BOTH,
        named=True,
    )
    answer(
        confirmation=ask(actor=accounts.staff, involvement=early, person=accounts.representative),
        given=Answer.YES,
        comment="Vi var med fra første dag.",
    )
    given = add_input(
        actor=accounts.staff,
        involvement=early,
        text="Begynn planen for ettervern ved innleggelse, ikke ved utskriving.",
        given_on=completed - 300 * DAY,
        given_by=accounts.representative,
        given_for=accounts.organisation,
    )
    answer_input(
        actor=accounts.staff,
        given=given,
        expected_version=given.version,
        outcome=OutcomeKind.FOLLOWED,
        reason="Er nå det første rådet.",
    )


def _standing_tasks(own: OwnWork) -> None:
    """Two standing tasks: one with nobody involved yet this year, one with a council that met."""
    first = own.calendar.first_day
    own.item(
        "Veiledning til kommunene om oppfølging etter utskriving",
        WorkKind.STANDING_TASK,
        ["psykisk helse"],
        started_on=first,
        started_on_precision="year",
    )
    council = own.item(
        "Sekretariat for brukerrådet for psykisk helse og rus",
        WorkKind.STANDING_TASK,
        ["psykisk helse", "rus"],
        started_on=first,
        started_on_precision="year",
    )
    for year in own.calendar.years:
        own.log(
            council,
            min(own.today, datetime.date(year, 1, 20)),
            "user_council",
            Phase.PLANNING,
            Degree.USER_LED,
            "Rådet satte opp årets saker.",
            users=8,
            carers=2,
            perspective=Perspective.BOTH,
        )


def _to_be_decided(own: OwnWork) -> None:
    """Two exemptions that the leader must decide; both count less than the share until then."""
    accounts, year = own.accounts, own.today.year
    completed = own.days_ago(30)
    internal = own.assignment(
        "Rutine for saksbehandling i avdelingen",
        "other",
        completed,
        completed_on=completed,
        started_on=completed - 60 * DAY,
    )
    confidential = own.assignment(
        "Innspill til statsbudsjettet om rustiltak",
        None,
        completed,
        completed_on=completed,
        started_on=completed - 45 * DAY,
    )
    for item, reason, text in (
        (internal, "purely_internal", "Gjelder bare arbeidsmåter i avdelingen."),
        (confidential, "confidential", "Innspillet er unntatt offentlighet til budsjettet er lagt fram."),
    ):
        request_exemption(
            actor=accounts.staff,
            work_item=item,
            year=year,
            reason=ExemptionReason.objects.get(code=reason),
            reason_text=text,
        )


def _restricted(own: OwnWork) -> None:
    """An assignment that only its team and the leaders may open."""
    item = own.assignment("Tilsyn med et behandlingstilbud (skjermet)", None, own.today + 90 * DAY, restricted=True)
    item.team.add(own.accounts.staff)
