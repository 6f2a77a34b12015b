"""Who sees who sits on a panel, applies to it or waits for a guardian, field by field and role by role.

For members who have no other business here: neither named in the log nor entered by an organisation (docs/adr/0186).
"""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from representatives.consents.enums import Audience, ConsentPurpose
from representatives.panels.enums import MemberState, PanelKind
from representatives.panels.models import Panel, PanelManager, PanelMember
from representatives.people.models import Person
from tests import factories, register_factories
from tests.permissions.roles import CENTRE, CONTACT, ROLES, STAFF
from tests.permissions.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undone")]
YEAR = timezone.localdate().year
MEMBER = {"name": "Hemmelig Hella", "email": "hella@post.example", "birth_year": str(YEAR - 19)}
APPLICANT = {
    "name": "Søkende Sara",
    "email": "sara@post.example",
    "birth_year": str(YEAR - 21),
    "message": "Jeg vil si fra om ventetid.",
}
WAITING = {"name": "Ventende Vår", "email": "vaar@post.example", "birth_year": str(YEAR - 13)}
GUARDIAN = {"name": "Forelder Fortrolig", "email": "forelder@post.example"}
# What those who run the panel see of each; the guardian and what the waiting one has told wait for the answer.
SEEN = {*MEMBER.values(), *APPLICANT.values(), WAITING["name"]}
HIDDEN = {WAITING["email"], WAITING["birth_year"], *GUARDIAN.values()}
WHOSE = {"an organisation's": {CONTACT}, "the directorate's": {CENTRE}, "led by staff": {CENTRE, STAFF}}


def young(told: dict[str, str]) -> Person:
    return register_factories.person(
        name=told["name"], account=factories.user(name=told["name"], email=told["email"]), purposes=[]
    )


def panel_with_people(world: World, whose: str) -> Panel:
    owner = world.organisation if whose == "an organisation's" else None
    panel = register_factories.panel(kind=PanelKind.YOUTH, name="Unge stemmer", owner=owner)
    sits, waits = young(MEMBER), young(WAITING)
    register_factories.consent(of=sits, purpose=ConsentPurpose.REGISTER, audience=Audience.YOUNG)
    register_factories.member(of=panel, who=sits, birth_year=int(MEMBER["birth_year"]))
    register_factories.member(
        of=panel,
        who=waits,
        state=MemberState.AWAITING_GUARDIAN,
        birth_year=int(WAITING["birth_year"]),
        valid_from=None,
        guardian_request=register_factories.guardian_request(of=waits, **GUARDIAN),
    )
    with audit.context(command="test"):
        PanelMember.objects.create(
            panel=panel,
            state=MemberState.APPLIED,
            token_hash="0" * 64,
            expires_at=timezone.now() + datetime.timedelta(days=30),
            **APPLICANT | {"birth_year": int(APPLICANT["birth_year"])},
        )
        if whose == "led by staff":
            PanelManager.objects.create(panel=panel, user=world.account(STAFF), valid_from=timezone.localdate())
    return panel


def addresses(panel: Panel) -> list[str]:
    """Every page that could show them, and the search for each name."""
    people = list(Person.objects.filter(panel_seats__panel=panel).order_by("pk"))
    seats = list(panel.members.order_by("pk"))
    return [
        panel.get_absolute_url(),
        reverse("panels:list"),
        f"{reverse('panels:list')}?format=csv",
        reverse("finding:list"),
        f"{reverse('finding:list')}?format=csv",
        *(reverse("panels:member", args=[one.pk]) for one in seats),
        *(reverse("panels:refuse", args=[one.pk]) for one in seats),
        *(reverse(name, args=[one.pk]) for name in ("finding:person", "consents:person") for one in people),
        *(f"{reverse('search:search')}?q={name.split()[-1]}" for name in (MEMBER["name"], WAITING["name"])),
    ]


@pytest.mark.parametrize("whose", WHOSE)
@pytest.mark.parametrize("role", ROLES)
def test_those_who_run_it_see_them_and_nobody_else(world: World, role: str, whose: str):
    panel = panel_with_people(world, whose)
    client, text = world.client(role), ""
    for address in addresses(panel):
        with transaction.atomic():
            response = client.get(address)
            if response.status_code == 200:
                body = b"".join(response) if response.streaming else response.content
                text += body.decode()
            transaction.set_rollback(True)
    found = {field for field in SEEN | HIDDEN if field in text}
    # The search repeats its words.
    found -= {"Hella", "Vår"}
    assert found == (SEEN if role in WHOSE[whose] else set())
