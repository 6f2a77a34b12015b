"""What two do at once is done once, and no grant misses rules that come meanwhile."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import RefusedError
from representatives.grants import services
from representatives.grants.enums import RecipientKind
from representatives.grants.models import Grant, GrantScheme, SchemeRules
from representatives.grants.services import GrantFacts, SchemeFacts
from tests import at_once, factories, register_factories

pytestmark = pytest.mark.django_db(transaction=True)
YEAR = timezone.localdate().year

together = partial(at_once.together, refused=(RefusedError, ValidationError, StaleVersion))


def test_two_grants_to_one_recipient() -> None:
    centre, scheme, organisation = factories.centre(), register_factories.scheme(), register_factories.registered()
    facts = GrantFacts(year=YEAR, recipient_kind=RecipientKind.ORGANISATION, amount=1000, organisation=organisation)

    def make() -> None:
        services.make_grant(actor=centre, scheme=scheme, facts=facts)

    assert together(make, make) == ["done", "refused"]
    assert Grant.objects.count() == 1


def test_two_schemes_of_one_code() -> None:
    centre = factories.centre()

    def make() -> None:
        services.make_scheme(actor=centre, code="A", facts=SchemeFacts(name="Ordning"))

    assert together(make, make) == ["done", "refused"]
    assert GrantScheme.objects.count() == 1


def test_two_rules_for_one_year() -> None:
    centre, scheme = factories.centre(), register_factories.scheme()

    def add() -> None:
        services.add_rules(actor=centre, scheme=scheme, first_year=YEAR, requirement="Krav")

    assert together(add, add) == ["done", "refused"]


def test_a_grant_made_while_rules_come() -> None:
    centre, scheme = factories.centre(), register_factories.scheme()
    facts = GrantFacts(
        year=YEAR,
        recipient_kind=RecipientKind.MUNICIPALITY,
        amount=1000,
        municipality_number="0301",
        municipality_name="Oslo",
    )
    assert together(
        lambda: services.make_grant(actor=centre, scheme=scheme, facts=facts),
        lambda: services.add_rules(actor=centre, scheme=scheme, first_year=YEAR, requirement="Krav"),
    ) == ["done", "done"]
    assert Grant.objects.get().rules == SchemeRules.objects.get()


def test_two_judgements() -> None:
    centre, grant = factories.centre(), register_factories.grant()
    assert together(
        lambda: services.judge(actor=centre, grant=grant, expected_version=1, state="met", reason=""),
        lambda: services.judge(actor=centre, grant=grant, expected_version=1, state="not_met", reason="Nei"),
    ) == ["done", "refused"]
