"""Reference data loads itself, once, and leaves what an administrator has changed."""

import pytest
from django.core.management import call_command

from medvirkning import audit
from medvirkning.web.reference_data import add_missing
from projects.departments.models import Department
from projects.departments.reference_data import NOT_STATED_CODE
from projects.involvement.models import InvolvementForm
from projects.shares.models import RuleVersion
from projects.work.models import CommissionSource, ExemptionReason, ProductType
from projects.work.reference_data import PRODUCT_TYPES

# The values that the file format promises are always there.
PROMISED = {
    ProductType: "guideline advice guide pathway prioritisation_guide investigation grant_rules competence_measure "
    "digital_service other",
    CommissionSource: "allocation_letter supplement ministry own_initiative other",
    ExemptionReason: "not_relevant purely_internal confidential urgent other",
    InvolvementForm: "project_group working_group external_working_group reference_group steering_group adviser "
    "user_panel youth_panel user_council input_meeting dialogue_meeting workshop interview survey written_input "
    "consultation conference user_insight not_stated",
}


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "codes"), PROMISED.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_promised_values_are_there_in_three_languages(model, codes):
    rows = {row.code: row for row in model.objects.all()}
    assert set(codes.split()) <= set(rows)
    assert all(row.name_nb and row.name_nn and row.name_en for row in rows.values())
    assert [row.code for row in model.objects.order_by("position")] == codes.split()


@pytest.mark.django_db
def test_not_stated_lies_outside_the_tree():
    department = Department.objects.get(code=NOT_STATED_CODE)
    assert department.outside_tree
    assert department.lineage == [NOT_STATED_CODE]
    assert not Department.objects.in_tree().filter(pk=department.pk).exists()


@pytest.mark.django_db
def test_the_first_version_of_the_rule():
    rule = RuleVersion.objects.get()
    assert (rule.number, rule.from_year, rule.headline) == (1, 2010, "with_any")
    assert (rule.least_degree, rule.counts_unknown_degree) == (1, True)


@pytest.mark.django_db
def test_a_changed_name_is_left_and_a_missing_row_comes_back():
    with audit.context(reason="test"):
        ProductType.objects.filter(code="guide").update(name_nb="rettleder")
        ProductType.objects.filter(code="other").delete()
    assert add_missing("projects", "ProductType", "code", PRODUCT_TYPES, using="default") == 1
    assert ProductType.objects.get(code="guide").name_nb == "rettleder"
    assert ProductType.objects.filter(code="other").exists()
    assert add_missing("projects", "ProductType", "code", PRODUCT_TYPES, using="default") == 0


@pytest.mark.django_db(transaction=True)
def test_a_flush_brings_it_back():
    call_command("flush", interactive=False, verbosity=0)
    assert ProductType.objects.count() == len(PRODUCT_TYPES)
    assert RuleVersion.objects.get().number == 1
    assert Department.objects.filter(code=NOT_STATED_CODE).exists()
