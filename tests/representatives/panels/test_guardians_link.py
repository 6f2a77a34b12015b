"""A guardian's link answers for whom it was sent to: nobody else who is signed in, and nobody who is not of age."""

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.models import User
from representatives.consents.models import Consent, GuardianRequest
from representatives.panels.enums import MemberState
from representatives.panels.models import PanelManager, PanelMember
from tests import factories, register_factories
from tests.representatives.panels.cases import (
    ADDRESS,
    GUARDIAN,
    adult_year,
    invited,
    link_to,
    minor_is_in,
    minor_said_yes,
    minor_year,
    youth_panel,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return factories.staff()


@pytest.fixture
def panel(leader):
    return youth_panel(run_by=leader)


@pytest.mark.parametrize("who", ["young", "leader", "stranger"])
@pytest.mark.parametrize("answer", ["ja", "nei"])
def test_whoever_is_signed_in_as_somebody_else_answers_nothing(signed_in, panel, leader, who, answer):
    minor_said_yes(panel)
    link = link_to(GUARDIAN, "foresatt")
    account = {"young": User.objects.get(email=ADDRESS), "leader": leader, "stranger": factories.staff()}[who]
    client = signed_in(account)
    page = client.get(link)
    assert f"Du er logget inn som {account.email}" in page.text
    assert 'name="answer"' not in page.text
    assert "Noor" not in page.text.split("<main")[1]
    refused = client.post(link, {"answer": answer})
    assert refused.status_code == 403
    assert "Logg ut, og åpne lenken" in refused.text
    assert PanelMember.objects.get().state == MemberState.AWAITING_GUARDIAN
    assert not Consent.objects.exists()


def test_nor_takes_it_back(signed_in, client, panel, leader):
    minor_is_in(panel)
    link = link_to(GUARDIAN, "foresatt")
    assert signed_in(leader).post(link, {"answer": "trekk"}).status_code == 403
    assert PanelMember.objects.get().state == MemberState.MEMBER


def test_the_guardian_may_be_signed_in(signed_in, panel):
    minor_said_yes(panel)
    own = signed_in(factories.user(email=GUARDIAN))
    link = link_to(GUARDIAN, "foresatt")
    assert 'name="answer"' in own.get(link).text
    assert own.post(link, {"answer": "ja"}).status_code == 200
    assert PanelMember.objects.get().state == MemberState.MEMBER


@pytest.mark.parametrize(("age", "answers"), [(14, False), (18, False), (19, True)])
def test_nobody_is_a_guardian_before_being_of_age(client, panel, age, answers):
    """Naming the address told nothing; whose account says a year is met by it when answering."""
    account = factories.user(email=GUARDIAN)
    person = register_factories.person(account=account)
    register_factories.member(of=youth_panel(name="Andre"), who=person, birth_year=timezone.localdate().year - age)
    seat = minor_said_yes(panel)
    client.logout()
    page = client.post(link_to(GUARDIAN, "foresatt"), {"answer": "ja"})
    seat.refresh_from_db()
    if answers:
        assert (page.status_code, seat.state) == (200, MemberState.MEMBER)
        return
    assert (page.status_code, seat.state) == (409, MemberState.AWAITING_GUARDIAN)
    assert "under 18 år" in page.text
    assert "oppgi en annen foresatt" in page.text
    assert GuardianRequest.objects.get().answered_at is None
    # The no is taken from anybody who has the link.
    assert client.post(link_to(GUARDIAN, "foresatt"), {"answer": "nei"}).status_code == 200


def test_who_leads_the_panel_by_now_is_no_guardian(client, panel):
    minor_said_yes(panel)
    account = factories.staff(email=GUARDIAN)
    with audit.context(command="test"):
        PanelManager.objects.create(panel=panel, user=account, valid_from=timezone.localdate())
    page = client.post(link_to(GUARDIAN, "foresatt"), {"answer": "ja"})
    assert page.status_code == 409
    assert "en av dem som står bak det" in page.text


def test_the_year_of_an_applicant_below_the_limit_is_shown_nowhere(signed_in, panel, leader):
    invited(panel, state=MemberState.APPLIED, birth_year=minor_year(), token="ung")
    invited(panel, state=MemberState.APPLIED, birth_year=adult_year(), token="eldre", email="eldre@post.example")
    page = signed_in(leader).get(reverse("panels:detail", args=[panel.pk]))
    assert str(minor_year()) not in page.text
    assert "alderen passer panelet, og en foresatt må også si ja" in page.text
    assert f"født {adult_year()}" in page.text


def test_the_page_of_who_waits_for_a_guardian_says_no_year(signed_in, panel, leader):
    """Not even where the leader has another way to how to reach the young person."""
    other = minor_is_in(youth_panel(name="Andre", run_by=leader))
    request = register_factories.guardian_request(of=other.person, token="ny-lenke")
    seat = register_factories.member(
        of=panel, who=other.person, state=MemberState.AWAITING_GUARDIAN, guardian_request=request,
        valid_from=None, birth_year=minor_year(),
    )  # fmt: skip
    page = signed_in(leader).get(reverse("panels:member", args=[seat.pk]))
    assert ADDRESS in page.text
    assert str(minor_year()) not in page.text.split("<main")[1]
