"""The rows of the rooms of the register, and the things they are about: a module for each room."""

from functools import cached_property
from typing import Any

from tests import register_factories
from tests.permissions.representatives import (
    consents,
    enrolments,
    finding,
    grants,
    my_page,
    organisations,
    panels,
    people,
)
from tests.permissions.rows import Row

AREAS: dict[str, list[Row]] = {
    "Register: organisations": organisations.ROWS,
    "Register: people of organisations": enrolments.ROWS,
    "Register: erasing on request": people.ROWS,
    "Register: consents": consents.ROWS,
    "Register: my page": my_page.ROWS,
    "Register: panels": panels.ROWS,
    "Register: finding people": finding.ROWS,
    "Register: grants": grants.ROWS,
}


class Things(
    organisations.Things,
    enrolments.Things,
    consents.Things,
    my_page.Things,
    panels.Things,
    finding.Things,
    grants.Things,
    people.Things,
):
    """What addresses of the register are about: `organisation`, which the contact's account acts for, and what each
    room adds.
    """

    @cached_property
    def organisation(self) -> Any:
        return register_factories.registered()
