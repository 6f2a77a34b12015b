"""The fictitious grants: three schemes with their rules by version, and four years of grants."""

import datetime
from random import Random

from representatives.demonstration import words
from representatives.demonstration.days import DAY
from representatives.demonstration.organisations import Registered
from representatives.geography.enums import County
from representatives.grants.enums import RecipientKind, RequirementState
from representatives.grants.models import Grant, GrantScheme, SchemeRules

ORGANISATIONS_A_YEAR, MUNICIPALITIES_A_YEAR, YEARS = 10, 6, 4
PLACES = ("Askevik", "Fjordlia", "Granheim", "Solvær", "Storelv", "Tindvik", "Ytterøra")
STATES = {RequirementState.MET: 68, RequirementState.PARTLY: 14, RequirementState.NOT_MET: 8}
NOT_JUDGED = 10


def build(*, today: datetime.date, random: Random, own: int, bodies: list[Registered]) -> None:
    """The demonstration account's organisation has a grant every year; the last but one met the rules partly."""
    first_year = today.year - YEARS + 1
    organisations = [body.id for body in bodies if body.is_open][:40]
    grants: list[Grant] = []
    for place, (code, name, about, requirements) in enumerate(words.SCHEMES):
        scheme = GrantScheme.objects.create(code=code, name=name, about=about)
        rules = [
            SchemeRules.objects.create(
                scheme=scheme, number=number, first_year=first_year + 2 * (number - 1), requirement=requirement
            )
            for number, requirement in enumerate(requirements, start=1)
        ]
        for year in range(first_year, today.year + 1):
            in_force = next(one for one in reversed(rules) if one.first_year <= year)
            to_municipalities = place == len(words.SCHEMES) - 1
            chosen = random.sample(organisations, min(ORGANISATIONS_A_YEAR, len(organisations)))
            recipients = random.sample(PLACES, MUNICIPALITIES_A_YEAR) if to_municipalities else chosen
            if place == 0:
                recipients = [own, *recipients]
            for recipient in recipients:
                state = _state(random, year, today, asks=bool(in_force.requirement))
                if recipient == own:
                    state = RequirementState.PARTLY if year == today.year - 2 else RequirementState.MET
                    state = RequirementState.UNKNOWN if year == today.year else state
                grants.append(_grant(scheme, in_force, year, recipient, state, today, random))
    Grant.objects.bulk_create(grants)


def _state(random: Random, year: int, today: datetime.date, *, asks: bool) -> RequirementState:
    if year == today.year or not asks or random.random() * 100 < NOT_JUDGED:
        return RequirementState.UNKNOWN
    return random.choices(list(STATES), weights=list(STATES.values()))[0]


def _grant(
    scheme: GrantScheme,
    rules: SchemeRules,
    year: int,
    recipient: int | str,
    state: RequirementState,
    today: datetime.date,
    random: Random,
) -> Grant:
    due = datetime.date(year + 1, 4, 1)
    reported = state != RequirementState.UNKNOWN
    is_organisation = isinstance(recipient, int)
    return Grant(
        scheme=scheme,
        rules=rules,
        year=year,
        recipient_kind=RecipientKind.ORGANISATION if is_organisation else RecipientKind.MUNICIPALITY,
        organisation_id=recipient if is_organisation else None,
        # Numbers of a county that no municipality in it has.
        municipality_number="" if isinstance(recipient, int) else f"{County.TROMS.value}9{PLACES.index(recipient)}",
        municipality_name="" if is_organisation else str(recipient),
        amount=random.randrange(8, 160) * 25_000,
        report_due_on=due,
        report_received_on=min(today, due - random.randrange(0, 30) * DAY) if reported else None,
        report=random.choice(words.REPORTS) if reported else "",
        requirement_state=state,
        requirement_reason=random.choice(words.UNMET)
        if state in (RequirementState.PARTLY, RequirementState.NOT_MET)
        else "",
    )
