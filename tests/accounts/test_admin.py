"""The admin opens for administrators, on the value lists alone."""

import pytest
from django.urls import reverse

from medvirkning.accounts import admin
from medvirkning.accounts.models import User
from medvirkning.web.value_lists import ValueListItem
from projects.work.models import ExemptionReason
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "admin:projects_exemptionreason_changelist"


@pytest.fixture(autouse=True)
def _demonstration(settings):
    settings.MEDVIRKNING_DEMO = True


def test_only_value_lists_are_in_it():
    admin.register_value_lists()
    assert ExemptionReason in admin.site._registry
    assert User not in admin.site._registry
    assert all(issubclass(model, ValueListItem) for model in admin.site._registry)


def test_administrators_change_a_list(signed_in):
    client = signed_in(factories.administrator())
    reason = factories.exemption_reason()
    assert client.get(reverse("admin:index")).status_code == 200
    assert client.get(reverse(LIST)).status_code == 200
    address = reverse("admin:projects_exemptionreason_change", args=[reason.pk])
    page = client.get(address)
    assert page.status_code == 200
    values = {"name_nb": "Nytt navn", "position": "5", "disabled_on": "2030-01-01"}
    response = client.post(address, {**values, "name_nn": "", "name_en": ""})
    assert response.status_code == 302
    reason.refresh_from_db()
    assert (reason.name_nb, reason.code) == ("Nytt navn", "not_relevant")


def test_nothing_is_deleted(signed_in):
    client = signed_in(factories.administrator())
    reason = factories.exemption_reason()
    response = client.post(reverse("admin:projects_exemptionreason_delete", args=[reason.pk]), {"post": "yes"})
    assert response.status_code == 403
    assert ExemptionReason.objects.filter(pk=reason.pk).exists()


@pytest.mark.parametrize("make", [factories.staff, factories.leader, factories.centre])
def test_nobody_else_comes_in(signed_in, make):
    response = signed_in(make()).get(reverse(LIST))
    assert response.status_code in {302, 403}


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get(reverse(LIST)).url.startswith("/accounts/login/")
