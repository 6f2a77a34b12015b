"""Work and decisions walked by random acts: they go only where their tables let them, and never fall between."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from medvirkning import audit
from medvirkning.web.refusals import NotAllowedError, RefusedError
from projects.work.enums import DECISION_TRANSITIONS, WORK_TRANSITIONS, DecisionStatus, WorkKind, WorkStatus
from projects.work.models import Exemption, WorkItem
from projects.work.services import decisions, items
from tests import factories

pytestmark = pytest.mark.django_db

WALK = settings(
    max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
DAYS = st.sampled_from([None, -400, -1, 0, 30])


def day(offset):
    return None if offset is None else timezone.localdate() + datetime.timedelta(days=offset)


class WorkStates(RuleBasedStateMachine):
    """One item of either kind, sent to any state with any dates."""

    @initialize(kind=st.sampled_from(WorkKind.values), status=st.sampled_from(["planned", "ongoing", "not_stated"]))
    def begin(self, kind, status):
        self.item = factories.work_item(kind=kind, status=status, started_on=day(-300))

    @rule(status=st.sampled_from(["", *WorkStatus.values]), done=DAYS, reason=st.sampled_from(["", "Trukket."]))
    def go(self, status, done, reason):
        before = WorkItem.objects.get(pk=self.item.pk)
        is_task = before.kind == WorkKind.STANDING_TASK
        end = day(done)
        changes = {"status": status, "ended_on" if is_task else "completed_on": end, "cancel_reason": reason}
        try:
            with audit.context(command="test"):
                items.change_work_item(
                    actor=None,
                    work_item=WorkItem.objects.get(pk=before.pk),
                    expected_version=before.version,
                    changes=changes,
                )
        except RefusedError:
            after = WorkItem.objects.get(pk=before.pk)
            assert (after.status, after.version) == (before.status, before.version)
        else:
            after = WorkItem.objects.get(pk=before.pk)
            assert after.version == before.version + 1
            assert after.status == before.status or after.status in WORK_TRANSITIONS[before.status]
            assert status in ("", after.status)

    @invariant()
    def what_is_stored_holds_together(self):
        item = WorkItem.objects.get(pk=self.item.pk)
        if item.status == WorkStatus.COMPLETED:
            assert item.completed_on or item.ended_on
        if item.completed_on:
            assert item.status in (WorkStatus.COMPLETED, WorkStatus.CANCELLED)
            assert item.completed_on <= timezone.localdate()
        assert item.status != WorkStatus.CANCELLED or item.cancel_reason


class DecisionStates(RuleBasedStateMachine):
    """One request, asked for, decided and asked for again by accounts that may and may not."""

    @initialize()
    def begin(self):
        place = factories.division()
        self.people = {
            "asker": factories.staff(of=place),
            "leader": factories.leader(of=place),
            "above": factories.leader(of=factories.directorate()),
            "elsewhere": factories.leader(),
        }
        self.item = factories.assignment(department=place)
        self.status = None

    def row(self):
        return Exemption.objects.filter(work_item=self.item).first()

    @rule(by=st.sampled_from(["asker", "leader"]))
    def ask(self, by):
        try:
            with audit.context(command="test"):
                decisions.request_exemption(
                    actor=self.people[by],
                    work_item=self.item,
                    year=2026,
                    reason=factories.exemption_reason(),
                    reason_text="Internt.",
                )
        except RefusedError:
            assert self.status in (DecisionStatus.REQUESTED, DecisionStatus.APPROVED)
        else:
            assert self.status in (None, DecisionStatus.REFUSED)
            self.status = DecisionStatus.REQUESTED

    @rule(by=st.sampled_from(["asker", "leader", "above", "elsewhere"]), approve=st.booleans(), words=st.booleans())
    def decide(self, by, approve, words):
        row = self.row()
        if row is None:
            return
        who = self.people[by]
        may = by in ("leader", "above") and row.requested_by_id != who.pk
        target = DecisionStatus.APPROVED if approve else DecisionStatus.REFUSED
        try:
            with audit.context(command="test"):
                decisions.decide(
                    actor=who,
                    decision=row,
                    expected_version=row.version,
                    approve=approve,
                    decision_text="Fordi." if words else "",
                )
        except NotAllowedError:
            assert not may
        except RefusedError:
            assert may
            assert target not in DECISION_TRANSITIONS[self.status] or not (approve or words)
        else:
            assert may
            assert target in DECISION_TRANSITIONS[self.status]
            self.status = target

    @invariant()
    def the_row_is_where_the_walk_is(self):
        row = self.row()
        assert (row.status if row else None) == self.status
        if row and row.status != DecisionStatus.REQUESTED:
            assert row.decided_by
            assert row.decided_by != row.requested_by


@pytest.mark.parametrize("machine", [WorkStates, DecisionStates])
def test_walk(machine):
    run_state_machine_as_test(machine, settings=WALK)
