"""The admin opens for administrators, on the value lists alone."""

import pytest
from django.urls import reverse
from django.utils import timezone

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


def test_a_value_is_taken_out_of_use_from_a_date(signed_in):
    client = signed_in(factories.administrator())
    reason = factories.exemption_reason()
    address = reverse("admin:projects_exemptionreason_change", args=[reason.pk])
    client.post(address, {"name_nb": reason.name_nb, "position": "5", "disabled_on": "01.02.2024"})
    page = client.get(reverse(LIST))
    assert "Tatt ut av bruk 1. februar 2024" in page.text.replace("\xa0", " ")
    assert f"«{reason.name_nb}» er lagret." in page.text
    reason.refresh_from_db()
    assert not type(reason).objects.in_use(timezone.localdate()).filter(pk=reason.pk).exists()


def test_a_new_value_and_what_is_wrong_with_one(signed_in):
    client = signed_in(factories.administrator())
    address = reverse("admin:projects_exemptionreason_add")
    page = client.post(address, {"code": "", "name_nb": "Typed", "position": "1", "disabled_on": "31.02.2024"})
    assert page.status_code == 200
    assert 'value="Typed"' in page.text
    assert "Skriv en dato som finnes" in page.text
    assert "<title>Feil:" in page.text
    client.post(address, {"code": "new", "name_nb": "Ny grunn", "position": "1"})
    assert ExemptionReason.objects.get(pk="new").name_nb == "Ny grunn"


def test_the_pages_are_the_portals_own(signed_in):
    """Its header and its words; nothing of Django's own look, scripts or English is left."""
    client = signed_in(factories.administrator())
    reason = factories.exemption_reason()
    names = {
        "admin:index": [],
        LIST: [],
        "admin:projects_exemptionreason_add": [],
        "admin:projects_exemptionreason_change": [reason.pk],
        "admin:projects_exemptionreason_history": [reason.pk],
    }
    for name, args in names.items():
        page = client.get(reverse(name, args=args))
        assert page.status_code == 200
        assert "<strong>Oppdiktede data.</strong>" in page.text
        assert page.text.count("<h1>") == 1
        main = page.text.partition("<main")[2].partition("</main>")[0]
        for foreign in ("admin/css", "admin/js", "<style", "Django", "Save", "Change", "History", "Add ", "Home"):
            assert foreign not in main, (name, foreign)


def test_who_changed_a_value_is_told(signed_in):
    account = factories.administrator(name="Ada Admin")
    client = signed_in(account)
    reason = factories.exemption_reason()
    address = reverse("admin:projects_exemptionreason_change", args=[reason.pk])
    client.post(address, {"name_nb": "Nytt navn", "position": "5"})
    page = client.get(reverse("admin:projects_exemptionreason_history", args=[reason.pk]))
    assert "Ada Admin" in page.text
    assert "Endret" in page.text


def test_a_list_is_searched_and_sorted(signed_in, django_assert_max_num_queries):
    client = signed_in(factories.administrator())
    factories.exemption_reason()
    assert "1 treff" in client.get(reverse(LIST), {"q": "not_rel", "sort": "-code"}).text
    assert "Ingen treff" in client.get(reverse(LIST), {"q": "nothing like it"}).text
    # Session and account are two of them.
    with django_assert_max_num_queries(8):
        client.get(reverse(LIST))


def test_the_account_has_its_own_pages(signed_in):
    """Password and signing out are the account's pages; the admin has none of its own."""
    client = signed_in(factories.administrator())
    for path in ("password_change/", "logout/", "jsi18n/", "autocomplete/"):
        assert client.get(f"/verdilister/{path}").status_code == 404
    assert client.get("/verdilister/projects/exemptionreason/none/change/").status_code == 404


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
