"""Registers of advice for the query budgets: each is called twice, and makes more with a higher seed."""

from django.urls import reverse
from django.utils import timezone

from advice.assessments.enums import AssessmentState
from advice.catalogue.models import AdviceFeedback
from advice.units.enums import UnitState
from advice.units.models import ServiceUnit
from medvirkning import audit
from medvirkning.accounts.models import User
from tests import advice_factories, factories


def pieces(seed: int) -> str:
    """The catalogue, with more versions."""
    for _ in range(seed):
        advice_factories.publish(advice_factories.advice(2), rationale=f"Fordi {factories.number()}")
    return reverse("catalogue:list")


def piece(seed: int) -> str:
    """A piece with more activities and work about it."""
    pieces(seed)
    for _ in range(seed):
        advice_factories.activity(pieces=[2])
        advice_factories.tie(factories.assignment(), 2)
    return reverse("catalogue:detail", args=[2])


def activities(seed: int) -> str:
    """More activities, each about several pieces."""
    for _ in range(2 * seed):
        advice_factories.activity(pieces=[1, 2, 3], organisation=factories.organisation())
    return reverse("implementation:activities")


def plan(seed: int) -> str:
    """A plan with more parts and more activities under each."""
    activities(seed)
    for _ in range(seed):
        advice_factories.activity(goal=advice_factories.goal(), pieces=[1, 4])
    return reverse("implementation:plan")


def units(seed: int) -> str:
    """Trees of units with leaders."""
    for _ in range(seed):
        above = advice_factories.unit()
        advice_factories.service_leader(of=advice_factories.unit(parent=above))
    return reverse("units:list")


def assessments(seed: int) -> str:
    """Assessments in every state, answered."""
    for state in AssessmentState:
        for _ in range(seed):
            advice_factories.assessment(unit=advice_factories.unit(), state=state, scores="partly")
    return reverse("assessments:list")


def home(seed: int) -> str:
    """More units below the one that the service leader leads."""
    top = led_unit()
    for _ in range(seed):
        advice_factories.assessment(unit=advice_factories.unit(parent=top), scores="partly")
    return reverse("assessments:home")


def overview(seed: int) -> str:
    """Units that answered in two years."""
    year = timezone.localdate().year - 1
    for _ in range(5 * seed):
        unit = advice_factories.unit()
        for one in (year - 1, year):
            advice_factories.assessment(unit=unit, year=one, state=AssessmentState.APPROVED, scores="mostly")
    return reverse("overview:national")


def wait_for_the_centre(seed: int) -> None:
    """Units, feedback and assessments that wait."""
    for _ in range(seed):
        advice_factories.unit(state=UnitState.APPLIED)
        advice_factories.assessment(unit=advice_factories.unit(), state=AssessmentState.SUBMITTED)
        with audit.context(command="test"):
            AdviceFeedback.objects.create(version=advice_factories.advice(1).current, text="Uklart")


def led_unit() -> ServiceUnit:
    """The one that the service leader of the budgets leads."""
    name = "Toppenheten"
    return ServiceUnit.objects.filter(name=name).first() or advice_factories.unit(name=name)


def service_leader() -> User:
    return advice_factories.service_leader(of=led_unit())
