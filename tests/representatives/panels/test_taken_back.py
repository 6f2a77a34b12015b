"""Who applied takes it back by a link; of whoever is not to come in, nothing lies in the outbox."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.audit.services import history_model
from medvirkning.notifications.models import Message
from representatives.enrolments import services as enrolments
from representatives.enrolments.kinds import REPRESENTATIVE
from representatives.enrolments.models import Representative
from representatives.panels import services
from representatives.panels.enums import MemberState
from representatives.panels.models import PanelMember
from representatives.panels.services import Application
from tests import factories, register_factories
from tests.representatives.panels.cases import ADDRESS, link_to, mails_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel():
    today = timezone.localdate()
    return register_factories.panel(recruits_from=today, recruits_to=today + datetime.timedelta(days=40))


@pytest.fixture
def applied(panel):
    with audit.context(command="test"):
        return services.apply(panel=panel, application=Application("Noor Ny", ADDRESS, "Jeg har erfaring"))


def test_who_applied_sees_what_is_kept_and_takes_it_back(client, applied):
    link = link_to(ADDRESS, "soknad")
    page = client.get(link)
    for kept in ("Noor Ny", ADDRESS, "Jeg har erfaring", "Trekk søknaden"):
        assert kept in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert PanelMember.objects.get().state == MemberState.APPLIED
    assert "slettet" in client.post(link).text
    applied.refresh_from_db()
    assert (applied.state, applied.name, applied.email, applied.message) == (MemberState.DECLINED, "", "", "")
    assert "Noor" not in str(list(history_model(PanelMember).objects.values("payload")))
    assert not Message.objects.filter(address=ADDRESS).exists()
    assert (client.get(link).status_code, client.post(link).status_code) == (410, 410)
    assert "Søknaden er ikke her lenger" in client.get(link).text


def test_the_link_works_as_long_as_the_application_waits(applied):
    assert applied.expires_at > timezone.now() + datetime.timedelta(days=69)


def test_the_link_of_somebody_taken_in_takes_back_no_more(client, applied):
    link = link_to(ADDRESS, "soknad")
    with audit.context(command="test"):
        services.take_in(actor=factories.centre(), member=applied)
    assert client.post(link).status_code == 410
    assert PanelMember.objects.get().state == MemberState.INVITED


@pytest.mark.parametrize("how", ["refused", "declined", "cancelled", "lapsed"])
def test_nothing_lies_in_the_outbox_of_who_is_not_to_come_in(applied, how, django_capture_on_commit_callbacks):
    centre = factories.centre()
    with audit.context(command="test"), django_capture_on_commit_callbacks(execute=True):
        if how == "refused":
            services.refuse_application(actor=centre, member=applied, word="Takk for søknaden.")
        else:
            services.take_in(actor=centre, member=applied)
            applied.refresh_from_db()
        if how == "declined":
            services.decline(token=link_to(ADDRESS).split("/")[-2])
        elif how == "cancelled":
            services.cancel(actor=centre, member=applied)
        elif how == "lapsed":
            services.members.lapse(applied)
    assert not Message.objects.filter(address=ADDRESS).exists()
    if how == "refused":
        # The answer itself is sent once, and kept nowhere.
        assert "Takk for søknaden." in [one for one in mail.outbox if one.to == [ADDRESS]][-1].body


@pytest.mark.parametrize("how", ["declined", "cancelled"])
def test_nothing_lies_there_of_who_is_not_in_the_register(how):
    organisation = register_factories.registered()
    contact = register_factories.contact(of=organisation)
    with audit.context(command="test"):
        row, token = enrolments.enter(
            actor=contact,
            organisation=organisation,
            kind=REPRESENTATIVE,
            who=enrolments.Entered(name="Noor Ny", email=ADDRESS),
        )
        assert mails_to(ADDRESS).exists()
        if how == "declined":
            enrolments.decline(token=token, user=None)
        else:
            enrolments.cancel(actor=contact, post=row)
    assert not mails_to(ADDRESS).exists()
    assert Representative.objects.get().email == ""
    # Who invited hears of the answer all the same.
    assert mails_to(contact.email).exists() == (how == "declined")


# Leaving asks once, and says what follows


def test_leaving_says_what_is_erased_and_when(signed_in):
    member = register_factories.member(of=register_factories.panel())
    young = signed_in(member.person.user)
    page = young.get(reverse("my_page:home")).text
    folded = page.index("Gå ut av panelet")
    assert page.rindex("<details>", 0, folded) < folded < page.index("30 dager etterpå", folded)
    told = young.post(reverse("panels:leave", args=[member.pk]), follow=True).text
    assert "sletter vi om 30 dager" in told


def test_leaving_one_of_two_erases_nothing(signed_in):
    member = register_factories.member(of=register_factories.panel())
    register_factories.member(of=register_factories.panel(), who=member.person)
    told = signed_in(member.person.user).post(reverse("panels:leave", args=[member.pk]), follow=True).text
    assert "fortsetter som før" in told


def test_who_runs_the_panel_is_asked_once_too(signed_in):
    centre, leader = factories.centre(), factories.staff()
    panel = register_factories.panel(run_by=leader)
    member = register_factories.member(of=panel)
    own = signed_in(centre)
    page = own.get(reverse("panels:member", args=[member.pk])).text
    assert "Ja, avslutt nå" in page[page.rindex("<details>", 0, page.index("Ja, avslutt nå")) :]
    assert "30 dager etterpå" in page
    page = own.get(panel.get_absolute_url()).text
    assert "leder ikke panelet lenger" in page
