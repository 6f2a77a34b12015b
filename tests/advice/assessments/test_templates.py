"""What is asked: the Centre takes the pieces as they stand into use, and earlier templates stay."""

import pytest
from django.urls import reverse

from advice.assessments.models import AssessmentTemplate
from tests import advice_factories, factories
from tests.advice.assessments.cases import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(signed_in, settings):
    """Where the demonstration set is, no second factor is asked for."""
    settings.MEDVIRKNING_DEMO = True
    return signed_in(factories.centre())


def test_the_next_template_shows_what_it_changes(centre):
    old = AssessmentTemplate.objects.get()
    address = reverse("assessments:adopt")
    assert "ikke noe å ta i bruk" in text_of(centre.get(address))
    assert centre.post(address, {"against": 1, "note": ""}).status_code == 200
    advice_factories.publish(advice_factories.advice(5), wording="Ledere bør spørre")
    page = text_of(centre.get(address))
    assert "Ledere bør spørre" in page
    assert "1 råd er endret siden malen som er i bruk." in page
    assert centre.post(address, {"against": 0, "note": ""}).status_code == 200
    assert centre.post(address, {"against": 1, "note": "Klarere språk"}).status_code == 302
    new = AssessmentTemplate.objects.get(number=2)
    assert new.note == "Klarere språk"
    texts = [item.advice_version.wording for item in new.items.order_by("position")]
    assert texts[4] == "Ledere bør spørre"
    assert old.items.get(position=5).advice_version.number == 1
    assert "Klarere språk" in text_of(centre.get(reverse("assessments:templates")))
    assert "Ledere bør spørre" in text_of(centre.get(reverse("assessments:template", args=[2])))
    assert "Ledere bør spørre" not in text_of(centre.get(reverse("assessments:template", args=[1])))
