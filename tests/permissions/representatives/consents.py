from typing import Any

from representatives.consents.services import text_for
from tests import factories, register_factories
from tests.permissions.rows import CENTRE, CENTRE_DECIDES, Row

# fmt: off
#                visitor staff leader centre contact repr. service admin machine
ONLY_CENTRE    = "login  403   403    404    403     403   403     403   login"
NOBODYS        = "login  404   404    404    404     404   404     404   login"
# fmt: on

ROWS: list[Row] = [
    Row("consents:texts", CENTRE),
    Row("consents:text", CENTRE, on="consent text"),
    Row("consents:publish", CENTRE, CENTRE, on="text to write"),
    Row("consents:publish", ONLY_CENTRE, ONLY_CENTRE, on="text that nobody reads"),
    # Neither staff who read a name in the log nor the person may tell the keys of the register apart.
    Row("consents:person", CENTRE_DECIDES, CENTRE_DECIDES, on="person of own organisation"),
    Row("consents:person", CENTRE_DECIDES, CENTRE_DECIDES, on="person of the register"),
    Row("consents:person", CENTRE_DECIDES, CENTRE_DECIDES, on="person of the log"),
    # Keys of people who were never entered tell nothing: named in the log alone, or on a panel alone.
    Row("consents:person", NOBODYS, NOBODYS, on="person of the log alone"),
    Row("consents:person", NOBODYS, NOBODYS, on="person of a panel alone"),
    Row("consents:left", CENTRE),
]


def _entered(**values: Any) -> Any:
    """Somebody of the register, by a mandate."""
    made = register_factories.person(**values)
    register_factories.representative(who=made)
    return made


class Things:
    account: Any

    def _consent_text(self, role: str) -> tuple[Any, ...]:
        return (text_for("register").pk,)

    def _text_to_write(self, role: str) -> tuple[Any, ...]:
        return ("story", "young")

    def _text_that_nobody_reads(self, role: str) -> tuple[Any, ...]:
        return ("story", "guardian")

    def _person_of_own_organisation(self, role: str) -> tuple[Any, ...]:
        return (self.account("representative").person.pk,)

    def _person_of_the_register(self, role: str) -> tuple[Any, ...]:
        return (_entered().pk,)

    def _person_of_the_log(self, role: str) -> tuple[Any, ...]:
        return (_entered(in_log=True).pk,)

    def _person_of_the_log_alone(self, role: str) -> tuple[Any, ...]:
        return (factories.person().pk,)

    def _person_of_a_panel_alone(self, role: str) -> tuple[Any, ...]:
        made = register_factories.person()
        register_factories.member(of=register_factories.panel(), who=made)
        return (made.pk,)
