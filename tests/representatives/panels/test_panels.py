"""Panels: who may make, change and close them, who sees who sits there, and the list."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.audit.models import AccessLog
from medvirkning.notifications.models import Message
from medvirkning.web.dates import format_date
from representatives.consents.services import withdraw
from representatives.enrolments.reading import open_classes
from representatives.organisations.models import OrganisationContact
from representatives.panels import services
from representatives.panels.enums import MeetingState, MemberState
from representatives.panels.models import Panel, PanelManager, PanelMember
from representatives.panels.querysets import members_for, panels_for
from tests import factories, register_factories
from tests.representatives.panels.cases import invited

pytestmark = pytest.mark.django_db


def posted(**values):
    return {"name": "Nytt panel", "kind": "user", "owner": "", "mandate": "Gi råd", "pay": "by_rates"} | values


def test_the_centre_adds_one_with_members(signed_in):
    page = signed_in(factories.centre()).post(
        reverse("panels:add"), posted(has_members="on", seats="8", term_months="24", subject_areas=["rus"])
    )
    panel = Panel.objects.get()
    assert page.headers["Location"] == panel.get_absolute_url()
    assert (panel.owner, panel.has_members, panel.seats) == (None, True, 8)
    assert [one.code for one in panel.subject_areas.all()] == ["rus"]


def test_staff_enter_one_of_another_body_without_members(signed_in):
    body = register_factories.registered(name="Helse Nord", kind="public_body")
    staff = signed_in(factories.staff())
    assert "Velg hvem som eier" in staff.post(reverse("panels:add"), posted(has_members="on")).text
    staff.post(reverse("panels:add"), posted(owner="helse nord", has_members="on"))
    panel = Panel.objects.get()
    assert (panel.owner, panel.has_members) == (body, False)
    page = staff.get(panel.get_absolute_url())
    assert "føres ikke her" in page.text
    assert "Føres ikke her" in staff.get(reverse("panels:list")).text


def test_an_owner_that_is_not_known(signed_in):
    page = signed_in(factories.staff()).post(reverse("panels:add"), posted(owner="Finnes ikke"))
    assert "Fant ingen organisasjon" in str(page.context["form"].errors)


def test_a_contact_adds_for_the_own_organisation_alone(signed_in):
    own, other = register_factories.registered(), register_factories.registered()
    contact = signed_in(register_factories.contact(of=own))
    page = contact.post(reverse("panels:add"), posted(owner=other.pk, has_members="on"))
    assert page.context["form"].errors["owner"]
    contact.post(reverse("panels:add"), posted(owner=own.pk, has_members="on"))
    assert Panel.objects.get().owner == own


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"recruits_from": "2026-05-01"}, "både fra og frist"),
        ({"recruits_from": "2026-05-02", "recruits_to": "2026-05-01"}, "både fra og frist"),
        ({"name": "å" * 300}, "200"),
        ({"seats": "-1"}, "større enn eller lik"),
    ],
)
def test_what_does_not_hold_is_said(signed_in, values, said):
    page = signed_in(factories.centre()).post(reverse("panels:add"), posted(has_members="on", **values))
    assert said in str(page.context["form"].errors)
    assert not Panel.objects.exists()


def test_two_who_change_one_panel(signed_in):
    panel = register_factories.panel()
    centre = signed_in(factories.centre())
    address = reverse("panels:edit", args=[panel.pk])
    assert centre.post(address, posted(name="Første", version=1)).status_code == 302
    page = centre.post(address, posted(name="Andre", version=1))
    assert page.status_code == 409
    assert "Første" in page.text
    assert Panel.objects.get().name == "Første"


def test_seats_are_never_fewer_than_those_who_sit(signed_in):
    panel = register_factories.panel(seats=5)
    for _one in range(2):
        register_factories.member(of=panel)
    page = signed_in(factories.centre()).post(reverse("panels:edit", args=[panel.pk]), posted(seats="1", version=1))
    assert "Det sitter 2 i panelet" in page.text


def test_closing_ends_all_of_it_and_tells(signed_in):
    panel = register_factories.panel()
    member = register_factories.member(of=panel)
    invited(panel)
    today = timezone.localdate()
    meeting = register_factories.panel_meeting(of=panel, state=MeetingState.PLANNED, held_on=today)
    centre = signed_in(factories.centre())
    address = reverse("panels:close", args=[panel.pk])
    later = (today + datetime.timedelta(days=1)).isoformat()
    assert "fram i tid" in centre.post(address, {"version": 1, "last_day": later}).text
    centre.post(address, {"version": 1, "last_day": today.isoformat()})
    panel.refresh_from_db()
    meeting.refresh_from_db()
    assert (panel.closed_on, meeting.state) == (today, MeetingState.CANCELLED)
    assert set(PanelMember.objects.values_list("state", flat=True)) == {MemberState.ENDED, MemberState.CANCELLED}
    assert "lagt ned" in Message.objects.get(user=member.person.user, event__endswith=":over").text
    assert centre.get(reverse("panels:invite", args=[panel.pk])).status_code == 403


# Who sees whom


@pytest.fixture
def panel():
    return register_factories.panel(owner=register_factories.registered())


@pytest.fixture
def member(panel):
    return register_factories.member(
        of=panel, who=register_factories.person(name="Hemmelig Navn", purposes=["register"])
    )


def leads(panel, account) -> User:
    with audit.context(command="test"):
        PanelManager.objects.create(panel=panel, user=account, valid_from=timezone.localdate())
    return account


def who_runs(panel) -> dict[str, User]:
    """Named to run it, and who stands for the owner."""
    if panel.owner is None:
        return {"manager": leads(panel, factories.staff()), "owner": factories.centre()}
    return {
        "manager": leads(panel, register_factories.contact(of=panel.owner)),
        "owner": register_factories.contact(of=panel.owner),
    }


@pytest.mark.parametrize("whose", ["an organisation's", "the directorate's"])
@pytest.mark.parametrize("role", ["manager", "owner"])
def test_who_runs_it_sees_who_sits_there(signed_in, member, role, whose):
    panel = member.panel
    if whose == "the directorate's":
        with audit.context(command="test"):
            Panel.objects.filter(pk=panel.pk).update(owner=None)
        panel.refresh_from_db()
    account = who_runs(panel)[role]
    client = signed_in(account)
    assert "Hemmelig Navn" in client.get(panel.get_absolute_url()).text
    page = client.get(reverse("panels:member", args=[member.pk]))
    assert member.person.user.email in page.text
    assert (
        AccessLog.objects.filter(actor_id=account.pk, subject_pk=member.person.pk, view="panels:member").count() == 1
    )
    # What is special is not for who runs a panel.
    assert [str(one) for one in open_classes(account, member.person)] == ["personal"]


@pytest.mark.parametrize("role", ["staff", "centre", "administrator"])
def test_others_see_how_many(signed_in, panel, member, role):
    """The Centre too, where the panel is an organisation's."""
    who_runs(panel)
    account = getattr(factories, role)()
    client = signed_in(account)
    page = client.get(panel.get_absolute_url())
    assert "Hemmelig Navn" not in page.text
    assert "1 medlem" in page.text or role == "administrator"
    assert client.get(reverse("panels:member", args=[member.pk])).status_code in (403, 404)
    assert open_classes(account, member.person) == frozenset()
    for name in ("finding:person", "consents:person"):
        assert client.get(reverse(name, args=[member.person.pk])).status_code in (403, 404)


def test_the_centre_opens_who_is_entered_too(signed_in, member):
    """Whom an organisation has entered, as the text says; not that the person sits on a panel."""
    register_factories.representative(who=member.person)
    page = signed_in(factories.centre()).get(reverse("finding:person", args=[member.person.pk]))
    assert "Hemmelig Navn" in page.text
    assert member.panel.name not in page.text


def test_the_centre_keeps_members_of_the_directorates_panels_alone(signed_in):
    owner = register_factories.registered(name="Foreningen Fri")
    centre = signed_in(factories.centre())
    page = centre.post(reverse("panels:add"), posted(owner=owner.name, has_members="on"))
    assert "bare eieren får se hvem som sitter der" in page.text
    centre.post(reverse("panels:add"), posted(owner=owner.name))
    assert Panel.objects.get().has_members is False


def test_who_has_left_the_owner_leads_no_more(signed_in, panel, member):
    account = leads(panel, register_factories.contact(of=panel.owner))
    assert signed_in(account).get(reverse("panels:member", args=[member.pk])).status_code == 200
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    with audit.context(command="test"):
        OrganisationContact.objects.filter(user=account).update(
            valid_from=yesterday - datetime.timedelta(days=1), valid_to=yesterday
        )
    assert signed_in(account).get(reverse("panels:member", args=[member.pk])).status_code == 404
    assert list(Panel.objects.led_by_nobody()) == [panel]


def test_another_member_sees_no_names(signed_in, panel, member):
    other = register_factories.member(of=panel)
    page = signed_in(other.person.user).get(panel.get_absolute_url())
    assert page.status_code == 200
    assert "Hemmelig Navn" not in page.text


@pytest.mark.parametrize("how", ["withdrawn", "expired"])
def test_who_agrees_no_more_is_gone_at_once(signed_in, panel, member, how):
    client = signed_in(register_factories.contact(of=panel.owner))
    assert "Hemmelig Navn" in client.get(panel.get_absolute_url()).text
    if how == "withdrawn":
        with audit.context(command="test"):
            withdraw(actor=member.person.user, person=member.person, purpose="register")
    else:
        with audit.context(command="test"):
            member.person.consents.update(expires_on=timezone.localdate() - datetime.timedelta(days=1))
    page = client.get(panel.get_absolute_url())
    assert "Hemmelig Navn" not in page.text
    assert "0 medlemmer" in page.text
    assert client.get(reverse("panels:member", args=[member.pk])).status_code == 404


def test_a_former_manager_sees_nobody(signed_in):
    panel, account = register_factories.panel(), factories.staff()
    member = register_factories.member(of=panel)
    with audit.context(command="test"):
        manager = services.name_manager(actor=factories.centre(), panel=panel, email=account.email)
    assert signed_in(account).get(reverse("panels:member", args=[member.pk])).status_code == 200
    signed_in(factories.centre()).post(reverse("panels:end-manager", args=[manager.pk]))
    assert signed_in(account).get(reverse("panels:member", args=[member.pk])).status_code == 404


@pytest.mark.parametrize("who", ["a stranger", "a member", "staff", "another's contact"])
def test_who_may_not_be_named_by_an_organisation(signed_in, panel, member, who):
    addresses = {
        "a stranger": "ukjent@post.example",
        "a member": member.person.user.email,
        "staff": factories.staff().email,
        "another's contact": register_factories.contact(of=register_factories.registered()).email,
    }
    contact = signed_in(register_factories.contact(of=panel.owner))
    page = contact.post(reverse("panels:add-manager", args=[panel.pk]), {"email": addresses[who]})
    assert "Fant ingen med denne adressen" in page.text


def test_contacts_name_each_other_and_members_see_who_leads(signed_in, panel, member):
    leader = register_factories.contact(of=panel.owner)
    contact = signed_in(register_factories.contact(of=panel.owner))
    contact.post(reverse("panels:add-manager", args=[panel.pk]), {"email": leader.email})
    assert [one.user for one in panel.managers.leading()] == [leader]
    page = signed_in(member.person.user).get(reverse("my_page:home"))
    assert leader.name in page.text


def test_visible_agrees_with_the_rules():
    """What an account sees in a list is what it may open, and the members what it may see."""
    panels = [
        register_factories.panel(),
        register_factories.panel(owner=register_factories.registered()),
        register_factories.panel(owner=register_factories.registered(), has_members=False),
    ]
    member = register_factories.member(of=panels[0])
    accounts = [
        *who_runs(panels[1]).values(),
        factories.staff(),
        factories.administrator(),
        member.person.user,
        register_factories.person().user,
    ]
    for account in accounts:
        fresh = User.objects.get(pk=account.pk)
        seen = set(panels_for(fresh).values_list("pk", flat=True))
        for one in panels:
            assert (one.pk in seen) == fresh.has_perm("panels.view", one), (fresh, one)
        sees_member = members_for(fresh).filter(pk=member.pk).exists()
        assert sees_member == (fresh.has_perm("panels.see_members", panels[0]) or fresh == member.person.user)


# The list


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=unge", {"Unge stemmer"}),
        ("slag=youth", {"Unge stemmer"}),
        ("fylke=55", {"Troms"}),
        ("eier=andre", {"Andres"}),
        ("soknad=on", {"Unge stemmer"}),
        ("tilstand=lagt-ned", {"Nedlagt"}),
        ("fagomrade=rus", {"Troms"}),
        ("slag=tull", set()),
    ],
)
def test_filters(signed_in, query, found):
    today = timezone.localdate()
    register_factories.panel(name="Unge stemmer", kind="youth", recruits_from=today, recruits_to=today)
    troms = register_factories.panel(name="Troms", county="55")
    with audit.context(command="test"):
        troms.subject_areas.set(["rus"])
    register_factories.panel(name="Andres", owner=register_factories.registered(name="Eieren"))
    register_factories.panel(name="Nedlagt", closed_on=today)
    page = signed_in(factories.staff()).get(f"{reverse('panels:list')}?{query}")
    assert {row.record.name for row in page.context["table"].rows} == found


def test_the_list_costs_the_same_for_many(signed_in, django_assert_max_num_queries):
    client = signed_in(factories.staff())
    for _number in range(12):
        register_factories.member(of=register_factories.panel(owner=register_factories.registered()))
    with django_assert_max_num_queries(8):
        assert client.get(reverse("panels:list")).status_code == 200


def test_a_page_with_many_members_costs_the_same(signed_in, panel):
    client = signed_in(register_factories.contact(of=panel.owner))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(panel.get_absolute_url()).status_code == 200
        return len(asked)

    def add() -> None:
        register_factories.member(of=panel)
        register_factories.panel_meeting(of=panel)
        invited(panel, token=f"lenke-{factories.number()}", email=f"{factories.number()}@post.example")

    add()
    few = queries()
    for _number in range(6):
        add()
    assert queries() == few <= 26


def test_the_download_names_nobody(signed_in, panel, member):
    response = signed_in(register_factories.contact(of=panel.owner)).get(f"{reverse('panels:list')}?format=csv")
    text = b"".join(response).decode()
    assert panel.name in text
    assert "Hemmelig" not in text


def test_the_download_says_in_words_what_one_may_do(signed_in):
    today = timezone.localdate()
    register_factories.panel(recruits_from=today, recruits_to=today)
    register_factories.panel(closed_on=today)
    response = signed_in(factories.staff()).get(f"{reverse('panels:list')}?format=csv")
    text = b"".join(response).decode()
    assert f"Søk innen {format_date(today)}" in text
    assert f"Lagt ned {format_date(today)}" in text
