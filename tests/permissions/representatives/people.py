from typing import Any

from tests import factories, register_factories
from tests.permissions.rows import CENTRE, CENTRE_DECIDES, NOT_FOUND, Row

# fmt: off
#                visitor staff leader centre contact repr. service admin machine
OWN_BY_CENTRE  = "login  404   404    200    404     403   404     404   login"
LOG_BY_CENTRE  = "login  403   403    200    404     404   404     404   login"
CENTRES_NONE   = "login  403   403    404    403     403   403     403   login"
OUTSIDE        = "login  403   403    403    200     200   403     403   login"
# fmt: on

# The things are those of consents. An empty form erases nobody.
ROWS: list[Row] = [
    Row("people:find", CENTRE, CENTRE),
    # The representative erases the own data on «Min side».
    Row("people:erase", OWN_BY_CENTRE, OWN_BY_CENTRE, on="person of own organisation"),
    Row("people:erase", CENTRE_DECIDES, CENTRE_DECIDES, on="person of the register"),
    Row("people:erase", LOG_BY_CENTRE, LOG_BY_CENTRE, on="person of the log alone"),
    # Of those on a panel alone the Centre has no list: they are for those who run it.
    Row("people:erase", NOT_FOUND, NOT_FOUND, on="person of a panel alone"),
    # Contacts, who signed an organisation up, and who was invited.
    Row("people:erase-other", CENTRE, CENTRE, on="contact by account"),
    Row("people:erase-other", CENTRE, CENTRE, on="applicant"),
    Row("people:erase-other", CENTRE, CENTRE, on="invited contact"),
    Row("people:erase-other", CENTRE, CENTRE, on="invited representative"),
    Row("people:erase-other", CENTRES_NONE, CENTRES_NONE, on="account of staff"),
    # Whoever has a role inside keeps the account.
    Row("people:erase-account", OUTSIDE, OUTSIDE),
]


class Things:
    def _contact_by_account(self, role: str) -> tuple[Any, ...]:
        return ("konto", register_factories.contact().pk)

    def _applicant(self, role: str) -> tuple[Any, ...]:
        return ("innmelding", register_factories.application().pk)

    def _invited_contact(self, role: str) -> tuple[Any, ...]:
        made = register_factories.organisation_invitation(of=register_factories.registered(), token="av-slettede")
        return ("kontaktinvitasjon", made.pk)

    def _invited_representative(self, role: str) -> tuple[Any, ...]:
        return ("representant", register_factories.invited(by=register_factories.registered()).pk)

    def _account_of_staff(self, role: str) -> tuple[Any, ...]:
        return ("konto", factories.staff().pk)
