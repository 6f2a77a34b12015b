"""Activities, the plan and the network: what may be done, by whom, and what is refused."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from advice.catalogue.models import Advice, Edition
from advice.implementation import services
from advice.implementation.bodies import body_of
from advice.implementation.enums import ActivityState, ArenaKind, GoalState
from advice.implementation.models import ImplementationActivity, NetworkMember, PlanGoal
from advice.implementation.services import ImplementationRefusedError
from medvirkning.audit import history_of, retention
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import NotAllowedError
from tests import advice_factories, factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

TODAY = timezone.localdate()
TOMORROW = TODAY + datetime.timedelta(days=1)
YESTERDAY = TODAY - datetime.timedelta(days=1)


def values(**more: Any) -> dict[str, Any]:
    return {"title": "Nasjonal konferanse", "arena": ArenaKind.CONFERENCE, "starts_on": TOMORROW, **more}


@pytest.fixture
def staff():
    return factories.staff(of=factories.division())


@pytest.fixture
def centre():
    return factories.centre()


# Activities


def test_staff_add_an_activity_and_it_is_planned_until_told(staff):
    pieces = [advice_factories.advice(1), advice_factories.advice(3)]
    made = services.add_activity(
        actor=staff, edition=advice_factories.edition(), organiser="KORUS Øst", pieces=pieces, **values()
    )
    assert (made.state, made.reached, made.added_by, made.body) == (ActivityState.PLANNED, None, staff, "KORUS Øst")
    assert sorted(made.pieces.values_list("number", flat=True)) == [1, 3]


def test_a_body_of_the_register_is_found_by_name_or_number():
    known = factories.organisation(name="Rio")
    assert body_of(" rio ").organisation == known
    assert body_of(known.organisation_number or "").organisation == known
    assert body_of("Ukjent  senter") == body_of("Ukjent senter")
    assert body_of("Ukjent senter").name == "Ukjent senter"
    factories.organisation(name="RIO")
    assert (body_of("Rio").organisation, body_of("Rio").name) == (None, "Rio"), "two of the same name"


def test_somebody_must_hold_it(staff):
    with pytest.raises(ImplementationRefusedError) as refused:
        services.add_activity(actor=staff, edition=advice_factories.edition(), organiser="  ", **values())
    assert refused.value.field == "organiser"


def test_it_ends_after_it_starts(staff):
    with pytest.raises(ValidationError):
        services.add_activity(
            actor=staff, edition=advice_factories.edition(), organiser="Senteret", **values(ends_on=TODAY)
        )


def test_pieces_and_plan_are_of_its_own_edition(staff):
    other = Edition.objects.create(slug="andre", title="Et annet felt", field="annet")
    piece = Advice.objects.create(edition=other, number=1)
    with pytest.raises(ImplementationRefusedError) as refused:
        services.add_activity(
            actor=staff, edition=advice_factories.edition(), organiser="Senteret", pieces=[piece], **values()
        )
    assert refused.value.field == "pieces"
    with pytest.raises(ImplementationRefusedError) as refused:
        services.add_activity(
            actor=staff, edition=other, organiser="Senteret", **values(goal=PlanGoal.objects.earliest("pk"))
        )
    assert refused.value.field == "goal"


def test_who_is_not_on_the_staff_adds_nothing():
    for account in (factories.user(), factories.administrator()):
        with pytest.raises(NotAllowedError):
            services.add_activity(actor=account, edition=advice_factories.edition(), organiser="Senteret", **values())


def test_staff_change_their_own_and_the_centre_changes_all(staff, centre):
    own, other = advice_factories.activity(added_by=staff), advice_factories.activity()
    for actor, activity in ((staff, own), (centre, other)):
        changed = services.change_activity(
            actor=actor,
            activity=activity,
            expected_version=1,
            organiser="Senteret",
            pieces=[advice_factories.advice(2)],
            changes={"title": "Nytt navn"},
        )
        assert (changed.title, changed.version, changed.pieces.get().number) == ("Nytt navn", 2, 2)
    with pytest.raises(NotAllowedError):
        services.change_activity(
            actor=staff, activity=other, expected_version=2, organiser="Senteret", pieces=[], changes={}
        )
    with pytest.raises(NotAllowedError):
        services.set_activity_state(
            actor=staff, activity=other, expected_version=2, state=ActivityState.CANCELLED, cancel_reason="Nei"
        )


def test_the_second_of_two_who_save_is_told(centre):
    activity = advice_factories.activity(pieces=[1])
    again = ImplementationActivity.objects.get(pk=activity.pk)
    change = {"organiser": "Senteret", "pieces": [], "expected_version": 1}
    services.change_activity(actor=centre, activity=activity, changes={"title": "Først"}, **change)
    with pytest.raises(StaleVersion) as stale:
        services.change_activity(actor=centre, activity=again, changes={"title": "Sist"}, **change)
    assert stale.value.current.title == "Først"


@pytest.mark.parametrize("reached", [None, 0, 120])
def test_unknown_reach_is_not_nought(centre, reached):
    activity = advice_factories.activity(starts_on=TODAY)
    held = services.set_activity_state(
        actor=centre, activity=activity, expected_version=1, state=ActivityState.HELD, reached=reached
    )
    held.refresh_from_db()
    assert (held.state, held.reached) == (ActivityState.HELD, reached)


def test_what_has_not_begun_is_not_held(centre):
    activity = advice_factories.activity(starts_on=TOMORROW)
    with pytest.raises(ImplementationRefusedError) as refused:
        services.set_activity_state(actor=centre, activity=activity, expected_version=1, state=ActivityState.HELD)
    assert refused.value.field == "state"
    held = advice_factories.activity(starts_on=TODAY, state=ActivityState.HELD)
    with pytest.raises(ImplementationRefusedError) as refused:
        services.change_activity(
            actor=centre,
            activity=held,
            expected_version=1,
            organiser="Senteret",
            pieces=[],
            changes={"starts_on": TOMORROW},
        )
    assert refused.value.field == "starts_on"


def test_only_what_is_held_has_reached_somebody(centre):
    activity = advice_factories.activity()
    with pytest.raises(ImplementationRefusedError) as refused:
        services.set_activity_state(
            actor=centre, activity=activity, expected_version=1, state=ActivityState.PLANNED, reached=5
        )
    assert refused.value.field == "reached"
    with pytest.raises(IntegrityError), transaction.atomic():
        ImplementationActivity.objects.filter(pk=activity.pk).update(reached=5)


def test_cancelling_needs_a_reason_which_goes_when_it_is_planned_again(centre):
    activity = advice_factories.activity(starts_on=TODAY, state=ActivityState.HELD, reached=30)
    change = {"actor": centre, "activity": activity}
    with pytest.raises(ImplementationRefusedError) as refused:
        services.set_activity_state(**change, expected_version=1, state=ActivityState.CANCELLED, cancel_reason=" ")
    assert refused.value.field == "cancel_reason"
    services.set_activity_state(**change, expected_version=1, state=ActivityState.CANCELLED, cancel_reason="Streik")
    assert (activity.reached, activity.cancel_reason) == (None, "Streik")
    services.set_activity_state(**change, expected_version=2, state=ActivityState.PLANNED)
    assert activity.cancel_reason == ""


def test_the_history_tells_pieces_and_state(centre):
    activity = advice_factories.activity(pieces=[1], starts_on=TODAY)
    with_history = services.change_activity(
        actor=centre,
        activity=activity,
        expected_version=1,
        organiser="Senteret",
        pieces=[advice_factories.advice(1), advice_factories.advice(2)],
        changes={},
    )
    told = {change.field: (change.old, change.new) for change in history_of(with_history)[0].changes}
    assert told["Råd"] == ("Råd 1", "Råd 1, Råd 2")
    assert told["Arrangør"] == ("Kompetansesenteret", "Senteret")


# The plan


def test_the_centre_plans_the_next_years(centre, staff):
    last = PlanGoal.objects.order_by("-position").values_list("position", flat=True)[0]
    edition = advice_factories.edition()
    made = services.add_goal(actor=centre, edition=edition, title="Læringsnettverk", from_year=2027, to_year=2028)
    assert (made.position, made.state) == (last + services.STEP, GoalState.PLANNED)
    with pytest.raises(NotAllowedError):
        services.add_goal(actor=staff, edition=edition, title="Noe", from_year=2027, to_year=2028)
    with pytest.raises(ValidationError):
        services.add_goal(actor=centre, edition=edition, title="Noe", from_year=2028, to_year=2027)


def test_what_is_done_has_a_day_that_has_been(centre):
    goal = advice_factories.goal()
    for changes in ({"state": GoalState.DONE}, {"done_on": TODAY}, {"state": GoalState.DONE, "done_on": TOMORROW}):
        with pytest.raises(ImplementationRefusedError) as refused:
            services.change_goal(
                actor=centre, goal=PlanGoal.objects.get(pk=goal.pk), expected_version=1, changes=changes
            )
        assert refused.value.field == "done_on"
    done = services.change_goal(
        actor=centre, goal=goal, expected_version=1, changes={"state": GoalState.DONE, "done_on": TODAY}
    )
    assert "Gjort" in {change.new for change in history_of(done)[0].changes}
    with pytest.raises(StaleVersion):
        services.change_goal(actor=centre, goal=goal, expected_version=1, changes={"title": "Annet"})


# The network


def test_the_centre_lets_people_in_and_out(centre, staff):
    edition = advice_factories.edition()
    given = {"edition": edition, "body": "NAPHA", "name": "Kari Nett", "email": "kari@napha.example"}
    made = services.add_member(actor=centre, valid_from=YESTERDAY, **given)
    with pytest.raises(ImplementationRefusedError) as refused:
        services.add_member(actor=centre, valid_from=TODAY, **given)
    assert refused.value.field == "email"
    with pytest.raises(NotAllowedError):
        services.end_membership(actor=staff, member=made, expected_version=1, last_day=TODAY)
    with pytest.raises(ImplementationRefusedError) as refused:
        services.end_membership(
            actor=centre, member=made, expected_version=1, last_day=YESTERDAY - datetime.timedelta(days=1)
        )
    assert refused.value.field == "valid_to"
    services.end_membership(actor=centre, member=made, expected_version=1, last_day=YESTERDAY)
    assert not NetworkMember.objects.in_force().exists()
    services.add_member(actor=centre, valid_from=TODAY, **given)


def test_names_go_a_year_after_the_last_day_also_from_the_history():
    rule = next(rule for rule in retention.rules() if rule.name == "network_members")
    left = TODAY - datetime.timedelta(days=rule.days_kept + 1)
    old = advice_factories.member(name="Kari Gammel", role="Leder", valid_to=left)
    newer = advice_factories.member(valid_to=TODAY - datetime.timedelta(days=rule.days_kept))
    assert list(rule.expired()) == [old]
    assert rule.erase(rule.expired()) == 1
    old.refresh_from_db()
    assert (old.name, old.email, old.role, old.body) == ("", "", "Leder", "Kompetansesenteret")
    payloads = old.history.values_list("payload", flat=True) if hasattr(old, "history") else []
    assert not any(payloads)
    assert "Kari Gammel" not in str([vars(entry) for entry in history_of(old)])
    assert not rule.expired().exists()
    assert NetworkMember.objects.get(pk=newer.pk).name
