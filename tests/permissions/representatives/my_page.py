import datetime
from typing import Any

from django.utils import timezone

from medvirkning import audit
from representatives.profiles.models import TrainingRecord
from tests import register_factories
from tests.permissions.rows import Row

# fmt: off
#                visitor staff leader centre contact repr. service admin machine
OWN_PAGE       = "login  403   403    403    403     200   403     403   login"
PRESS_ONLY     = "login  403   403    403    403     405   403     403   login"
PRESSED        = "login  403   403    403    403     away  403     403   login"
NO_PURPOSE     = "login  403   403    403    403     404   403     403   login"
# fmt: on

# An empty form erases nobody and withdraws what the address names; what a row does is undone after it.
ROWS: list[Row] = [
    *(
        Row(f"my_page:{name}", OWN_PAGE, OWN_PAGE)
        for name in ("contact", "about", "taking-part", "interests", "availability", "training", "erase")
    ),
    *(Row(f"my_page:{name}", OWN_PAGE) for name in ("home", "looks", "data", "json", "html")),
    Row("my_page:renew", PRESS_ONLY, PRESSED),
    Row("my_page:agree", PRESS_ONLY, PRESSED, on="purpose"),
    Row("my_page:agree", PRESS_ONLY, NO_PURPOSE, on="unknown purpose"),
    Row("my_page:withdraw", PRESS_ONLY, PRESSED, on="purpose"),
    Row("my_page:withdraw", PRESS_ONLY, NO_PURPOSE, on="unknown purpose"),
    Row("my_page:remove", PRESS_ONLY, PRESSED, on="told"),
    Row("my_page:remove", PRESS_ONLY, NO_PURPOSE, on="not to remove"),
    *(
        row
        for name, thing in (("end-period", "period"), ("remove-period", "period"), ("remove-training", "training"))
        for row in (
            Row(f"my_page:{name}", PRESS_ONLY, PRESSED, on=f"own {thing}"),
            Row(f"my_page:{name}", NO_PURPOSE, NO_PURPOSE, on=f"{thing} of another"),
        )
    ),
]


class Things:
    account: Any

    def _purpose(self, role: str) -> tuple[Any, ...]:
        return ("shown",)

    def _unknown_purpose(self, role: str) -> tuple[Any, ...]:
        return ("annet",)

    def _told(self, role: str) -> tuple[Any, ...]:
        return ("themes",)

    def _not_to_remove(self, role: str) -> tuple[Any, ...]:
        return ("interests_declared_on",)

    def _period_of(self, person: Any) -> tuple[Any, ...]:
        day = timezone.localdate() + datetime.timedelta(days=700)
        return (register_factories.available(who=person, first=day, last=day).pk,)

    def _own_period(self, role: str) -> tuple[Any, ...]:
        return self._period_of(self.account("representative").person)

    def _period_of_another(self, role: str) -> tuple[Any, ...]:
        return self._period_of(register_factories.person())

    def _training_of(self, person: Any) -> tuple[Any, ...]:
        with audit.context(command="test"):
            return (TrainingRecord.objects.create(person=person, kind="web_course").pk,)

    def _own_training(self, role: str) -> tuple[Any, ...]:
        return self._training_of(self.account("representative").person)

    def _training_of_another(self, role: str) -> tuple[Any, ...]:
        return self._training_of(register_factories.person())
