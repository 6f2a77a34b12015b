"""Members are invited or apply, answer by a link, and leave when they want."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.audit.services import history_model
from medvirkning.web.refusals import NotAllowedError
from representatives.consents.enums import Audience
from representatives.consents.models import Consent
from representatives.panels import services
from representatives.panels.enums import MemberState
from representatives.panels.models import Panel, PanelMember
from representatives.panels.services import PanelRefusedError
from tests import factories, register_factories
from tests.representatives.panels.cases import ADDRESS, NEW, invited, link_to, mails_to, minor_year, youth_panel

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return factories.staff()


@pytest.fixture
def panel(manager):
    return register_factories.panel(run_by=manager, name="Panel om noe hemmelig", seats=2)


def the_member() -> PanelMember:
    return PanelMember.objects.get()


def test_somebody_new_makes_an_account_and_sits(client, signed_in, manager, panel):
    page = signed_in(manager).post(
        reverse("panels:invite", args=[panel.pk]),
        {"name": "Noor  Ny", "email": "Noor.NY@post.example", "language": "nb"},
    )
    assert page.status_code == 302
    link = link_to(ADDRESS)
    assert "Panel om noe hemmelig" in client.get(link).text
    assert client.post(link, NEW).status_code == 302
    member = the_member()
    assert (member.state, member.name, member.email) == (MemberState.MEMBER, "", "")
    assert member.valid_from == timezone.localdate()
    account = User.objects.get(email=ADDRESS)
    assert account.has_role(Role.REPRESENTATIVE)
    assert member.person.user == account
    assert not member.person.is_in_log
    consent = Consent.objects.get(person=member.person)
    assert consent.text.audience == Audience.PANEL
    # What was written before the answer is nowhere.
    history = history_model(PanelMember).objects
    assert ADDRESS not in str(list(history.values("payload")))


def test_the_subject_tells_no_panel_and_the_answer_no_name(client, manager, panel):
    with audit.context(command="test"):
        services.invite(actor=manager, panel=panel, name="Noor Ny", email=ADDRESS)
    assert "hemmelig" not in mails_to(ADDRESS).first().subject
    client.post(link_to(ADDRESS), NEW)
    told = mails_to(manager.email).first()
    assert "Noor" not in told.subject + told.words
    assert "har sagt ja" in told.words


def test_a_no_empties_the_row(client, panel):
    invited(panel)
    page = client.post(reverse("panels:invitation", args=["lenke"]), {"decline": "1"})
    assert "helt greit" in page.text
    member = the_member()
    assert (member.state, member.name, member.email) == (MemberState.DECLINED, "", "")
    assert client.get(reverse("panels:invitation", args=["lenke"])).status_code == 410
    assert "Noor" not in str(list(history_model(PanelMember).objects.values("payload")))


@pytest.mark.parametrize("how", ["used", "cancelled", "expired", "unknown", "applied", "closed"])
def test_a_link_that_does_not_work(client, panel, how):
    token = "ukjent" if how == "unknown" else "lenke"
    changes = {
        "used": {"accepted_at": timezone.now()},
        "cancelled": {"withdrawn_at": timezone.now()},
        "expired": {"expires_at": timezone.now()},
        "applied": {"state": MemberState.APPLIED},
    }
    invited(panel, **changes.get(how, {}))
    if how == "closed":
        with audit.context(command="test"):
            Panel.objects.filter(pk=panel.pk).update(closed_on=timezone.localdate())
    address = reverse("panels:invitation", args=[token])
    for response in (client.get(address), client.post(address, NEW), client.post(address, {"decline": "1"})):
        assert response.status_code == 410
        assert "hemmelig" not in response.text
        assert response.headers["Referrer-Policy"] == "no-referrer"


def test_another_address_is_refused(signed_in, panel):
    invited(panel)
    other = signed_in(factories.user())
    assert other.get(reverse("panels:invitation", args=["lenke"])).status_code == 200
    assert other.post(reverse("panels:invitation", args=["lenke"]), NEW).status_code == 403
    assert the_member().state == MemberState.INVITED


def test_seats_run_out(client, manager, panel):
    invited(panel)
    register_factories.member(of=panel)
    with pytest.raises(PanelRefusedError, match="Alle de 2 plassene"), audit.context(command="test"):
        services.invite(actor=manager, panel=panel, name="En til", email="en@post.example")
    register_factories.member(of=panel)
    page = client.post(reverse("panels:invitation", args=["lenke"]), NEW)
    assert "Panelet er fullt nå" in page.text
    assert not User.objects.filter(email=ADDRESS).exists()


@pytest.mark.parametrize(
    ("state", "said"), [(MemberState.INVITED, "alt invitert"), (MemberState.APPLIED, "Ta inn søkeren")]
)
def test_nobody_is_invited_twice(signed_in, manager, panel, state, said):
    invited(panel, state=state)
    page = signed_in(manager).post(
        reverse("panels:invite", args=[panel.pk]), {"name": "Noor", "email": ADDRESS, "language": "nb"}
    )
    assert said in page.text
    assert PanelMember.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "is_taken"), [("Ole O'Hara", True), ("Áŋŋá Čeahkkevuohtačohkka", True), ("å" * 300, False)]
)
def test_names(signed_in, manager, panel, name, is_taken):
    page = signed_in(manager).post(
        reverse("panels:invite", args=[panel.pk]), {"name": name, "email": ADDRESS, "language": "nb"}
    )
    assert (page.status_code == 302) == is_taken
    if not is_taken:
        assert "200" in str(page.context["form"].errors["name"])


def test_an_invitation_is_renewed_within_thirty_days(manager, panel):
    member = invited(panel)
    with audit.context(command="test"):
        PanelMember.objects.filter(pk=member.pk).update(invited_at=factories.days_ago(25))
        services.renew(actor=manager, member=member)
    assert the_member().expires_at < timezone.now() + datetime.timedelta(days=6)
    with audit.context(command="test"):
        PanelMember.objects.update(invited_at=factories.days_ago(31))
    with pytest.raises(PanelRefusedError, match="mer enn 30 dager"), audit.context(command="test"):
        services.renew(actor=manager, member=the_member())


def test_a_member_leaves_in_one_step(signed_in, panel):
    member = register_factories.member(of=panel)
    account = member.person.user
    signed_in(account).post(reverse("panels:leave", args=[member.pk]))
    member.refresh_from_db()
    assert member.state == MemberState.ENDED
    assert not User.objects.get(pk=account.pk).has_role(Role.REPRESENTATIVE)
    assert not Panel.objects.visible_to(User.objects.get(pk=account.pk)).exists()


def test_a_member_with_a_mandate_keeps_the_role(panel):
    mandate = register_factories.representative()
    member = register_factories.member(of=panel, who=mandate.person)
    with audit.context(command="test"):
        services.end_seat(actor=member.person.user, member=member)
    assert User.objects.get(pk=member.person.user_id).has_role(Role.REPRESENTATIVE)
    assert Consent.objects.in_force().filter(person=member.person).exists()


def test_who_left_a_panel_alone_leaves_the_register(client, panel):
    invited(panel)
    client.post(reverse("panels:invitation", args=["lenke"]), NEW)
    member = the_member()
    with audit.context(command="test"):
        services.end_seat(actor=member.person.user, member=member)
    assert not Consent.objects.in_force().exists()


def test_a_member_does_not_end_the_seat_of_another(panel):
    member, other = register_factories.member(of=panel), register_factories.member(of=panel)
    with pytest.raises(NotAllowedError), audit.context(command="test"):
        services.end_seat(actor=other.person.user, member=member)


def test_a_term_has_its_last_day(client, panel):
    with audit.context(command="test"):
        Panel.objects.update(term_months=24)
    invited(panel)
    client.post(reverse("panels:invitation", args=["lenke"]), NEW)
    last = the_member().valid_to + datetime.timedelta(days=1)
    today = timezone.localdate()
    assert (last.year, last.month, last.day) == (today.year + 2, today.month, today.day)
    with audit.context(command="test"):
        services.look_after(last)
    assert the_member().state == MemberState.ENDED
    assert "Perioden din" in mails_to(ADDRESS).filter(event__endswith=":over").get().text


# Applying


@pytest.fixture
def open_panel(manager):
    today = timezone.localdate()
    return register_factories.panel(run_by=manager, recruits_from=today, recruits_to=today, name="Åpent panel")


APPLICATION = {"name": "Noor Ny", "email": ADDRESS, "message": "Jeg vil bidra."}


def test_an_applicant_is_taken_in(client, signed_in, manager, open_panel):
    assert "Åpent panel" in client.get(reverse("panels:open")).text
    assert "Skriv ikke om sykdom eller helse" in client.get(reverse("panels:apply", args=[open_panel.pk])).text
    page = client.post(reverse("panels:apply", args=[open_panel.pk]), APPLICATION)
    assert page.headers["Location"] == reverse("panels:applied", args=[open_panel.pk])
    assert "Vi har fått søknaden" in mails_to(ADDRESS).first().subject
    assert "Noor" not in mails_to(manager.email).first().text
    member = the_member()
    page = signed_in(manager).get(open_panel.get_absolute_url()).text
    # Folded, for it may tell of somebody's health.
    told, folded = page.index("Jeg vil bidra."), page.index("<summary>Søknaden")
    assert page.rindex("<details>", 0, told) < folded < told < page.index("</details>", folded)
    signed_in(manager).post(reverse("panels:take-in", args=[member.pk]))
    assert client.post(link_to(ADDRESS), NEW).status_code == 302
    assert the_member().state == MemberState.MEMBER


def test_an_applicant_hears_no_with_a_word(client, signed_in, manager, open_panel, django_capture_on_commit_callbacks):
    client.post(reverse("panels:apply", args=[open_panel.pk]), APPLICATION)
    address = reverse("panels:refuse", args=[the_member().pk])
    assert signed_in(manager).post(address, {"word": " "}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(manager).post(address, {"word": "Vi håper du søker igjen."})
    assert "Vi håper du søker igjen." in [one for one in mail.outbox if one.to == [ADDRESS]][-1].body
    assert not mails_to(ADDRESS).exists()
    member = the_member()
    assert (member.state, member.name, member.email, member.message) == (MemberState.REFUSED, "", "", "")
    assert "bidra" not in str(list(history_model(PanelMember).objects.values("payload")))


def test_applying_twice_tells_nothing_and_makes_one(client, open_panel):
    for _again in range(2):
        page = client.post(reverse("panels:apply", args=[open_panel.pk]), APPLICATION)
        assert page.headers["Location"] == reverse("panels:applied", args=[open_panel.pk])
    assert PanelMember.objects.count() == 1


def test_a_machine_is_thanked_and_forgotten(client, open_panel):
    page = client.post(
        reverse("panels:apply", args=[open_panel.pk]), APPLICATION | {"website": "https://spam.example"}
    )
    assert page.status_code == 302
    assert not PanelMember.objects.exists()


def test_many_applications_have_to_wait(client, open_panel, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"apply_to_panel": "1/h/ip"}
    client.post(reverse("panels:apply", args=[open_panel.pk]), APPLICATION)
    page = client.post(reverse("panels:apply", args=[open_panel.pk]), APPLICATION | {"email": "to@post.example"})
    assert page.status_code == 429
    assert "Vent en time" in page.text


def test_after_the_deadline_there_is_no_page(client, open_panel):
    with audit.context(command="test"):
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        Panel.objects.update(recruits_from=yesterday, recruits_to=yesterday)
    assert client.get(reverse("panels:apply", args=[open_panel.pk])).status_code == 404
    assert "Åpent panel" not in client.get(reverse("panels:open")).text


@pytest.mark.parametrize("year", ["", "95", "3000", "abc"])
def test_a_youth_panel_asks_the_year(client, year):
    today = timezone.localdate()
    panel = youth_panel(recruits_from=today, recruits_to=today)
    page = client.post(reverse("panels:apply", args=[panel.pk]), APPLICATION | {"birth_year": year})
    assert page.status_code == 200
    assert page.context["form"].errors["birth_year"]
    page = client.post(reverse("panels:apply", args=[panel.pk]), APPLICATION | {"birth_year": minor_year()})
    assert page.status_code == 302


def test_other_panels_keep_no_year(client, open_panel):
    client.post(reverse("panels:apply", args=[open_panel.pk]), APPLICATION | {"birth_year": 1990})
    assert the_member().birth_year is None
