"""An administrator who takes a theme off its list reads how many it is to, and never of few."""

import pytest
from django.urls import reverse

from medvirkning import audit
from representatives.subjects.models import SubjectArea
from tests import factories, register_factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(signed_in, settings):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "SecondFactorMiddleware" not in one]
    return signed_in(factories.administrator())


@pytest.mark.parametrize(
    ("people", "words"),
    [(0, "Færre enn 5 i registeret"), (4, "Færre enn 5 i registeret"), (5, "5 i registeret har valgt dette")],
)
def test_the_page_of_a_theme_says_how_many_chose_it(administrator, people, words):
    for _each in range(people):
        register_factories.person(themes=["rus", "eldre"])
    rus = SubjectArea.objects.get(code="rus")
    page = administrator.get(reverse("admin:representatives_subjectarea_change", args=[rus.pk])).text
    assert words in page
    assert "ingen kan søke på det" in page


def test_a_subject_that_nobody_may_choose_says_nothing(administrator):
    with audit.context(command="test"):
        other = SubjectArea.objects.create(code="diabetes", name_nb="diabetes", is_theme=False)
    page = administrator.get(reverse("admin:representatives_subjectarea_change", args=[other.pk])).text
    assert "i registeret har valgt" not in page
