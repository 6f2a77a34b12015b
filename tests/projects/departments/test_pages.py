"""The tree, who works where, closing a department, and deputies."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from projects.departments.models import Department, Deputy, Membership
from projects.work.responsibility import department_on
from tests import factories
from tests.projects.work.test_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(signed_in, settings):
    settings.MEDVIRKNING_DEMO = True
    return signed_in(factories.administrator())


def test_the_tree_as_it_stood_on_a_day(admin):
    factories.division(name="Før", valid_to=factories.day("2024-12-31"))
    factories.division(name="Etter", valid_from=factories.day("2025-01-01"))
    text = text_of(admin.get(reverse("departments:list"), {"dato": "2024-06-01"}))
    assert "Før" in text
    assert "Etter" not in text
    assert "Etter" in text_of(admin.get(reverse("departments:list"), {"dato": "ikke en dato"}))


def test_an_empty_tree_says_what_to_do(admin):
    assert "Opprett direktoratet først" in text_of(admin.get(reverse("departments:list")))


def test_staff_read_the_tree_and_do_not_change_it(signed_in):
    place = factories.division()
    staff = signed_in(factories.staff(of=place))
    assert staff.get(reverse("departments:detail", args=[place.code])).status_code == 200
    for name, more in (("edit", []), ("add-member", []), ("end-membership", [place.memberships.get().pk])):
        assert staff.get(reverse(f"departments:{name}", args=[place.code, *more])).status_code == 403
    assert staff.get(reverse("departments:create")).status_code == 403
    assert staff.get(reverse("work:close-department", args=[place.code])).status_code == 403


def test_a_representative_sees_no_tree(signed_in):
    place = factories.division()
    client = signed_in(factories.user(roles=["representative"]))
    assert client.get(reverse("departments:list")).status_code == 403
    assert client.get(reverse("departments:detail", args=[place.code])).status_code == 404


def new(**changes):
    return {
        "code": "PSY",
        "name_nb": "Psykisk helse",
        "name_nn": "",
        "valid_from": "1.1.2026",
        "parent": "",
        **changes,
    }


def test_open_a_department(admin):
    root = factories.directorate()
    response = admin.post(reverse("departments:create"), new(parent=root.pk))
    assert response["Location"] == reverse("departments:detail", args=["PSY"])
    assert Department.objects.get(code="PSY").lineage == [root.code, "PSY"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"code": "OPPTATT"}, "Koden er i bruk eller har vært det"),
        ({"code": "A/B"}, "Bruk bokstaver, tall og bindestrek i koden."),
        ({"parent": ""}, "Det finnes alt en øverste enhet."),
        ({"name_nb": ""}, "Fyll ut «Navn»"),
        ({"valid_from": "2026"}, "Skriv hele datoen"),
    ],
)
def test_departments_that_are_refused(admin, changes, message):
    root = factories.directorate()
    factories.division(code="OPPTATT")
    response = admin.post(reverse("departments:create"), new(**{"parent": root.pk, **changes}))
    assert message in text_of(response)
    assert Department.objects.in_tree().count() == 2


def test_rename_and_refuse_a_stale_name(admin):
    place = factories.division()
    address = reverse("departments:edit", args=[place.code])
    assert admin.post(address, {"name_nb": "Nytt", "name_nn": "", "version": place.version}).status_code == 302
    assert admin.post(address, {"name_nb": "Nyere", "name_nn": "", "version": place.version}).status_code == 409


def test_somebody_begins_and_leaves(admin):
    place = factories.division()
    account = factories.user(email="ny@example.org")
    values = {"user": "NY@example.org", "role": "leader", "valid_from": "1.1.2026", "valid_to": ""}
    assert admin.post(reverse("departments:add-member", args=[place.code]), values).status_code == 302
    row = Membership.objects.get()
    assert (row.user, row.role) == (account, "leader")
    assert User.objects.get(pk=account.pk).has_role(Role.STAFF)
    end = reverse("departments:end-membership", args=[place.code, row.pk])
    assert "Sluttdatoen er før startdatoen." in text_of(admin.post(end, {"valid_to": "1.1.2025"}))
    assert admin.post(end, {"valid_to": "31.1.2026"}).status_code == 302
    row.refresh_from_db()
    assert row.valid_to == factories.day("2026-01-31")


def test_an_unknown_address_is_said_to_be_so(admin):
    place = factories.division()
    values = {"user": "ingen@example.org", "role": "staff", "valid_from": "1.1.2026", "valid_to": ""}
    response = admin.post(reverse("departments:add-member", args=[place.code]), values)
    assert "Vi finner ingen konto med adressen ingen@example.org." in text_of(response)


# Closing


def closing(place, **changes):
    return {"last_day": "31.12.2026", "successors": [], "heir": "", **changes}


def test_closing_is_shown_before_it_is_done(admin):
    place, heir = factories.division(), factories.division(name="Arving")
    item = factories.assignment(department=place, title="Åpent arbeid")
    address = reverse("work:close-department", args=[place.code])
    assert admin.get(address).status_code == 200
    preview = admin.post(address, closing(place, preview="1"))
    assert "Åpent arbeid" in text_of(preview)
    assert "Ingenting er gjort ennå." in text_of(preview)
    place.refresh_from_db()
    assert place.valid_to is None
    refused = admin.post(address, closing(place, close="1"))
    assert f"Velg hvor dette arbeidet skal: {item.reference}." in text_of(refused)
    values = closing(place, close="1", successors=[heir.pk], **{f"to_{item.pk}": heir.pk})
    assert admin.post(address, values).status_code == 302
    place.refresh_from_db()
    assert place.valid_to == factories.day("2026-12-31")
    assert list(place.successors.all()) == [heir]
    assert department_on(item, factories.day("2026-12-31")) == place
    assert department_on(item, factories.day("2027-01-01")) == heir
    assert admin.get(reverse("departments:detail", args=[place.code])).status_code == 200


def test_one_heir_takes_all(admin):
    place, heir = factories.division(), factories.division()
    items = [factories.assignment(department=place) for _ in range(3)]
    address = reverse("work:close-department", args=[place.code])
    assert admin.post(address, closing(place, close="1", heir=heir.pk)).status_code == 302
    assert {department_on(item, factories.day("2027-01-01")) for item in items} == {heir}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"last_day": "1.1.1990"}, "Enheten kan ikke legges ned før den ble opprettet."),
        ({"last_day": "2026"}, "Skriv hele datoen"),
    ],
)
def test_closings_that_are_refused(admin, changes, message):
    place = factories.division()
    response = admin.post(reverse("work:close-department", args=[place.code]), closing(place, close="1", **changes))
    assert message in text_of(response)


def test_those_below_are_closed_first(admin):
    place = factories.division()
    factories.department(parent=place)
    response = admin.post(reverse("work:close-department", args=[place.code]), closing(place, close="1"))
    assert "Legg ned enhetene under denne først." in text_of(response)


def test_a_closed_department_is_not_closed_again(admin):
    place = factories.division(valid_to=factories.day("2020-01-01"))
    assert admin.get(reverse("work:close-department", args=[place.code])).status_code == 404


# Deputies


def test_a_leader_names_and_removes_a_deputy(signed_in):
    leader, other = factories.leader(), factories.staff(email="vikar@example.org")
    client = signed_in(leader)
    address = reverse("departments:deputies")
    today = timezone.localdate()
    values = {
        "deputy": "vikar@example.org",
        "valid_from": f"{today:%d.%m.%Y}",
        "valid_to": f"{today + datetime.timedelta(days=7):%d.%m.%Y}",
    }
    assert client.post(address, values).status_code == 302
    row = Deputy.objects.get()
    assert (row.leader, row.deputy) == (leader, other)
    assert str(other) in text_of(client.get(address))
    assert signed_in(factories.leader()).post(reverse("departments:remove-deputy", args=[row.pk])).status_code == 404
    assert client.post(reverse("departments:remove-deputy", args=[row.pk])).status_code == 302
    assert not Deputy.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"deputy": "leder@example.org"}, "Velg en annen enn deg selv som stedfortreder."),
        ({"valid_to": "1.1.2020"}, "Sluttdatoen er før startdatoen."),
    ],
)
def test_deputies_that_are_refused(signed_in, changes, message):
    leader = factories.leader(email="leder@example.org")
    factories.staff(email="vikar@example.org")
    values = {"deputy": "vikar@example.org", "valid_from": "1.1.2026", "valid_to": "31.12.2026", **changes}
    assert message in text_of(signed_in(leader).post(reverse("departments:deputies"), values))


def test_who_leads_nothing_names_nobody(signed_in):
    assert signed_in(factories.staff()).get(reverse("departments:deputies")).status_code == 403
