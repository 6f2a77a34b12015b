"""Schemes walked by random acts: what was asked of a recipient who was judged never changes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as walk

from medvirkning import audit
from medvirkning.web.refusals import RefusedError
from representatives.grants import services
from representatives.grants.enums import RequirementState
from representatives.grants.models import Grant
from tests import factories, register_factories

pytestmark = pytest.mark.django_db

WALK = settings(
    max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
LAST = timezone.localdate().year
YEARS = st.integers(LAST - 4, LAST)


class Rules(RuleBasedStateMachine):
    """One scheme with a grant for each of five years."""

    @initialize()
    def begin(self):
        self.centre = factories.centre()
        self.scheme = register_factories.scheme()
        self.grants = {
            year: register_factories.grant(of=self.scheme, year=year).pk for year in range(LAST - 4, LAST + 1)
        }
        # By year: the rules that the grant was judged by, and their text.
        self.judged_by = {}

    @rule(year=YEARS, text=st.sampled_from(["Krav A", "Krav B", ""]))
    def add(self, year, text):
        taken = self.scheme.rules.filter(first_year=year).exists()
        added = self.is_taken_in(
            lambda: services.add_rules(actor=self.centre, scheme=self.scheme, first_year=year, requirement=text)
        )
        assert added != taken

    @staticmethod
    def is_taken_in(act):
        """Whether it was done; what is refused changes nothing."""
        try:
            with audit.context(command="test"), transaction.atomic():
                act()
        except (RefusedError, ValidationError):
            return False
        return True

    @rule(place=st.integers(0, 4), year=YEARS)
    def change(self, place, year):
        versions = list(self.scheme.rules.order_by("number"))
        if not versions:
            return
        rules = versions[place % len(versions)]
        in_use = rules.grants.exists()
        others = self.scheme.rules.exclude(pk=rules.pk).filter(first_year=year).exists()
        changed = self.is_taken_in(
            lambda: services.change_rules(
                actor=self.centre,
                rules=rules,
                expected_version=rules.version,
                first_year=year,
                requirement="Endret krav",
            )
        )
        assert changed != (in_use or others)

    @rule(year=YEARS, state=st.sampled_from(RequirementState))
    def judge(self, year, state):
        grant = Grant.objects.get(pk=self.grants[year])
        known = bool(grant.requirement)
        try:
            with audit.context(command="test"):
                stored = services.judge(
                    actor=self.centre, grant=grant, expected_version=grant.version, state=state, reason="Fordi"
                )
        except RefusedError:
            assert not known
            return
        if state == RequirementState.UNKNOWN:
            self.judged_by.pop(year, None)
        else:
            self.judged_by[year] = (stored.rules_id, stored.requirement)

    @invariant()
    def judged_grants_rest_where_they_were_judged(self):
        for year, (rules, text) in self.judged_by.items():
            grant = Grant.objects.select_related("rules").get(pk=self.grants[year])
            assert (grant.rules_id, grant.requirement) == (rules, text)

    @invariant()
    def other_grants_rest_on_the_rules_of_their_year(self):
        for grant in self.scheme.grants.filter(requirement_state=RequirementState.UNKNOWN):
            assert grant.rules == self.scheme.rules.for_year(grant.year).first()

    @invariant()
    def versions_are_counted(self):
        numbers = list(self.scheme.rules.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


def test_rules_and_judgements() -> None:
    walk(Rules, settings=WALK)
