"""What is of no use any more goes: from the rows and from their history. Who is erased leaves a count."""

import datetime

import pytest
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.audit import erasers
from medvirkning.audit.retention import erase_expired
from medvirkning.audit.services import history_model
from representatives.consents.models import Consent, GuardianRequest
from representatives.panels.enums import MemberState
from representatives.panels.models import PanelMember
from representatives.people import erasing, my_data
from tests import register_factories
from tests.representatives.panels.cases import ADDRESS, invited, minor_is_in, youth_panel

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
OURS = ("panel_invitations", "panel_applications", "guardians")


def sweep(today: datetime.date, *, simulate: bool = False) -> dict[str, int]:
    with audit.context(command="test"):
        found = erase_expired(today=today, simulate=simulate)
    return {one.rule.name: one.found for one in found if one.rule.name in OURS}


@pytest.mark.parametrize(("state", "rule"), [("invited", "panel_invitations"), ("applied", "panel_applications")])
def test_nobody_answered(state, rule):
    invited(register_factories.panel(), state=state, message="Noe personlig")
    assert sweep(TODAY() + datetime.timedelta(days=30))[rule] == 0
    later = TODAY() + datetime.timedelta(days=31)
    assert sweep(later, simulate=True)[rule] == 1
    assert PanelMember.objects.get().email == ADDRESS
    assert sweep(later)[rule] == 1
    member = PanelMember.objects.get()
    assert (member.state, member.name, member.email, member.message) == (MemberState.LAPSED, "", "", "")
    assert "personlig" not in str(list(history_model(PanelMember).objects.values("payload")))
    assert sweep(later)[rule] == 0


def test_applications_are_kept_until_after_the_deadline():
    today = TODAY()
    panel = register_factories.panel(recruits_from=today, recruits_to=today + datetime.timedelta(days=60))
    invited(panel, state=MemberState.APPLIED)
    assert sweep(today + datetime.timedelta(days=90))["panel_applications"] == 0
    assert sweep(today + datetime.timedelta(days=91))["panel_applications"] == 1


def test_a_guardian_is_forgotten_thirty_days_after_the_consent():
    minor_is_in(youth_panel())
    assert sweep(TODAY() + datetime.timedelta(days=60))["guardians"] == 0
    with audit.context(command="test"):
        Consent.objects.update(ended_at=timezone.now(), end="withdrawn")
    assert sweep(TODAY() + datetime.timedelta(days=30))["guardians"] == 0
    assert sweep(TODAY() + datetime.timedelta(days=31))["guardians"] == 1
    assert not GuardianRequest.objects.exclude(name="", email="").exists()


def test_who_is_erased_leaves_a_count():
    panel = register_factories.panel()
    member = register_factories.member(of=panel, who=register_factories.person(name="Noor Borte"))
    account = member.person.user
    with audit.context(command="test"):
        erasing.erase(actor=account, person=member.person)
    member.refresh_from_db()
    assert (member.state, member.birth_year) == (MemberState.ENDED, None)
    assert "Noor Borte" not in str(PanelMember.objects.select_related("person").get())
    assert not User.objects.filter(email=account.email).exists()


def test_every_relation_of_the_room_has_an_eraser():
    assert not [name for name in erasers.missing() if name.split(".")[1].startswith("Panel")]


def test_the_person_is_told_what_is_kept():
    panel = register_factories.panel(name="Panelet")
    member = register_factories.member(of=panel)
    told = my_data.everything_about(member.person)
    assert told["panel_seats"][0]["panel"].value == "Panelet"
    run = register_factories.panel(run_by=member.person.user, name="Et jeg leder")
    assert told != my_data.everything_about(member.person)
    assert run.name in str(my_data.everything_about(member.person)["panels_run"])
