"""The demonstration accounts: one for each role, all with one password (contracts, «Demonstration accounts»)."""

from dataclasses import dataclass

from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.accounts.services import create_user, grant_role
from projects.demonstration.calendar import DAY
from projects.demonstration.people import ADDRESS
from projects.demonstration.tree import CENTRE_DEPARTMENT, OPENED, OWN_DEPARTMENT, Unit
from projects.departments.enums import MemberRole
from projects.departments.models import Department
from projects.departments.services import add_member
from representatives.geography.enums import County
from representatives.organisations.enums import OrganisationKind, RegistryState
from representatives.organisations.models import Organisation
from representatives.people.models import Affiliation, Person
from representatives.subjects.models import SubjectArea

ORGANISATION_NAME = "Brukerforeningen Nærlys for psykisk helse og rus"
# Before the series that the other organisations are numbered from, and as little given out.
ORGANISATION_NUMBER = "100000008"


@dataclass(frozen=True)
class DemonstrationAccounts:
    """Whom the set's own stories are about."""

    staff: User
    leader: User
    centre: User
    organisation: Organisation
    contact_user: User
    representative: Person


def create_accounts(*, password: str, units: list[Unit]) -> DemonstrationAccounts:
    """Make the seven accounts. The representative is a person whom the log names, too."""

    def account(mailbox: str, name: str, *roles: Role) -> User:
        user = create_user(actor=None, email=f"{mailbox}@{ADDRESS}", name=name, password=password)
        for role in roles:
            grant_role(actor=None, user=user, role=role, valid_from=OPENED)
        return user

    by_code = {unit.code: unit.id for unit in units}
    own, centre_department = (Department.objects.get(pk=by_code[code]) for code in (OWN_DEPARTMENT, CENTRE_DEPARTMENT))
    staff = account("ansatt", "Kari Lyngvang")
    leader = account("leder", "Håkon Ospedalen")
    centre = account("senter", "Siri Glimås", Role.CENTRE)
    account("admin", "Vegard Stentun", Role.ADMINISTRATOR)
    add_member(actor=None, user=staff, department=own, valid_from=OPENED)
    add_member(actor=None, user=leader, department=own, role=MemberRole.LEADER, valid_from=OPENED)
    add_member(actor=None, user=centre, department=centre_department, valid_from=OPENED)
    contact_user = account("organisasjon", "Randi Solvoll", Role.ORGANISATION_CONTACT)
    representative_user = account("representant", "Jonas Tranevik", Role.REPRESENTATIVE)
    account("tjeneste", "Bente Fjærhaugen", Role.SERVICE_LEADER)

    organisation = Organisation.objects.create(
        name=ORGANISATION_NAME,
        kind=OrganisationKind.USER,
        organisation_number=ORGANISATION_NUMBER,
        about="Vi er brukere av tjenester for psykisk helse og rus i Troms, og sier fra når de ikke henger sammen.",
        counties=[County.TROMS],
        registered_on=OPENED,
        confirmed_on=timezone.localdate() - 100 * DAY,
        registry_state=RegistryState.ACTIVE,
        registry_checked_at=timezone.now(),
    )
    organisation.subject_areas.set(SubjectArea.objects.filter(code__in=["psykisk helse", "rus"]))
    # The log names whom the stories are about. Contacts and leaders of services act here, and take part in nothing.
    representative = Person.objects.create(name=representative_user.name, user=representative_user, is_in_log=True)
    Affiliation.objects.create(person=representative, organisation=organisation, valid_from=OPENED)
    return DemonstrationAccounts(staff, leader, centre, organisation, contact_user, representative)
