"""Writing grants, schemes and rules: who may, what is refused and in which words."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import NotAllowedError
from representatives.grants import services
from representatives.grants.enums import RecipientKind, ReportState, RequirementState
from representatives.grants.models import Grant, GrantScheme
from representatives.grants.querysets import grants_for
from representatives.grants.services import GrantFacts, GrantRefusedError, SchemeFacts
from tests import factories, register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]
YEAR = timezone.localdate().year


@pytest.fixture
def centre() -> User:
    return factories.centre()


def to_organisation(**values: Any) -> GrantFacts:
    facts: dict[str, Any] = {"year": YEAR, "recipient_kind": RecipientKind.ORGANISATION, "amount": 250_000}
    return GrantFacts(**{**facts, "organisation": register_factories.registered(), **values})


def to_municipality(**values: Any) -> GrantFacts:
    facts: dict[str, Any] = {"year": YEAR, "recipient_kind": RecipientKind.MUNICIPALITY, "amount": 400_000}
    return GrantFacts(**{**facts, "municipality_number": "5501", "municipality_name": "Tromsø", **values})


def test_a_grant_rests_on_the_rules_of_its_year(centre: User) -> None:
    scheme = register_factories.scheme(rules_from=2020)
    services.add_rules(actor=centre, scheme=scheme, first_year=YEAR, requirement="Nytt krav")

    old = services.make_grant(actor=centre, scheme=scheme, facts=to_organisation(year=YEAR - 1))
    new = services.make_grant(actor=centre, scheme=scheme, facts=to_municipality())

    assert old.rules is not None
    assert (old.rules.number, new.requirement, new.recipient) == (1, "Nytt krav", "Tromsø")


def test_a_grant_before_any_rules_has_no_requirement(centre: User) -> None:
    scheme = register_factories.scheme(rules_from=YEAR)
    grant = services.make_grant(actor=centre, scheme=scheme, facts=to_organisation(year=YEAR - 1))
    assert (grant.rules, grant.requirement) == (None, "")


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        ({"year": 1889}, "year", "Skriv et år fra 1990"),
        ({"year": YEAR + 2}, "year", "Skriv et år fra 1990"),
        ({"amount": 0}, "amount", "minst 1 krone"),
        ({"amount": 10**14}, "amount", "13 siffer"),
        ({"organisation": None}, "organisation", "Velg organisasjonen"),
    ],
)
def test_what_is_refused_of_a_grant(centre: User, facts: dict[str, Any], field: str, says: str) -> None:
    scheme = register_factories.scheme()
    with pytest.raises(GrantRefusedError, match=says) as refusal:
        services.make_grant(actor=centre, scheme=scheme, facts=to_organisation(**facts))
    assert refusal.value.field == field
    assert not Grant.objects.exists()


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        ({"municipality_number": "301"}, "municipality_number", "Oslo er 0301"),
        ({"municipality_number": "55011"}, "municipality_number", "fire siffer"),
        ({"municipality_number": "1901"}, "municipality_number", "nummeret 19"),
        ({"municipality_number": "٥٥٠١"}, "municipality_number", "fire siffer"),
        ({"municipality_name": "   "}, "municipality_name", "Skriv navnet"),
        ({"municipality_name": "x" * 101}, "municipality_name", "for langt"),
    ],
)
def test_what_is_refused_of_a_municipality(centre: User, facts: dict[str, Any], field: str, says: str) -> None:
    with pytest.raises(GrantRefusedError, match=says) as refusal:
        services.make_grant(actor=centre, scheme=register_factories.scheme(), facts=to_municipality(**facts))
    assert refusal.value.field == field


def test_one_recipient_once_a_year_from_a_scheme(centre: User) -> None:
    scheme, facts = register_factories.scheme(), to_organisation()
    services.make_grant(actor=centre, scheme=scheme, facts=facts)
    with pytest.raises(ValidationError, match="Organisasjonen har alt et tilskudd"):
        services.make_grant(actor=centre, scheme=scheme, facts=facts)

    services.make_grant(actor=centre, scheme=scheme, facts=to_municipality())
    with pytest.raises(ValidationError, match="Kommunen har alt et tilskudd"):
        services.make_grant(actor=centre, scheme=scheme, facts=to_municipality(municipality_name="Romsa"))


def test_only_the_centre_writes() -> None:
    grant = register_factories.grant()
    for actor in (factories.staff(), register_factories.contact(of=grant.organisation), factories.user()):
        with pytest.raises(NotAllowedError):
            services.make_grant(actor=actor, scheme=grant.scheme, facts=to_organisation())
        with pytest.raises(NotAllowedError):
            services.judge(actor=actor, grant=grant, expected_version=1, state="met", reason="")
        with pytest.raises(NotAllowedError):
            services.add_rules(actor=actor, scheme=grant.scheme, first_year=YEAR, requirement="")


def test_less_than_met_takes_a_reason(centre: User) -> None:
    grant = register_factories.grant()
    for state in (RequirementState.PARTLY, RequirementState.NOT_MET):
        with pytest.raises(GrantRefusedError, match="Skriv hvorfor"):
            services.judge(actor=centre, grant=grant, expected_version=1, state=state, reason=" \n")
    judged = services.judge(actor=centre, grant=grant, expected_version=1, state="met", reason="")
    assert (judged.is_judged, judged.version) == (True, 2)
    with pytest.raises(StaleVersion):
        services.judge(actor=centre, grant=grant, expected_version=1, state="not_met", reason="Nei")


def test_what_nobody_knows_the_requirement_of_is_not_judged(centre: User) -> None:
    grant = register_factories.grant(of=register_factories.scheme())
    with pytest.raises(GrantRefusedError, match="Kravet er ikke oppgitt"):
        services.judge(actor=centre, grant=grant, expected_version=1, state="met", reason="")


def test_a_judged_grant_stays_in_its_scheme_and_year(centre: User) -> None:
    grant = register_factories.grant(requirement_state="met")
    assert grant.organisation is not None
    same = to_organisation(organisation=grant.organisation, amount=1)
    services.change_grant(actor=centre, grant=grant, expected_version=1, scheme=grant.scheme, facts=same)
    moved = to_organisation(organisation=grant.organisation, year=YEAR - 1)
    with pytest.raises(GrantRefusedError, match="Ta bort vurderingen først") as refusal:
        services.change_grant(actor=centre, grant=grant, expected_version=2, scheme=grant.scheme, facts=moved)
    assert refusal.value.field == "year"


def test_a_grant_that_changes_its_recipient_forgets_the_other_kind(centre: User) -> None:
    grant = register_factories.grant()
    changed = services.change_grant(
        actor=centre, grant=grant, expected_version=1, scheme=grant.scheme, facts=to_municipality()
    )
    assert (changed.organisation, changed.recipient) == (None, "Tromsø")
    back = services.change_grant(
        actor=centre, grant=grant, expected_version=2, scheme=grant.scheme, facts=to_organisation()
    )
    assert (back.municipality_number, back.municipality_name) == ("", "")


def test_a_report_is_not_from_tomorrow_and_has_a_date(centre: User) -> None:
    grant = register_factories.grant()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(GrantRefusedError, match="ikke kommet ennå"):
        services.note_report(actor=centre, grant=grant, expected_version=1, received_on=tomorrow, report="")
    with pytest.raises(GrantRefusedError, match="når rapporten kom"):
        services.note_report(actor=centre, grant=grant, expected_version=1, received_on=None, report="Ja")


@pytest.mark.parametrize(
    ("due", "received", "state"),
    [
        (None, None, ReportState.NOT_ASKED),
        (0, None, ReportState.WAITED_FOR),
        (-1, None, ReportState.MISSING),
        (-3, -2, ReportState.LATE),
        (-3, -3, ReportState.RECEIVED),
        (None, 0, ReportState.RECEIVED),
    ],
)
def test_where_a_report_stands_is_the_same_on_the_page_and_in_the_list(
    due: int | None, received: int | None, state: ReportState
) -> None:
    today = timezone.localdate()
    days = [None if one is None else today + datetime.timedelta(days=one) for one in (due, received)]
    grant = register_factories.grant(report_due_on=days[0], report_received_on=days[1])
    assert grant.report_state == state
    found = [one for one in ReportState if Grant.objects.all().reporting(one).exists()]
    assert found == [state]


def test_a_scheme_is_not_closed_before_its_grants(centre: User) -> None:
    grant = register_factories.grant()
    with pytest.raises(GrantRefusedError, match=f"tilskudd for {YEAR}"):
        services.change_scheme(
            actor=centre,
            scheme=grant.scheme,
            expected_version=1,
            facts=SchemeFacts(name="Ordning", closed_on=datetime.date(YEAR - 1, 12, 31)),
        )
    services.change_scheme(
        actor=centre,
        scheme=grant.scheme,
        expected_version=1,
        facts=SchemeFacts(name="Ordning", closed_on=datetime.date(YEAR, 1, 1)),
    )
    with pytest.raises(GrantRefusedError, match="avsluttet da"):
        services.make_grant(actor=centre, scheme=grant.scheme, facts=to_organisation(year=YEAR + 1))


def test_a_code_is_one_schemes(centre: User) -> None:
    services.make_scheme(actor=centre, code="761.79", facts=SchemeFacts(name="Bruker- og pårørendearbeid"))
    with pytest.raises(GrantRefusedError, match="alt denne koden"):
        services.make_scheme(actor=centre, code=" 761.79 ", facts=SchemeFacts(name="En annen"))
    with pytest.raises(ValidationError):
        services.make_scheme(actor=centre, code="B", facts=SchemeFacts(name="x" * 201))
    assert GrantScheme.objects.count() == 1


def test_links_to_rules_lead_somewhere_safe(centre: User) -> None:
    scheme = register_factories.scheme()
    for address in ("javascript:alert(1)", "data:text/html,x", "ikke en lenke"):
        with pytest.raises(ValidationError):
            services.add_rules(actor=centre, scheme=scheme, first_year=2020, requirement="Krav", source_url=address)


def test_who_sees_which_grants() -> None:
    own, other, municipal = (
        register_factories.grant(),
        register_factories.grant(),
        register_factories.municipal_grant(),
    )
    contact = register_factories.contact(of=own.organisation)
    assert set(grants_for(contact)) == {own}
    for reader in (factories.staff(), factories.centre()):
        assert set(grants_for(reader)) == {own, other, municipal}
    for nobody in (factories.administrator(), register_factories.person().user, factories.user()):
        assert not grants_for(nobody).exists()
