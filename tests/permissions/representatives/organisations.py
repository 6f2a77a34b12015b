from typing import Any

from django.utils import timezone

from representatives.organisations.models import Organisation
from tests import register_factories
from tests.permissions.rows import CENTRE, CENTRE_DECIDES, EVERYBODY, Row

# fmt: off
#                 visitor staff leader centre contact repr. service admin machine
LISTED         = "login   200   200    200    200     403   403     403   login"
READ           = "login   200   200    200    200     404   404     404   login"
READ_OF_OTHERS = "login   200   200    200    404     404   404     404   login"
OWN_OR_CENTRE  = "login   403   403    200    200     404   404     404   login"
CENTRES        = "login   403   403    200    403     404   404     404   login"
CENTRES_OTHERS = "login   403   403    200    404     404   404     404   login"
# What is closed, or not in the register, is changed by the Centre alone, or by nobody.
NOBODYS        = "login   403   403    403    404     404   404     404   login"
CENTRE_ASKS    = "login   403   403    405    403     404   404     404   login"
CENTRE_ASKED   = "login   403   403    away   403     404   404     404   login"
CENTRE_PRESSES = "login   404   404    405    404     404   404     404   login"
CENTRE_PRESSED = "login   404   404    away   404     404   404     404   login"
OWN_PRESSES    = "login   404   404    405    405     404   404     404   login"
OWN_PRESSED    = "login   404   404    away   away    404   404     404   login"
GONE           = "410     410   410    410    410     410   410     410   410"
NOT_INVITED    = "200     403   403    403    403     403   403     403   200"
TO_FIRST_STEP  = "away    away  away   away   away    away  away    away  away"
# fmt: on

ROWS: list[Row] = [
    # Signing up: for anybody.
    Row("organisations:register", EVERYBODY, EVERYBODY),
    Row("organisations:register-facts", TO_FIRST_STEP, EVERYBODY),
    Row("organisations:registered", EVERYBODY),
    Row("organisations:mend", EVERYBODY, EVERYBODY, on="returned application"),
    Row("organisations:mend", GONE, GONE, on="unknown application"),
    # Only a visitor makes an account by it; who is signed in as somebody else is told so.
    Row("organisations:invitation", EVERYBODY, NOT_INVITED, on="open contact invitation"),
    Row("organisations:invitation", GONE, GONE, on="unknown application"),
    Row("organisations:invitation", GONE, GONE, on="withdrawn contact invitation"),
    # The Centre answers.
    Row("organisations:applications", CENTRE),
    Row("organisations:application", CENTRE_DECIDES, CENTRE_DECIDES, on="application that waits"),
    Row("organisations:look-up-application", CENTRE_PRESSES, CENTRE_PRESSED, on="application that waits"),
    Row("organisations:renew-link", CENTRE_PRESSES, CENTRE_PRESSED, on="application that was returned"),
    # The register.
    Row("organisations:list", LISTED),
    Row("organisations:detail", READ, on="own organisation"),
    Row("organisations:detail", READ_OF_OTHERS, on="other organisation"),
    Row("organisations:detail", READ_OF_OTHERS, on="organisation of the log"),
    Row("organisations:history", CENTRES, on="own organisation"),
    Row("organisations:edit", OWN_OR_CENTRE, OWN_OR_CENTRE, on="own organisation"),
    Row("organisations:edit", CENTRES_OTHERS, CENTRES_OTHERS, on="other organisation"),
    Row("organisations:edit", CENTRES_OTHERS, CENTRES_OTHERS, on="organisation of the log"),
    Row("organisations:edit", NOBODYS, NOBODYS, on="closed organisation"),
    Row("organisations:confirm", OWN_OR_CENTRE, OWN_OR_CENTRE, on="own organisation"),
    Row("organisations:confirm", CENTRES_OTHERS, CENTRES_OTHERS, on="other organisation"),
    Row("organisations:confirm", NOBODYS, NOBODYS, on="organisation of the log"),
    Row("organisations:close", CENTRES, CENTRES, on="own organisation"),
    Row("organisations:look-up", CENTRE_ASKS, CENTRE_ASKED, on="own organisation"),
    # Contacts.
    Row("organisations:invite", OWN_OR_CENTRE, OWN_OR_CENTRE, on="own organisation"),
    Row("organisations:invite", CENTRES_OTHERS, CENTRES_OTHERS, on="other organisation"),
    Row("organisations:invite", NOBODYS, NOBODYS, on="organisation of the log"),
    Row("organisations:end-contact", OWN_PRESSES, OWN_PRESSED, on="contact of own organisation"),
    Row("organisations:end-contact", CENTRE_PRESSES, CENTRE_PRESSED, on="contact of other organisation"),
    Row("organisations:renew", OWN_PRESSES, OWN_PRESSED, on="invitation to own organisation"),
    Row("organisations:renew", CENTRE_PRESSES, CENTRE_PRESSED, on="invitation to other organisation"),
    Row("organisations:withdraw", OWN_PRESSES, OWN_PRESSED, on="invitation to own organisation"),
    Row("organisations:withdraw", CENTRE_PRESSES, CENTRE_PRESSED, on="invitation to other organisation"),
    # By the scope register:read alone.
    Row("api-organisations", "401     401   401    401    401     401   401     401   403"),
]


class Things:
    organisation: Organisation

    def _own_organisation(self, role: str) -> tuple[Any, ...]:
        return (self.organisation.pk,)

    def _other_organisation(self, role: str) -> tuple[Any, ...]:
        # Asked for anew by each role: what a row makes is undone after it.
        return (register_factories.registered().pk,)

    def _organisation_of_the_log(self, role: str) -> tuple[Any, ...]:
        return (register_factories.registered(registered_on=None, confirmed_on=None).pk,)

    def _closed_organisation(self, role: str) -> tuple[Any, ...]:
        return (register_factories.registered(closed_on=timezone.localdate()).pk,)

    def _application_that_waits(self, role: str) -> tuple[Any, ...]:
        return (register_factories.application().pk,)

    def _application_that_was_returned(self, role: str) -> tuple[Any, ...]:
        return (register_factories.returned().pk,)

    def _returned_application(self, role: str) -> tuple[Any, ...]:
        register_factories.returned(token="sendt-tilbake")
        return ("sendt-tilbake",)

    def _unknown_application(self, role: str) -> tuple[Any, ...]:
        return ("finnes-ikke",)

    def _open_contact_invitation(self, role: str) -> tuple[Any, ...]:
        register_factories.organisation_invitation(of=self.organisation, token="apen-kontakt")
        return ("apen-kontakt",)

    def _withdrawn_contact_invitation(self, role: str) -> tuple[Any, ...]:
        register_factories.organisation_invitation(
            of=self.organisation, token="trukket-kontakt", withdrawn_at=timezone.now()
        )
        return ("trukket-kontakt",)

    def _contact_of_own_organisation(self, role: str) -> tuple[Any, ...]:
        account = register_factories.contact(of=self.organisation)
        return (account.contact_for.get().pk,)

    def _contact_of_other_organisation(self, role: str) -> tuple[Any, ...]:
        return (register_factories.contact().contact_for.get().pk,)

    def _invitation_to_own_organisation(self, role: str) -> tuple[Any, ...]:
        return (register_factories.organisation_invitation(of=self.organisation).pk,)

    def _invitation_to_other_organisation(self, role: str) -> tuple[Any, ...]:
        return (register_factories.organisation_invitation(of=register_factories.registered()).pk,)
