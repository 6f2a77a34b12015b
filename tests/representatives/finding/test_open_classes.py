"""Staff never see contact or special data before nomination and the person's consent (issue, «Must hold»).

Random states of consents, disclosures, posts and roles, and a naive model written beside the table of domain.md.
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.audit.enums import AccessClass
from medvirkning.audit.models import AccessLog
from representatives.consents.enums import ConsentPurpose
from representatives.enrolments.enums import HAS_PERSON, EnrolmentState
from representatives.enrolments.reading import open_classes, read_person
from representatives.finding.querysets import findable_for, seen_people_for
from representatives.people.models import Person
from tests import factories
from tests import register_factories as register

DAY = datetime.timedelta(days=1)
days = st.integers(-2, 2)


@dataclass(frozen=True)
class Given:
    """A consent: when it runs out, and whether it has been taken back."""

    purpose: str
    last_day: int
    ended: bool


@dataclass(frozen=True)
class Disclosed:
    """A disclosure of a class, to the reader or to somebody else."""

    access_class: str
    first: int
    last: int | None
    to_reader: bool


@dataclass(frozen=True)
class State:
    roles: frozenset[Role]
    is_oneself: bool
    acts_for_the_organisation: bool
    post_state: str
    post_last_day: int
    consents: tuple[Given, ...]
    disclosures: tuple[Disclosed, ...]


consents = st.lists(
    st.builds(
        Given,
        purpose=st.sampled_from(ConsentPurpose.values),
        last_day=days,
        ended=st.booleans(),
    ),
    max_size=5,
    # One in force at a time for each purpose.
    unique_by=lambda one: one.purpose,
).map(tuple)
disclosures = st.lists(
    st.builds(
        Disclosed,
        access_class=st.sampled_from(["personal", "special"]),
        first=days,
        last=st.one_of(st.none(), days),
        to_reader=st.booleans(),
    ).filter(lambda one: one.last is None or one.last >= one.first),
    max_size=3,
).map(tuple)
states = st.builds(
    State,
    roles=st.frozensets(st.sampled_from(list(Role)), max_size=2),
    is_oneself=st.booleans(),
    acts_for_the_organisation=st.booleans(),
    post_state=st.sampled_from(HAS_PERSON),
    post_last_day=days,
    consents=consents,
    disclosures=disclosures,
)


# The model: the table of domain.md, «Personal data», read aloud


def agrees(state: State, purpose: str) -> bool:
    return any(one.purpose == purpose and not one.ended and one.last_day >= 0 for one in state.consents)


def has_current_post(state: State) -> bool:
    return state.post_state == EnrolmentState.ACCEPTED and state.post_last_day >= 0


def expected(state: State) -> set[str]:
    if state.is_oneself:
        return {"personal", "special"}
    if not agrees(state, "register"):
        return set()
    # Nobody acts for both sides (docs/adr/0207).
    acts = state.acts_for_the_organisation and not state.roles & {Role.STAFF, Role.CENTRE, Role.ADMINISTRATOR}
    if Role.CENTRE in state.roles or (acts and has_current_post(state)):
        return {"personal", "special"}
    if Role.STAFF not in state.roles or not agrees(state, "shown"):
        return set()
    return {
        one.access_class
        for one in state.disclosures
        if one.to_reader and one.first <= 0 and (one.last is None or one.last >= 0)
    }


# The portal

# Each state has people of its own, so that none meets another's.
in_one_database = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def build(state: State) -> tuple[User, Person]:
    today = timezone.localdate()
    reader = factories.user(roles=state.roles)
    account = reader if state.is_oneself else factories.user(roles=[Role.REPRESENTATIVE])
    who = register.person(account=account, purposes=[], phone="000 12 345", experience="carer")
    if state.post_state == EnrolmentState.AGREED:
        post = register.agreed(who=who)
    else:
        post = register.representative(who=who, state=state.post_state, valid_to=today + state.post_last_day * DAY)
    if state.acts_for_the_organisation:
        register.contact(of=post.organisation, account=reader)
    for one in state.consents:
        ended = {"ended_at": timezone.now(), "end": "withdrawn"} if one.ended else {}
        register.consent(of=who, purpose=one.purpose, expires_on=today + one.last_day * DAY, **ended)
    other = factories.user()
    for one in state.disclosures:
        register.disclosure(
            of=who,
            to=reader if one.to_reader else other,
            access_class=one.access_class,
            valid_from=today + one.first * DAY,
            valid_to=None if one.last is None else today + one.last * DAY,
        )
    return User.objects.get(pk=reader.pk), who


@in_one_database
@given(state=states)
def test_only_what_the_table_opens_is_open_and_all_of_it_is_written_down(db, state):
    reader, who = build(state)
    opened = expected(state)
    assert {str(AccessClass(one)) for one in open_classes(reader, who)} == opened
    seen = read_person(reader, who, view="test")
    assert (seen.contact is not None) is ("personal" in opened)
    assert (seen.special is not None) is ("special" in opened)
    assert (seen.profile is not None) is bool(opened)
    written = set(AccessLog.objects.about(who).values_list("access_class", flat=True))
    assert written == (set() if state.is_oneself else opened)


@in_one_database
@given(state=states)
def test_whose_page_opens_and_who_is_found_follow_the_same_table(db, state):
    """A page opens only where something on it does, and being found needs both consents and a post."""
    reader, who = build(state)
    is_centre, is_staff = Role.CENTRE in state.roles, Role.STAFF in state.roles
    page_opens = seen_people_for(reader).filter(pk=who.pk).exists()
    if page_opens:
        assert is_centre or is_staff
        assert agrees(state, "register")
        assert is_centre or expected(state)
    is_found = findable_for(reader).filter(pk=who.pk).exists()
    both = agrees(state, "register") and agrees(state, "shown")
    assert is_found is ((is_centre or is_staff) and both and has_current_post(state))
