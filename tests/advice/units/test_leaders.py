"""Leaders are invited by a link that works once, and end in their turn."""

import pytest
from django.urls import reverse
from django.utils import timezone

from advice.units import services
from advice.units.enums import UnitState
from advice.units.models import UnitInvitation, UnitLeader
from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import RoleGrant, User
from medvirkning.audit.services import history_model
from medvirkning.notifications.models import Message
from medvirkning.web.refusals import NotAllowedError
from medvirkning.web.request_log import loggable
from tests import advice_factories, factories
from tests.advice.units.cases import link_to, token_to

pytestmark = pytest.mark.django_db

NEW = {"name": "Nils Ny", "language": "nn", "password": "et-ganske-langt-passord"}
ADDRESS = "nils.ny@kommune.example"


@pytest.fixture
def unit():
    return advice_factories.unit(name="Tjenesten")


@pytest.fixture
def invited(signed_in, unit):
    """The link of an invitation that a leader sent."""
    leader = signed_in(advice_factories.service_leader(of=unit))
    leader.post(reverse("units:invite", args=[unit.pk]), {"name": "Nils Ny", "email": "Nils.Ny@Kommune.example"})
    return link_to(ADDRESS)


def test_somebody_new_makes_an_account_and_leads(client, unit, invited):
    assert "Tjenesten" in client.get(invited).text
    response = client.post(invited, NEW)
    assert response.status_code == 302
    account = User.objects.get(email=ADDRESS)
    assert (account.name, account.language, account.check_password(NEW["password"])) == ("Nils Ny", "nn", True)
    assert account.has_role(Role.SERVICE_LEADER)
    assert UnitLeader.objects.in_force().filter(user=account, unit=unit).exists()
    assert client.get(unit.get_absolute_url()).status_code == 200
    assert client.get(response.headers["Location"]).status_code == 200


def test_who_invited_hears_of_it(client, unit, invited):
    client.post(invited, NEW)
    inviter = UnitInvitation.objects.get().invited_by
    assert Message.objects.filter(user=inviter, event__endswith=":accepted").count() == 1


def test_opening_the_link_changes_nothing(client, invited):
    before = UnitInvitation.objects.values().get()
    for method in (client.get, client.head, client.options):
        method(invited)
    assert UnitInvitation.objects.values().get() == before
    assert not User.objects.filter(email=ADDRESS).exists()


@pytest.mark.parametrize("password", ["kort", "1q2w3e4r5t6y", "nils.ny@kommune.example"])
def test_a_password_that_is_too_weak(client, invited, password):
    response = client.post(invited, NEW | {"password": password})
    assert response.context["form"].errors["password"]
    assert not User.objects.filter(email=ADDRESS).exists()


def test_somebody_with_an_account_signs_in_first(client, signed_in, unit, invited):
    account = factories.user(email=ADDRESS)
    page = client.get(invited)
    assert page.context["login_url"].endswith(f"next={invited.replace('/', '%2F')}")
    assert client.post(invited, NEW).status_code == 403
    signed_in(account).post(invited)
    assert UnitLeader.objects.in_force().filter(user=account, unit=unit).exists()
    assert User.objects.get(pk=account.pk).has_role(Role.SERVICE_LEADER)


def test_another_account_does_not_accept(signed_in, invited):
    other = signed_in(factories.user())
    assert other.get(invited).status_code == 200
    assert other.post(invited, NEW).status_code == 403
    assert not UnitInvitation.objects.exclude(accepted_at=None).exists()


def test_a_closed_account_stays_closed(client, invited):
    account = factories.user(email=ADDRESS, is_active=False)
    assert client.post(invited, NEW).status_code == 403
    assert not account.led_units.exists()


GONE_BY = {
    "used": {"accepted_at": timezone.now()},
    "withdrawn": {"withdrawn_at": timezone.now()},
    "expired": {"expires_at": factories.days_ago(400)},
}


@pytest.mark.parametrize("how", [*GONE_BY, "unknown", "closed"])
def test_what_is_gone_says_nothing_of_what_it_was(client, how):
    made = advice_factories.invitation(
        to=advice_factories.unit(name="Hemmelig", state=UnitState.CLOSED if how == "closed" else UnitState.APPROVED),
        token="brukt",
    )
    if how in GONE_BY:
        with audit.context(command="test"):
            UnitInvitation.objects.filter(pk=made.pk).update(**GONE_BY[how])
    address = reverse("units:invitation", args=["finnes-ikke" if how == "unknown" else "brukt"])
    for response in (client.get(address), client.post(address, NEW)):
        assert response.status_code == 410
        assert "Hemmelig" not in response.text
        assert made.email not in response.text
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response.headers["Cache-Control"]
    assert not User.objects.filter(email=made.email).exists()


def test_a_link_works_once(client, signed_in, invited):
    client.post(invited, NEW)
    assert client.post(invited, NEW).status_code == 410
    assert UnitLeader.objects.filter(user__email=ADDRESS).count() == 1


def test_the_token_stands_in_no_log_and_no_row(client, invited):
    token = invited.split("/")[-2]
    assert token not in loggable(invited)
    assert token not in loggable(client.get(invited).context["login_url"])
    assert token not in str(UnitInvitation.objects.values().get())
    client.post(invited, NEW)
    history = history_model(UnitInvitation).objects
    assert history.exists()
    assert token not in str(list(history.values("payload", "pgh_context__metadata")))


def test_renewing_sends_another_link_and_ends_the_first(client, signed_in, unit, invited):
    invitation = UnitInvitation.objects.get()
    signed_in(invitation.invited_by).post(reverse("units:renew", args=[invitation.pk]))
    assert client.get(invited).status_code == 410
    assert client.get(link_to(ADDRESS)).status_code == 200


def test_withdrawing_ends_the_link(client, signed_in, invited):
    invitation = UnitInvitation.objects.get()
    inviter = signed_in(invitation.invited_by)
    inviter.post(reverse("units:withdraw", args=[invitation.pk]))
    assert client.get(invited).status_code == 410
    # Once is enough, and what is withdrawn is not sent again.
    page = inviter.post(reverse("units:renew", args=[invitation.pk]), follow=True)
    assert "alt tatt imot eller trukket tilbake" in page.text


def test_the_same_person_is_not_invited_twice(signed_in, unit, invited):
    inviter = signed_in(UnitInvitation.objects.get().invited_by)
    response = inviter.post(reverse("units:invite", args=[unit.pk]), {"name": "Nils", "email": ADDRESS})
    assert response.context["form"].errors["email"]


def test_who_leads_is_not_invited(signed_in, unit):
    leader = advice_factories.service_leader(of=unit)
    response = signed_in(leader).post(reverse("units:invite", args=[unit.pk]), {"name": "X", "email": leader.email})
    assert response.context["form"].errors["email"]


def test_a_leader_invites_below_but_not_above(signed_in, unit):
    below = advice_factories.unit(parent=unit)
    form = {"name": "Nils", "email": ADDRESS}
    low = signed_in(advice_factories.service_leader(of=below))
    assert low.post(reverse("units:invite", args=[unit.pk]), form).status_code == 404
    high = signed_in(advice_factories.service_leader(of=unit))
    assert high.post(reverse("units:invite", args=[below.pk]), form).status_code == 302


def end(client, leadership):
    return client.post(reverse("units:end-leadership", args=[leadership.pk]), follow=True)


def test_ending_takes_the_role_with_the_last_unit(signed_in, unit):
    below, other = advice_factories.unit(parent=unit), advice_factories.unit()
    account = advice_factories.service_leader(of=below)
    with audit.context(command="test"):
        UnitLeader.objects.create(user=account, unit=other, valid_from=factories.LONG_AGO)
    centre = signed_in(factories.centre())
    for leadership, has_role in zip(
        UnitLeader.objects.filter(user=account).order_by("pk"), (True, False), strict=True
    ):
        end(centre, leadership)
        assert User.objects.get(pk=account.pk).has_role(Role.SERVICE_LEADER) is has_role
    assert not UnitLeader.objects.in_force().filter(user=account).exists()


def test_the_only_leader_does_not_just_leave(signed_in, unit):
    leader = advice_factories.service_leader(of=unit)
    page = end(signed_in(leader), unit.leaders.get())
    assert "eneste som leder" in page.text
    assert UnitLeader.objects.in_force().filter(user=leader).exists()
    end(signed_in(factories.centre()), unit.leaders.get())
    assert not UnitLeader.objects.in_force().exists()
    assert not RoleGrant.objects.in_force().filter(user=leader, role=Role.SERVICE_LEADER).exists()


def test_one_of_two_leaves_and_sees_the_unit_no_more(signed_in, unit):
    leaving, _staying = (advice_factories.service_leader(of=unit) for _one in range(2))
    client = signed_in(leaving)
    page = end(client, unit.leaders.get(user=leaving))
    assert page.redirect_chain[-1][0] == "/"
    assert client.get(unit.get_absolute_url()).status_code == 404


def test_one_who_began_today_is_ended_today(signed_in, client, unit, invited):
    client.post(invited, NEW)
    end(signed_in(factories.centre()), unit.leaders.get(user__email=ADDRESS))
    assert not UnitLeader.objects.in_force().filter(user__email=ADDRESS).exists()


def test_coming_back_after_an_end(client, signed_in, unit, invited):
    client.post(invited, NEW)
    account = User.objects.get(email=ADDRESS)
    centre = factories.centre()
    end(signed_in(centre), unit.leaders.get(user=account))
    signed_in(centre).post(reverse("units:invite", args=[unit.pk]), {"name": "Nils", "email": ADDRESS})
    signed_in(account).post(reverse("units:invitation", args=[token_to(ADDRESS)]))
    assert UnitLeader.objects.in_force().filter(user=account).count() == 1
    assert User.objects.get(pk=account.pk).has_role(Role.SERVICE_LEADER)


@pytest.mark.usefixtures("history_context")
def test_no_invitation_to_a_unit_that_waits():
    unit = advice_factories.unit(state=UnitState.APPLIED)
    with pytest.raises(NotAllowedError):
        services.invite(actor=factories.centre(), unit=unit, name="X", email=ADDRESS)


def test_who_registered_a_unit_is_named_to_the_centre_alone(signed_in, client):
    above = advice_factories.unit(name="Over")
    below = advice_factories.unit(
        name="Under", state=UnitState.APPLIED, applicant_name="Åse Søker", applicant_email="aase@kommune.example"
    )
    centre = factories.centre()
    with audit.context(actor=centre):
        services.approve(actor=centre, unit=below, parent=above)
    leading = signed_in(advice_factories.service_leader(of=above))
    page = leading.get(below.get_absolute_url()).text
    assert "Invitert av Senter for brukermedvirkning" in page
    assert "Åse Søker" not in page
    assert "aase@kommune.example" not in page
    centring = signed_in(centre)
    assert "Åse Søker" in centring.get(below.get_absolute_url()).text
    centring.post(reverse("units:withdraw", args=[below.invitations.get().pk]))
    centring.post(reverse("units:invite", args=[below.pk]), {"name": "Åse Søker", "email": "aase@kommune.example"})
    assert below.invitations.count() == 2
    assert "Åse Søker" not in leading.get(below.get_absolute_url()).text
    client.post(link_to("aase@kommune.example"), NEW | {"name": "Åse Søker"})
    assert "Åse Søker" in leading.get(below.get_absolute_url()).text


def test_a_leader_sees_whom_leaders_have_invited(signed_in, unit, invited):
    page = signed_in(advice_factories.service_leader(of=unit)).get(unit.get_absolute_url()).text
    assert f"Nils Ny, {ADDRESS}" in page
