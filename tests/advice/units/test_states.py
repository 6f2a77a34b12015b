"""A unit walked by random acts: its state follows its table, and the tree stays a tree."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as walk

from advice.units import services
from advice.units.enums import UNIT_TRANSITIONS, UnitState
from advice.units.models import ServiceUnit
from medvirkning import audit
from medvirkning.web.refusals import RefusedError
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db

WALK = settings(
    max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
UNITS = 4


class Units(RuleBasedStateMachine):
    """Some units, in any state and anywhere, and the Centre."""

    @initialize(states=st.lists(st.sampled_from(UnitState), min_size=UNITS, max_size=UNITS))
    def begin(self, states):
        self.centre = factories.centre()
        self.keys = [advice_factories.unit(state=state).pk for state in states]
        self.states = dict(zip(self.keys, map(str, states), strict=True))
        self.parents = dict.fromkeys(self.keys)

    def act(self, which, do):
        """Gives whether it was taken; what is refused changes nothing."""
        unit = ServiceUnit.objects.get(pk=self.keys[which])
        try:
            with audit.context(command="test"):
                do(unit)
        except RefusedError:
            assert ServiceUnit.objects.get(pk=unit.pk).version == unit.version
            return False
        return True

    def steps_to(self, which, target):
        return target in UNIT_TRANSITIONS[self.states[self.keys[which]]]

    def is_above(self, which, other):
        """Whether one is the other, or above it."""
        seen = self.keys[other]
        while seen is not None:
            if seen == self.keys[which]:
                return True
            seen = self.parents[seen]
        return False

    @rule(which=st.integers(0, UNITS - 1), under=st.one_of(st.none(), st.integers(0, UNITS - 1)))
    def approve(self, which, under):
        parent = None if under is None else ServiceUnit.objects.get(pk=self.keys[under])
        allowed = self.steps_to(which, UnitState.APPROVED) and (under is None or self.may_hold(under, which))
        assert allowed == self.act(which, lambda unit: services.approve(actor=self.centre, unit=unit, parent=parent))
        if allowed:
            self.states[self.keys[which]] = UnitState.APPROVED
            self.parents[self.keys[which]] = None if under is None else self.keys[under]

    @rule(which=st.integers(0, UNITS - 1), reason=st.sampled_from(["", "Utenfor målgruppa"]))
    def refuse(self, which, reason):
        allowed = self.steps_to(which, UnitState.REFUSED) and bool(reason)
        assert allowed == self.act(which, lambda unit: services.refuse(actor=self.centre, unit=unit, reason=reason))
        if allowed:
            self.states[self.keys[which]] = UnitState.REFUSED

    @rule(which=st.integers(0, UNITS - 1))
    def close(self, which):
        key = self.keys[which]
        open_below = any(self.parents[one] == key and self.states[one] == UnitState.APPROVED for one in self.keys)
        allowed = self.steps_to(which, UnitState.CLOSED) and not open_below
        today = timezone.localdate()
        assert allowed == self.act(
            which,
            lambda unit: services.close(actor=self.centre, unit=unit, expected_version=unit.version, last_day=today),
        )
        if allowed:
            self.states[key] = UnitState.CLOSED

    @rule(which=st.integers(0, UNITS - 1), under=st.one_of(st.none(), st.integers(0, UNITS - 1)))
    def move(self, which, under):
        parent = None if under is None else ServiceUnit.objects.get(pk=self.keys[under])
        allowed = self.states[self.keys[which]] == UnitState.APPROVED and (
            under is None or self.may_hold(under, which)
        )
        assert allowed == self.act(
            which,
            lambda unit: services.move(actor=self.centre, unit=unit, expected_version=unit.version, parent=parent),
        )
        if allowed:
            self.parents[self.keys[which]] = None if under is None else self.keys[under]

    def may_hold(self, under, which):
        return self.states[self.keys[under]] == UnitState.APPROVED and not self.is_above(which, under)

    @invariant()
    def the_rows_are_where_the_walk_is(self):
        if not hasattr(self, "keys"):
            return
        for unit in ServiceUnit.objects.filter(pk__in=self.keys):
            assert unit.state == self.states[unit.pk]
            assert unit.parent_id == self.parents[unit.pk]
            chain, seen = [], unit.pk
            while seen is not None:
                chain.insert(0, seen)
                seen = self.parents[seen]
            assert unit.lineage == chain
            assert (unit.closed_on is None) == (unit.state != UnitState.CLOSED)


def test_walk():
    walk(Units, settings=WALK)
