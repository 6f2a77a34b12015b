"""The advice in the demonstration set: services all over the country, and stories for each account."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from advice.assessments.enums import SCALE, AssessmentState, Score
from advice.assessments.models import Assessment, AssessmentAction, AssessmentAnswer
from advice.assessments.record import record_of
from advice.catalogue.models import Advice, AdviceVersion
from advice.demonstration.units import OWN_NAMES
from advice.implementation.models import ImplementationActivity, PlanGoal
from advice.overview import departments, figures, like
from advice.overview.figures import Selection
from advice.overview.suppression import REGION, Group
from advice.ties.models import AdviceTie
from advice.units.enums import KINDS_OF, SizeClass, UnitKind
from advice.units.models import ServiceUnit
from medvirkning.accounts.models import User
from medvirkning.web import fictitious
from projects.demonstration.services import load
from representatives.geography.enums import REGION_OF, Region
from tests import advice_factories

PASSWORD = "a-password-for-the-demonstration"


def told(_text: str) -> None:
    pass


def account(mailbox: str) -> User:
    return User.objects.by_email(f"{mailbox}@demo.example").get()


def last_year() -> int:
    return timezone.localdate().year - 1


def services_lie_in_every_region_and_are_of_every_kind() -> None:
    units = ServiceUnit.objects.registered()
    assert 55 <= units.count() <= 85
    assert {REGION_OF[county] for county in units.values_list("county", flat=True)} == set(Region.values)
    assert set(units.values_list("kind", flat=True)) == set(UnitKind.values)
    assert set(units.values_list("size_class", flat=True)) == set(SizeClass.values)
    for owner, kind in ServiceUnit.objects.values_list("owner_kind", "kind"):
        assert kind in KINDS_OF[owner]
    for unit in units.select_related("parent"):
        assert unit.lineage == [*(unit.parent.lineage if unit.parent else []), unit.pk]
    names = list(units.values_list("name", "owner_name"))
    assert len(set(names)) == len(names)
    assert ServiceUnit.objects.waiting().count() == 2


def most_have_three_years_and_move_upwards() -> None:
    edition = advice_factories.edition().pk
    shares = []
    for back in (2, 1, 0):
        page = figures.build(Selection(edition, last_year() - back, Group(), as_of_today=True))
        assert page.answered > 25
        shares.append(page.share.per_cent)
    assert shares == sorted(shares)
    assert len(set(shares)) == 3


def the_overview_shows_regions_and_hides_small_counties() -> None:
    page = figures.build(Selection(advice_factories.edition().pk, last_year(), Group(), as_of_today=True))
    by_trait = {parts.trait: parts for parts in page.parts}
    assert not by_trait[REGION].is_empty
    assert by_trait["county"].has_hidden
    assert any(row.both_years for row in page.rows)
    assert departments.build(page).answered >= 5


def records_are_those_that_the_portal_writes() -> None:
    """COPY passes by the service of approval, so what it would have written is held against what is there."""
    approved = Assessment.objects.approved().with_subject().order_by("pk")
    for assessment in [approved.first(), approved.filter(department__isnull=False).last()]:
        written = record_of(assessment)
        for one in (written, assessment.record):
            for piece in one["pieces"]:
                # Agreed on since.
                piece.pop("actions")
        assert assessment.record == written


def they_hold_the_rules_of_the_portal() -> None:
    today = timezone.now()
    assert not AssessmentAnswer.objects.filter(assessment__state=AssessmentState.APPROVED, score="").exists()
    assert not Assessment.objects.filter(submitted_at__gt=today + datetime.timedelta(days=1)).exists()
    approved = Assessment.objects.approved()
    assert not approved.filter(submitted_by=None).exists()
    for one in approved.select_related("submitted_by", "approved_by"):
        assert one.submitted_by != one.approved_by
        assert one.submitted_at <= one.approved_at
    assert set(AssessmentAnswer.objects.exclude(score="").values_list("score", flat=True)) == {
        *SCALE,
        Score.NOT_RELEVANT.value,
    }


def the_service_leader_has_something_to_do() -> None:
    leader = account("tjeneste")
    units = ServiceUnit.objects.visible_to(leader)
    assert set(units.values_list("name", flat=True)) == set(OWN_NAMES)
    year = last_year() + 1
    own = Assessment.objects.get(unit__name=OWN_NAMES[0], year=year)
    assert own.state == AssessmentState.DRAFT
    assert 0 < own.answers.exclude(score="").count() < own.answers.count()
    assert own.score_invitations.exclude(answered_at=None).get().scores.exclude(score="").exists()
    waiting = Assessment.objects.get(unit__name=OWN_NAMES[1], year=year)
    assert waiting.state == AssessmentState.SUBMITTED
    assert leader.has_perm("assessments.approve", waiting)
    returned = Assessment.objects.get(unit__name=OWN_NAMES[2], year=year)
    assert (returned.state, bool(returned.return_reason)) == (AssessmentState.DRAFT, True)
    actions = AssessmentAction.objects.visible_to(leader)
    assert actions.open().filter(due_on__lt=timezone.localdate()).exists()
    assert actions.filter(state="done").exclude(outcome="").exists()
    before = Assessment.objects.filter(unit=own.unit, state=AssessmentState.APPROVED)
    assert before.count() == 3
    assert like.compare(leader, before.get(year=last_year())).others >= 5


def some_wait_for_the_centre() -> None:
    centre = account("senter")
    waiting = Assessment.objects.filter(state=AssessmentState.SUBMITTED, unit__parent=None)
    assert any(centre.has_perm("assessments.approve", one) for one in waiting)


def the_directorates_leader_has_begun() -> None:
    leader = account("leder")
    own = Assessment.objects.get(department__code="KOM-PSY", year=last_year() + 1)
    assert own.started_by == leader
    assert own.answers.filter(evidence__involvement__isnull=False).exists()


def what_is_made_up_says_so_and_the_advice_is_untouched() -> None:
    assert ImplementationActivity.objects.count() >= 8
    assert not ImplementationActivity.objects.exclude(title__contains="ppdiktet").exists()
    assert PlanGoal.objects.exclude(source="").exists()
    assert (
        PlanGoal.objects.filter(source="").count() == PlanGoal.objects.filter(title__contains="oppdiktet").count() == 1
    )
    pieces = Advice.objects.filter(edition__is_main=True)
    assert AdviceVersion.objects.published().filter(of__in=pieces).count() == pieces.count() == 11
    assert AdviceTie.objects.filter(work_item__responsible=account("ansatt")).exists()
    assert not AdviceTie.objects.filter(work_item__restricted=True).exists()


CHECKS = (
    services_lie_in_every_region_and_are_of_every_kind,
    most_have_three_years_and_move_upwards,
    the_overview_shows_regions_and_hides_small_counties,
    records_are_those_that_the_portal_writes,
    they_hold_the_rules_of_the_portal,
    the_service_leader_has_something_to_do,
    some_wait_for_the_centre,
    the_directorates_leader_has_begun,
    what_is_made_up_says_so_and_the_advice_is_untouched,
)


def test_the_advice_in_the_set(db, subtests):
    """Loaded once; each check reads it."""
    load(scale=1, seed=1, password=PASSWORD, tell=told)
    for check in CHECKS:
        with subtests.test(check.__name__):
            check()
    fictitious.forget()


def test_the_same_seed_gives_the_same_services_and_answers(db):
    def drawn(seed: int) -> list[tuple[str, ...]]:
        with transaction.atomic():
            load(scale=1, seed=seed, password=PASSWORD, tell=told)
            rows = AssessmentAnswer.objects.order_by("pk").values_list(
                "assessment__unit__name", "assessment__year", "score", "comment"
            )
            found = [tuple(map(str, row)) for row in rows]
            transaction.set_rollback(True)
        fictitious.forget()
        return found

    first = drawn(7)
    assert drawn(7) == first
    assert drawn(8) != first


@pytest.mark.parametrize("scale", [2])
def test_scale_multiplies_services(db, scale):
    load(scale=scale, seed=1, password=PASSWORD, tell=told)
    fictitious.forget()
    assert 110 <= ServiceUnit.objects.registered().count() <= 170
