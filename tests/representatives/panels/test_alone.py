"""Below the age limit nobody agrees alone: by no link, on no page, on no phone (docs/adr/0197)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.notifications.models import Message
from medvirkning.web.refusals import RefusedError
from representatives.consents import services as consents
from representatives.consents.enums import ConsentEnd
from representatives.consents.models import Consent, GuardianRequest
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.models import Representative
from representatives.enrolments.querysets import representatives_for
from representatives.panels import services
from representatives.panels.enums import MemberState, PanelKind
from representatives.panels.models import PanelMember
from tests import factories, register_factories
from tests.representatives.panels.cases import (
    ADDRESS,
    GUARDIAN,
    NEW,
    adult_year,
    invited,
    link_to,
    mails_to,
    minor_is_in,
    minor_said_yes,
    minor_year,
    youth_panel,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def posted(**values):
    return NEW | {"birth_year": minor_year(), "guardian_name": "Forelder", "guardian_email": GUARDIAN} | values


@pytest.fixture
def organisation():
    return register_factories.registered()


@pytest.fixture
def adult():
    """An account from before, with a mandate, shown to staff; the own year was never asked for."""
    account = factories.user(email=ADDRESS, name="Noor Ny", roles=[Role.REPRESENTATIVE])
    return register_factories.person(account=account, purposes=["register", "shown", "contact"])


def says_yes_below_the_limit(person, panel):
    invited(panel, token="ung")
    with audit.context(command="test"):
        services.accept(token="ung", user=person.user, answer=services.Answer(minor_year(), "Forelder", GUARDIAN))
    return PanelMember.objects.get(panel=panel, person=person)


@pytest.mark.parametrize("waits", [True, False])
def test_an_organisations_invitation_is_not_taken_alone(signed_in, organisation, waits):
    member = minor_said_yes(youth_panel()) if waits else minor_is_in(youth_panel())
    register_factories.invited(by=organisation, token="mandat", email=ADDRESS)
    account = member.person.user
    page = signed_in(account).post(
        reverse("enrolments:invitation", args=["mandat"]), {"register": "on", "shown": "on"}
    )
    assert "før du er gammel nok til å svare selv" in page.text
    assert Representative.objects.get().state == EnrolmentState.INVITED
    assert not Consent.objects.filter(person=member.person, guardian=None).exists()
    assert not hasattr(member.person, "profile")


@pytest.mark.parametrize("waits", [True, False])
def test_another_panel_without_a_guardian_is_not_taken_alone(waits):
    member = minor_said_yes(youth_panel()) if waits else minor_is_in(youth_panel())
    other = register_factories.panel(kind=PanelKind.EXPERIENCE)
    invited(other, token="voksen")
    with audit.context(command="test"), pytest.raises(RefusedError, match="gammel nok til å svare selv"):
        services.accept(token="voksen", user=member.person.user)
    assert other.members.get().state == MemberState.INVITED


def test_no_giver_takes_a_yes_while_a_guardian_is_waited_for(organisation):
    person = minor_said_yes(youth_panel()).person
    register_factories.representative(of=organisation, who=person)
    centre = factories.centre()
    text = consents.text_for("register", "young").pk
    with audit.context(command="test"):
        for give in (
            lambda: consents.agree(actor=person.user, person=person, purpose="register", text=text),
            lambda: consents.renew(actor=person.user, person=person, texts=[text]),
            lambda: consents.give(person=person, purposes=["register"], channel="link"),
            lambda: consents.enter(
                actor=centre, person=person, purposes=["register"], channel="phone", given_on=TODAY()
            ),
        ):
            with pytest.raises(RefusedError, match="foresatt"):
                give()
    assert not Consent.objects.exists()


def test_what_was_agreed_to_alone_is_over_and_stays_over(signed_in, client, organisation, adult):
    register_factories.representative(of=organisation, who=adult)
    contact = register_factories.contact(of=organisation)
    staff = factories.staff()
    register_factories.disclosure(of=adult, to=staff, access_class="personal")
    experience = register_factories.panel(kind=PanelKind.EXPERIENCE)
    alone = register_factories.member(of=experience, who=adult)
    member = says_yes_below_the_limit(adult, youth_panel())
    assert set(Consent.objects.values_list("end", flat=True)) == {ConsentEnd.VOID}
    assert Representative.objects.get().state == EnrolmentState.ENDED
    alone.refresh_from_db()
    assert (alone.state, member.state) == (MemberState.ENDED, MemberState.AWAITING_GUARDIAN)
    told = mails_to(ADDRESS).filter(subject="Noe du har sagt ja til, gjelder ikke").get()
    assert "Bli vist til ansatte" in told.text
    assert "Noor" not in mails_to(contact.email).get().text
    # Told on the own page too, which asks for nothing.
    page = signed_in(adult.user).get(reverse("my_page:home"))
    assert "Vi venter på svar fra en foresatt" in page.text
    assert reverse("my_page:agree", args=["register"]) not in page.text
    signed_in(adult.user).post(reverse("my_page:agree", args=["shown"]), {"text": "1"})
    assert not Consent.objects.in_force().exists()
    # And the guardian's yes is to the panel, not to what went before.
    client.post(link_to(GUARDIAN, "foresatt"), {"answer": "ja"})
    assert list(Consent.objects.in_force().values_list("purpose", flat=True)) == ["register"]
    assert not representatives_for(contact).filter(person=adult, state=EnrolmentState.ACCEPTED).exists()
    assert [one.panel for one in PanelMember.objects.sitting().filter(person=adult)] == [member.panel]


def test_a_year_of_age_ends_nothing(adult, organisation):
    register_factories.representative(of=organisation, who=adult)
    invited(youth_panel(), token="ung")
    with audit.context(command="test"):
        services.accept(token="ung", user=adult.user, answer=services.Answer(adult_year()))
    assert Representative.objects.get().state == EnrolmentState.ACCEPTED
    assert not Consent.objects.filter(end=ConsentEnd.VOID).exists()


# The year that was stated holds


def test_the_year_of_the_application_holds(client):
    panel = youth_panel()
    invited(panel, birth_year=minor_year())
    link = reverse("panels:invitation", args=["lenke"])
    form = client.get(link).context["form"]
    assert form["birth_year"].value() == minor_year()
    page = client.post(link, posted(birth_year=adult_year(), guardian_name="", guardian_email=""))
    assert f"I søknaden skrev du {minor_year()}" in page.text
    assert PanelMember.objects.get().state == MemberState.INVITED
    client.post(link, posted())
    assert PanelMember.objects.get().state == MemberState.AWAITING_GUARDIAN


def test_a_year_below_the_limit_holds_on_the_next_panel(signed_in):
    member = minor_is_in(youth_panel())
    other = youth_panel(name="Et annet")
    invited(other, token="andre")
    own = signed_in(member.person.user)
    link = reverse("panels:invitation", args=["andre"])
    assert str(minor_year()) in own.get(link).text
    page = own.post(link, {"birth_year": adult_year()})
    assert f"Du har skrevet {minor_year()} i et annet panel" in page.text
    assert other.members.get().state == MemberState.INVITED


def test_another_reader_learns_no_year(client):
    minor_is_in(youth_panel())
    invited(youth_panel(name="Et annet"), token="andre")
    client.logout()
    assert str(minor_year()) not in client.get(reverse("panels:invitation", args=["andre"])).text.split("<main")[1]


# Who wants the young person in the panel answers for nobody there


@pytest.mark.parametrize("who", ["leader", "inviter", "centre", "contact"])
def test_who_stands_behind_the_panel_is_nobodys_guardian(client, who, organisation):
    account = factories.centre() if who == "centre" else factories.staff()
    panel = youth_panel(run_by=account if who == "leader" else None)
    if who == "contact":
        panel = youth_panel(name="Deres", owner=organisation)
        account = register_factories.contact(of=organisation)
    invited(panel, invited_by=account if who == "inviter" else None)
    page = client.post(reverse("panels:invitation", args=["lenke"]), posted(guardian_email=account.email.upper()))
    assert "en av dem som står bak panelet" in page.text
    assert PanelMember.objects.get().state == MemberState.INVITED
    assert not GuardianRequest.objects.exists()


# What is kept of a guardian


@pytest.mark.parametrize("how", ["takes back", "leaves", "withdraws"])
def test_nothing_is_kept_of_a_guardian_whose_yes_is_over(client, signed_in, organisation, how):
    member = minor_is_in(youth_panel())
    # Something else holds the young person here.
    register_factories.member(of=register_factories.panel(), who=member.person, state=MemberState.AWAITING_GUARDIAN)
    young = signed_in(member.person.user)
    if how == "takes back":
        client.post(link_to(GUARDIAN, "foresatt"), {"answer": "trekk"})
    elif how == "leaves":
        young.post(reverse("panels:leave", args=[member.pk]))
    else:
        young.post(reverse("my_page:withdraw", args=["register"]))
    assert not GuardianRequest.objects.exclude(name="", email="").exists()
    assert not Message.objects.filter(address=GUARDIAN).exists()
    young = signed_in(member.person.user)
    kept = young.get(reverse("my_page:data")).text
    assert "Forelder Foresatt" not in kept
    assert GUARDIAN not in kept
    page = young.get(reverse("my_page:home")).text
    assert "En foresatt har samtykket for deg." not in page
    assert "gjelder ikke lenger" in page


def test_two_guardians_and_one_takes_back(client):
    member = minor_is_in(youth_panel())
    first = member.guardian_request
    other = youth_panel(name="Et annet")
    invited(other, token="andre")
    answer = services.Answer(minor_year(), "Den andre", "andre@post.example")
    with audit.context(command="test"):
        services.accept(token="andre", user=member.person.user, answer=answer)
    client.post(link_to("andre@post.example", "foresatt"), {"answer": "ja"})
    client.post(link_to("andre@post.example", "foresatt"), {"answer": "trekk"})
    held = Consent.objects.in_force().get()
    first.refresh_from_db()
    assert (held.guardian, first.name) == (first, "Forelder Foresatt")
    assert held.expires_on == consents.last_day(timezone.localdate(first.answered_at))
    assert not GuardianRequest.objects.filter(email="andre@post.example").exists()


def test_of_age_nobody_is_waited_for_any_more(signed_in):
    member = minor_is_in(youth_panel())
    other = youth_panel(name="Et annet")
    invited(other, token="andre")
    with audit.context(command="test"):
        services.accept(
            token="andre", user=member.person.user, answer=services.Answer(minor_year(), "To", "to@post.example")
        )
        PanelMember.objects.filter(pk=member.pk).update(answer_by=TODAY() + datetime.timedelta(days=30))
        member.refresh_from_db()
        services.answer_for_oneself(actor=member.person.user, member=member)
    assert set(PanelMember.objects.values_list("state", flat=True)) == {MemberState.MEMBER}
    assert not GuardianRequest.objects.exclude(name="", email="").exists()
    assert Consent.objects.in_force().get().guardian is None


# What does nothing is not asked for


@pytest.mark.parametrize("purpose", ["shown", "contact"])
def test_on_panels_alone_nobody_agrees_to_what_does_nothing(signed_in, purpose):
    person = register_factories.person(purposes=["register"])
    register_factories.member(of=register_factories.panel(), who=person)
    own = signed_in(person.user)
    address = reverse("my_page:agree", args=[purpose])
    assert address not in own.get(reverse("my_page:home")).text
    text = consents.text_for(purpose, "panel").pk
    assert "Du er bare med i paneler" in own.post(address, {"text": text}, follow=True).text
    assert not Consent.objects.filter(purpose=purpose).exists()
    # With a mandate beside the seat it does.
    register_factories.representative(who=person)
    assert address in own.get(reverse("my_page:home")).text
