"""Who waits for a guardian may read what is kept, take it along, and take the answer back; nothing is left of it."""

import pytest
from django.core import mail
from django.urls import reverse

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.notifications.models import Message
from representatives.consents.models import GuardianRequest
from representatives.consents.services import withdraw
from representatives.panels import services
from representatives.panels.enums import MemberState
from representatives.panels.models import PanelMember
from representatives.people.models import Person
from tests import factories
from tests.representatives.panels.cases import (
    ADDRESS,
    GUARDIAN,
    link_to,
    minor_is_in,
    minor_said_yes,
    minor_year,
    token_to,
    youth_panel,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(signed_in):
    """Signed in as somebody whose guardian has not answered."""
    minor_said_yes(youth_panel())
    return signed_in(User.objects.get(email=ADDRESS))


def test_the_front_page_leads_to_the_own_page(waiting):
    page = waiting.get("/")
    assert "har ingen rolle" not in page.text
    assert "Vi venter på at den foresatte svarer" in page.text
    assert reverse("my_page:home") in page.text


def test_the_own_page_says_what_is_waited_for_and_asks_for_nothing(waiting):
    page = waiting.get(reverse("my_page:home"))
    assert "Vi har spurt Forelder Foresatt" in page.text
    assert "Trekk svaret mitt" in page.text
    assert "Senter for brukermedvirkning i direktoratet ser hvem som søker" in page.text
    for asked in ("Kalenderen din", "Samtykkene mine", "Dette har jeg deltatt i"):
        assert asked not in page.text


def test_all_that_is_kept_is_told_and_taken_along(waiting):
    page = waiting.get(reverse("my_page:data"))
    for held in ("Forelder Foresatt", GUARDIAN, str(minor_year()), "Unge stemmer"):
        assert held in page.text
    taken = waiting.get(reverse("my_page:json"))
    assert taken.status_code == 200
    assert str(minor_year()) in taken.text


@pytest.mark.parametrize("how", ["takes the answer back", "erases"])
def test_taking_it_back_leaves_nothing(waiting, how, django_capture_on_commit_callbacks):
    link = link_to(GUARDIAN, "foresatt")
    with django_capture_on_commit_callbacks(execute=True):
        if how == "erases":
            page = waiting.post(reverse("my_page:erase"), {"word": "slett"})
        else:
            page = waiting.post(reverse("panels:leave", args=[PanelMember.objects.get().pk]))
    assert page.status_code == 200, page.text
    assert "slettet" in page.text
    assert not User.objects.filter(email=ADDRESS).exists()
    assert set(Person.objects.values_list("name", flat=True)) <= {""}
    assert not GuardianRequest.objects.exists()
    assert not Message.objects.filter(address__in=[GUARDIAN, ADDRESS]).exists()
    assert PanelMember.objects.get().state == MemberState.ENDED
    # Nobody is signed in, and the guardian's link does nothing.
    assert waiting.get(reverse("my_page:home")).status_code == 302
    gone = waiting.get(link)
    assert gone.status_code == 410
    assert "Logg inn" not in gone.text.split("<main")[1]
    assert "Har du svart, takker vi for svaret" in gone.text


def test_nothing_lies_in_the_outbox_of_a_guardian_who_said_no(client):
    minor_said_yes(youth_panel())
    assert Message.objects.filter(address=GUARDIAN).exists()
    page = client.post(link_to(GUARDIAN, "foresatt"), {"answer": "nei"})
    assert "Lurer du på noe?" in page.text
    assert not Message.objects.filter(address=GUARDIAN).exists()


@pytest.mark.parametrize("who", ["the guardian", "the young person", "by leaving"])
def test_nothing_lies_there_after_a_yes_is_taken_back(client, signed_in, who):
    member = minor_is_in(youth_panel())
    assert Message.objects.filter(address=GUARDIAN).count() == 2
    young = member.person.user
    if who == "the guardian":
        client.post(link_to(GUARDIAN, "foresatt"), {"answer": "trekk"})
    elif who == "by leaving":
        signed_in(young).post(reverse("panels:leave", args=[member.pk]))
    else:
        with audit.context(command="test"):
            withdraw(actor=young, person=member.person, purpose="register")
    assert not Message.objects.filter(address=GUARDIAN).exists()


def test_the_young_read_their_own_text_and_hear_of_no_change(signed_in):
    member = minor_is_in(youth_panel())
    page = signed_in(member.person.user).get(reverse("my_page:home"))
    assert "En foresatt har samtykket for deg" in page.text
    assert "Jeg er foresatt til den unge" not in page.text
    assert "kan se hva jeg heter" in page.text
    assert "Teksten er endret" not in page.text
    # On panels alone: nobody searches for a calendar.
    assert "Kalenderen din" not in page.text


# Those who lead the panel, and those who stand for its owner


@pytest.mark.parametrize("how", ["leaves", "withdraws", "guardian"])
def test_who_leads_and_who_owns_hear_that_somebody_is_gone_and_not_who(client, signed_in, how):
    leader, centre = factories.staff(), factories.centre()
    panel = youth_panel()
    with audit.context(command="test"):
        services.name_manager(actor=centre, panel=panel, email=leader.email)
    member = minor_is_in(panel)
    if how == "leaves":
        signed_in(member.person.user).post(reverse("panels:leave", args=[member.pk]))
    elif how == "withdraws":
        signed_in(member.person.user).post(reverse("my_page:withdraw", args=["register"]))
    else:
        client.post(f"/registeret/foresatt/{token_to(GUARDIAN, 'foresatt')}/", {"answer": "trekk"})
    told = Message.objects.filter(event=f"panel-member:{member.pk}:left")
    assert {one.address for one in told} == {leader.email, centre.email}
    for one in told:
        assert "Noor" not in one.subject + one.text
        assert panel.name not in one.subject
    assert mail.outbox == [] or all("Noor" not in one.body for one in mail.outbox if one.to != [ADDRESS])
