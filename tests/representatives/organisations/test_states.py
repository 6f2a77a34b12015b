"""An application walked by random acts: its state follows its table, and its number is one organisation's."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as walk

from medvirkning import audit
from medvirkning.accounts.invitations.services import InvitationGoneError
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import RefusedError
from representatives.organisations import services
from representatives.organisations.enums import APPLICATION_TRANSITIONS, ApplicationState
from representatives.organisations.models import Organisation, OrganisationApplication
from tests import factories, register_factories
from tests.representatives.organisations.cases import facts, token_to

pytestmark = pytest.mark.django_db

WALK = settings(
    max_examples=8, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
REASONS = st.sampled_from(["", " ", "Noe mangler"])


class Applications(RuleBasedStateMachine):
    """Two applications with a number each, and the Centre."""

    @initialize()
    def begin(self):
        self.centre = factories.centre()
        self.keys, self.states, self.addresses = [], {}, {}
        for address in ("en@forening.example", "to@forening.example"):
            made = register_factories.application(applicant_email=f"{factories.number()}-{address}")
            self.keys.append(made.pk)
            self.states[made.pk], self.addresses[made.pk] = ApplicationState.SUBMITTED, made.applicant_email

    def act(self, which, do):
        """Gives whether it was taken; what is refused changes nothing."""
        application = OrganisationApplication.objects.get(pk=self.keys[which])
        try:
            with audit.context(command="test"):
                do(application)
        except (RefusedError, StaleVersion, InvitationGoneError):
            assert OrganisationApplication.objects.get(pk=application.pk).version == application.version
            return False
        return True

    def steps_to(self, which, target):
        return target in APPLICATION_TRANSITIONS[self.states[self.keys[which]]]

    @rule(which=st.integers(0, 1), stale=st.booleans(), note=REASONS)
    def approve(self, which, stale, note):
        was_returned = self.states[self.keys[which]] == ApplicationState.RETURNED
        allowed = self.steps_to(which, ApplicationState.APPROVED) and not stale
        allowed = allowed and (bool(note.strip()) or not was_returned)
        assert allowed == self.act(
            which,
            lambda one: services.approve(
                actor=self.centre, application=one, expected_version=one.version - stale, note=note
            ),
        )
        if allowed:
            self.states[self.keys[which]] = ApplicationState.APPROVED

    @rule(which=st.integers(0, 1), reason=REASONS)
    def send_back(self, which, reason):
        allowed = self.steps_to(which, ApplicationState.RETURNED) and bool(reason.strip())
        assert allowed == self.act(
            which,
            lambda one: services.send_back(
                actor=self.centre, application=one, expected_version=one.version, reason=reason
            ),
        )
        if allowed:
            self.states[self.keys[which]] = ApplicationState.RETURNED

    @rule(which=st.integers(0, 1), reason=REASONS)
    def refuse(self, which, reason):
        allowed = self.steps_to(which, ApplicationState.REFUSED) and bool(reason.strip())
        assert allowed == self.act(
            which,
            lambda one: services.refuse(
                actor=self.centre, application=one, expected_version=one.version, reason=reason
            ),
        )
        if allowed:
            self.states[self.keys[which]] = ApplicationState.REFUSED

    @rule(which=st.integers(0, 1))
    def renew(self, which):
        allowed = self.states[self.keys[which]] == ApplicationState.RETURNED
        assert allowed == self.act(which, lambda one: services.renew_link(actor=self.centre, application=one))

    @rule(which=st.integers(0, 1))
    def mend(self, which):
        key = self.keys[which]
        allowed = self.states[key] == ApplicationState.RETURNED

        def by_the_link(one):
            token = token_to(self.addresses[key]) if allowed else "ingen-lenke"
            given = facts(organisation_number=one.organisation_number, name=f"{one.name[:20]} igjen")
            services.mend(token=token, facts=given, applicant_name="Kari")

        assert allowed == self.act(which, by_the_link)
        if allowed:
            self.states[key] = ApplicationState.SUBMITTED

    @invariant()
    def the_rows_are_where_the_walk_is(self):
        if not hasattr(self, "keys"):
            return
        for one in OrganisationApplication.objects.filter(pk__in=self.keys):
            assert one.state == self.states[one.pk]
            assert (one.organisation is not None) == (one.state == ApplicationState.APPROVED)
            assert (one.token_hash is not None) == (one.state == ApplicationState.RETURNED)
            registered = Organisation.objects.registered().filter(organisation_number=one.organisation_number)
            assert registered.exists() == (one.state == ApplicationState.APPROVED)


def test_walk():
    walk(Applications, settings=WALK)
