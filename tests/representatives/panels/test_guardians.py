"""Below the age limit a guardian answers; whoever comes of age is asked anew. The clock is moved."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.audit.services import history_model
from representatives.consents.enums import ConsentEnd
from representatives.consents.expiry import tell_of_expiry
from representatives.consents.models import Consent, GuardianRequest
from representatives.panels import services
from representatives.panels.age import needs_guardian, of_age_from
from representatives.panels.enums import MemberState
from representatives.panels.models import PanelMember
from representatives.panels.services import ageing
from representatives.people.models import Person
from tests import factories
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


@pytest.fixture
def panel():
    return youth_panel()


def posted(**values):
    return NEW | {"birth_year": minor_year(), "guardian_name": "Forelder", "guardian_email": GUARDIAN} | values


def look_after(day: datetime.date) -> None:
    with audit.context(command="test"):
        services.look_after(day)


@pytest.mark.parametrize(("year", "day", "needs"), [(2010, "2026-12-31", True), (2010, "2027-01-01", False)])
def test_of_age_from_the_year_it_is_certain(settings, year, day, needs):
    settings.MEDVIRKNING_CONSENT_AGE = 16
    assert needs_guardian(year, datetime.date.fromisoformat(day)) == needs


def test_the_limit_is_a_setting(settings):
    settings.MEDVIRKNING_CONSENT_AGE = 18
    assert of_age_from(2008) == datetime.date(2027, 1, 1)


def test_a_guardian_says_yes(client, panel):
    invited(panel)
    page = client.post(reverse("panels:invitation", args=["lenke"]), posted(), follow=True)
    assert "Nå spør vi den foresatte" in page.text
    member = PanelMember.objects.get()
    assert member.state == MemberState.AWAITING_GUARDIAN
    assert not Consent.objects.exists()
    assert not User.objects.get(email=ADDRESS).has_role(Role.REPRESENTATIVE)
    told = mails_to(GUARDIAN).first()
    assert "Noor" not in told.subject + told.words
    assert "Unge stemmer" not in told.subject
    client.logout()
    link = link_to(GUARDIAN, "foresatt")
    assert "Noor Ny" in client.get(link).text
    assert client.post(link, {}).status_code == 200
    assert PanelMember.objects.get().state == MemberState.AWAITING_GUARDIAN
    assert "er med fra i dag" in client.post(link, {"answer": "ja"}).text
    member.refresh_from_db()
    assert (member.state, member.valid_from) == (MemberState.MEMBER, timezone.localdate())
    consent = Consent.objects.get()
    assert consent.guardian == member.guardian_request
    assert User.objects.get(email=ADDRESS).has_role(Role.REPRESENTATIVE)
    assert "Nå er du med" in mails_to(ADDRESS).first().subject
    # An answered link answers no more.
    assert client.get(link).status_code == 410
    assert client.post(link, {"answer": "nei"}).status_code == 410


def test_a_guardian_says_no_and_the_young_person_is_gone(client, panel):
    minor_said_yes(panel)
    page = client.post(link_to(GUARDIAN, "foresatt"), {"answer": "nei"})
    assert "vi sletter det vi vet om dere" in page.text
    assert [one.to for one in mail.outbox if one.subject == "Du er ikke med lenger"] == [[ADDRESS]]
    assert_forgotten()


def assert_forgotten() -> None:
    """Nobody can tell who it was: not the rows, not their history."""
    assert not User.objects.filter(email=ADDRESS).exists()
    assert set(Person.objects.values_list("name", flat=True)) <= {""}
    member = PanelMember.objects.get()
    assert (member.state, member.birth_year, member.guardian_request) == (MemberState.ENDED, None, None)
    for model in (PanelMember, Person, GuardianRequest):
        payloads = str(list(history_model(model).objects.values("payload")))
        assert "Noor" not in payloads
        assert GUARDIAN not in payloads
        assert str(minor_year()) not in payloads.replace(str(timezone.localdate()), "")


def test_no_answer_in_thirty_days(panel, django_capture_on_commit_callbacks):
    minor_said_yes(panel)
    today = timezone.localdate()
    look_after(today + datetime.timedelta(days=30))
    assert PanelMember.objects.get().state == MemberState.AWAITING_GUARDIAN
    with django_capture_on_commit_callbacks(execute=True):
        look_after(today + datetime.timedelta(days=31))
    assert "ikke svar fra den foresatte" in mail.outbox[-1].body
    assert_forgotten()


def test_a_guardian_takes_the_yes_back(client, panel):
    minor_is_in(panel)
    link = link_to(GUARDIAN, "foresatt")
    assert "Trekker du samtykket" in client.get(link).text
    page = client.post(link, {"answer": "trekk"})
    assert "Samtykket er trukket" in page.text
    assert "trakk samtykket" in mail.outbox[-1].body
    assert not PanelMember.objects.sitting().exists()
    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"guardian_name": ""}, "en foresatt også må si ja"),
        ({"guardian_email": ""}, "en foresatt også må si ja"),
        ({"guardian_email": "ikke en adresse"}, "gyldig epost-adresse"),
        ({"guardian_email": ADDRESS}, "din egen adresse"),
        ({"birth_year": ""}, "året du er født"),
        ({"birth_year": "2999"}, "året du er født"),
    ],
)
def test_what_is_missing_is_said_in_plain_words(client, panel, values, said):
    invited(panel)
    page = client.post(reverse("panels:invitation", args=["lenke"]), posted(**values))
    assert page.status_code == 200
    assert said in str(page.context["form"].errors)
    assert PanelMember.objects.get().state == MemberState.INVITED
    assert not User.objects.filter(email=ADDRESS).exists()


def test_of_age_nobody_is_asked_for(client, panel):
    invited(panel)
    client.post(
        reverse("panels:invitation", args=["lenke"]),
        posted(birth_year=adult_year(), guardian_name="", guardian_email=""),
    )
    assert PanelMember.objects.get().state == MemberState.MEMBER
    assert not GuardianRequest.objects.exists()


def test_who_comes_of_age_is_asked_anew(signed_in, panel):
    year = timezone.localdate().year - 16
    with time_machine.travel(datetime.datetime(year + 16, 6, 1, 12, tzinfo=datetime.UTC), tick=False):
        member = minor_is_in(panel, birth_year=year)
        look_after(timezone.localdate())
        assert PanelMember.objects.get().answer_by is None
    with time_machine.travel(datetime.datetime(year + 17, 1, 1, 12, tzinfo=datetime.UTC), tick=False):
        look_after(timezone.localdate())
        look_after(timezone.localdate())
        member.refresh_from_db()
        assert member.answer_by == timezone.localdate() + datetime.timedelta(days=30)
        assert mails_to(ADDRESS).filter(subject="Nå svarer du selv").count() == 1
    with time_machine.travel(datetime.datetime(year + 17, 1, 24, 12, tzinfo=datetime.UTC), tick=False):
        look_after(timezone.localdate())
        assert mails_to(ADDRESS).filter(subject="Husk å svare").count() == 1
        own = signed_in(User.objects.get(email=ADDRESS))
        address = reverse("panels:answer", args=[member.pk])
        assert "Jeg vil være med i panelet" in own.get(address).text
        assert own.post(address, {}).status_code == 302
        assert own.get(address).status_code == 404
    member.refresh_from_db()
    assert (member.state, member.answer_by, member.guardian_request) == (MemberState.MEMBER, None, None)
    assert Consent.objects.get(guardian__isnull=False).end == ConsentEnd.OF_AGE
    assert Consent.objects.filter(ended_at=None, guardian=None).count() == 1


def test_who_comes_of_age_and_does_not_answer_is_gone(panel, django_capture_on_commit_callbacks):
    year = timezone.localdate().year - 16
    with time_machine.travel(datetime.datetime(year + 16, 6, 1, 12, tzinfo=datetime.UTC), tick=False):
        minor_is_in(panel, birth_year=year)
    with time_machine.travel(datetime.datetime(year + 17, 1, 1, 12, tzinfo=datetime.UTC), tick=False):
        look_after(timezone.localdate())
    with time_machine.travel(datetime.datetime(year + 17, 1, 31, 12, tzinfo=datetime.UTC), tick=False):
        look_after(timezone.localdate())
        assert PanelMember.objects.get().state == MemberState.MEMBER
    with time_machine.travel(datetime.datetime(year + 17, 2, 1, 12, tzinfo=datetime.UTC), tick=False):
        with django_capture_on_commit_callbacks(execute=True):
            look_after(timezone.localdate())
        assert "ikke svar fra deg" in mail.outbox[-1].body
    assert not User.objects.filter(email=ADDRESS).exists()


def test_a_guardian_is_asked_again_before_the_consent_runs_out(client, panel):
    with time_machine.travel(datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC), tick=False):
        member = minor_is_in(panel, birth_year=2014)
        first = member.guardian_request
    with time_machine.travel(datetime.datetime(2027, 2, 1, 12, tzinfo=datetime.UTC), tick=False):
        look_after(timezone.localdate())
        look_after(timezone.localdate())
        assert GuardianRequest.objects.count() == 2
        assert client.post(link_to(GUARDIAN, "foresatt"), {"answer": "ja"}).status_code == 200
        member.refresh_from_db()
        assert member.guardian_request != first
        assert member.valid_from == datetime.date(2026, 3, 1)
        held = Consent.objects.in_force().get()
        assert (held.guardian, held.expires_on) == (member.guardian_request, datetime.date(2028, 1, 31))


def test_two_panels_have_a_guardian_each(client, panel):
    member = minor_is_in(panel)
    other = youth_panel(name="Et annet")
    invited(other, token="andre")
    account = User.objects.get(email=ADDRESS)
    with audit.context(command="test"):
        services.accept(
            token="andre", user=account, answer=services.Answer(minor_year(), "Den andre", "andre@post.example")
        )
    assert other.members.get().state == MemberState.AWAITING_GUARDIAN
    client.post(link_to("andre@post.example", "foresatt"), {"answer": "nei"})
    member.refresh_from_db()
    # The no of one guardian ends that seat alone.
    assert (member.state, other.members.get().state) == (MemberState.MEMBER, MemberState.ENDED)
    assert User.objects.filter(email=ADDRESS).exists()
    assert PanelMember.objects.sitting().filter(pk=member.pk).exists()


def test_a_guardian_is_reminded_once(client, panel):
    asked = timezone.now()
    minor_said_yes(panel)
    first = link_to(GUARDIAN, "foresatt")
    for days in (20, 24, 25, 29):
        with time_machine.travel(asked + datetime.timedelta(days=days), tick=False):
            look_after(timezone.localdate())
    assert mails_to(GUARDIAN).count() == 2
    with time_machine.travel(asked + datetime.timedelta(days=29), tick=False):
        assert client.get(first).status_code == 410
        assert client.post(link_to(GUARDIAN, "foresatt"), {"answer": "ja"}).status_code == 200
    assert PanelMember.objects.get().state == MemberState.MEMBER


def test_the_young_person_is_not_asked_what_the_guardian_answers(panel):
    minor_is_in(panel)
    before = mails_to(ADDRESS).count()
    with audit.context(command="test"):
        tell_of_expiry(Consent.objects.get().expires_on - datetime.timedelta(days=30))
    assert mails_to(ADDRESS).count() == before


@pytest.mark.parametrize("how", ["manager", "closed"])
def test_who_waits_and_is_ended_is_forgotten(panel, how):
    member = minor_said_yes(panel)
    centre = factories.centre()
    with audit.context(command="test"):
        if how == "manager":
            services.end_seat(actor=centre, member=member)
        else:
            services.close_panel(actor=centre, panel=panel, expected_version=1, last_day=timezone.localdate())
    assert_forgotten()


def test_the_daily_task_is_the_round(monkeypatch):
    assert ageing.look_after() == 0
