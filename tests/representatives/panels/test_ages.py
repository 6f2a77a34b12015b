"""How old members of a youth panel are, and what who applies twice hears."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from representatives.panels import services
from representatives.panels.age import Ages
from representatives.panels.enums import MemberState, PanelKind
from representatives.panels.models import Panel, PanelMember
from representatives.panels.services import Answer, PanelRefusedError
from tests import factories, register_factories
from tests.representatives.panels.cases import ADDRESS, GUARDIAN, NEW, invited, mails_to, minor_said_yes, youth_panel

pytestmark = pytest.mark.django_db
THIS_YEAR = timezone.localdate().year


def applied(**values):
    return {"name": "Noor Ny", "email": ADDRESS, "message": "Jeg vil være med.", "birth_year": THIS_YEAR - 15} | values


@pytest.fixture
def panel():
    today = timezone.localdate()
    return youth_panel(recruits_from=today, recruits_to=today + datetime.timedelta(days=30))


@pytest.mark.parametrize(
    ("age", "takes"), [(2, False), (11, False), (12, True), (25, True), (26, False), (100, False)]
)
def test_the_usual_ages(client, panel, age, takes):
    page = client.post(reverse("panels:apply", args=[panel.pk]), applied(birth_year=THIS_YEAR - age))
    assert (page.status_code == 302) is takes
    assert PanelMember.objects.exists() is takes
    if not takes:
        assert "fyller fra 12 til 25 år" in page.text
        assert f"født fra {THIS_YEAR - 25} til {THIS_YEAR - 12}" in page.text


def test_the_ages_are_asked_again_when_somebody_says_yes(panel):
    invited(panel)
    answer = Answer(THIS_YEAR - 2, "Forelder Foresatt", GUARDIAN)
    with audit.context(command="test"), pytest.raises(PanelRefusedError) as refused:
        services.accept_as_new(token="lenke", **NEW, answer=answer)
    assert refused.value.field == "birth_year"
    assert PanelMember.objects.get().state == MemberState.INVITED


def test_a_panel_has_ages_of_its_own(client, panel):
    with audit.context(command="test"):
        Panel.objects.filter(pk=panel.pk).update(youngest=16, oldest=18)
    page = client.get(reverse("panels:apply", args=[panel.pk]))
    assert "16" in page.text
    assert "18" in page.text
    assert "fra 16 til 18 år" in client.post(reverse("panels:apply", args=[panel.pk]), applied()).text


def posted(**values):
    return {"name": "Unge", "kind": PanelKind.YOUTH, "owner": "", "pay": "none", "has_members": "on"} | values


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"youngest": "8"}, "før det året de fyller 12 år"),
        ({"youngest": "20", "oldest": "15"}, "i den rekkefølgen"),
    ],
)
def test_ages_that_do_not_hold(signed_in, values, said):
    page = signed_in(factories.centre()).post(reverse("panels:add"), posted(**values))
    assert said in page.text
    assert not Panel.objects.exists()


def test_one_age_takes_the_usual_other_and_other_panels_have_none(signed_in):
    centre = signed_in(factories.centre())
    centre.post(reverse("panels:add"), posted(youngest="14"))
    assert Panel.objects.get().ages == Ages(14, 25)
    centre.post(reverse("panels:add"), posted(name="Voksne", kind=PanelKind.USER, youngest="14"))
    assert Panel.objects.get(name="Voksne").youngest is None


# Applying again


def again(client, panel):
    page = client.post(reverse("panels:apply", args=[panel.pk]), applied(message="En gang til."), follow=True)
    assert "vi har fått søknaden" in page.text
    return [one.words for one in mails_to(ADDRESS).filter(event__contains=":again:")]


def test_who_has_applied_hears_it_by_mail_once_a_day(client, panel):
    assert again(client, panel) == []
    (told,) = again(client, panel)
    assert "Du har alt søkt" in told
    assert panel.name not in told
    assert len(again(client, panel)) == 1
    assert PanelMember.objects.get().message == "En gang til."


def test_who_is_invited_waits_or_sits_there_hears_that(client, panel):
    invited(panel)
    assert "alt invitert" in again(client, panel)[0]


def test_who_waits_for_a_guardian_hears_that(client, panel):
    minor_said_yes(panel)
    assert "venter på svar fra den foresatte" in again(client, panel)[0]


def test_a_class_applies_from_one_school(client, panel):
    """Thirty from one network in an hour, and yet nobody may fill one address."""
    for number in range(30):
        page = client.post(reverse("panels:apply", args=[panel.pk]), applied(email=f"elev-{number}@skole.example"))
        assert page.status_code == 302
    statuses = [
        client.post(reverse("panels:apply", args=[panel.pk]), applied(email="offer@post.example")).status_code
        for _number in range(6)
    ]
    assert statuses == [302] * 5 + [429]


# Who leads it


def test_a_panel_without_a_leader_waits_for_who_stands_for_its_owner(signed_in):
    owner = register_factories.registered()
    own, directorates = register_factories.panel(owner=owner), register_factories.panel()
    invited(own, state=MemberState.APPLIED)
    contact = signed_in(register_factories.contact(of=owner)).get("/").text
    assert reverse("panels:add-manager", args=[own.pk]) in contact
    assert "1 søknad venter" in contact
    assert reverse("panels:add-manager", args=[directorates.pk]) not in contact
    centre = signed_in(factories.centre()).get("/").text
    assert reverse("panels:add-manager", args=[directorates.pk]) in centre
    assert own.name not in centre


def test_where_the_owner_has_nobody_here_the_centre_hears(signed_in):
    own = register_factories.panel(owner=register_factories.registered(), name="Foreldreløst panel")
    page = signed_in(factories.centre()).get("/").text
    assert "eieren har ingen kontaktperson her" in page
    assert own.get_absolute_url() in page


def test_the_next_meeting_of_a_panel_is_the_next_meeting(signed_in):
    member = register_factories.member(of=register_factories.panel(name="Panelet"))
    day = timezone.localdate() + datetime.timedelta(days=3)
    meeting = register_factories.panel_meeting(of=member.panel, state="planned", held_on=day, title="Om ventetid")
    client = signed_in(member.person.user)
    assert "er neste møte i Panelet" in client.get("/").text
    own = client.get(reverse("my_page:home")).text
    assert "Du har ingen møter foran deg" not in own
    assert own.index(meeting.get_absolute_url()) < own.index("Paneler jeg er med i")
