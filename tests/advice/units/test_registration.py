"""A service registers itself, without an account."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from advice.units import services
from advice.units.enums import UnitState
from advice.units.models import ServiceUnit
from medvirkning.notifications.models import Message
from tests import advice_factories, factories
from tests.advice.units.cases import ADDRESS, applicant, facts, only_unit, posted

pytestmark = pytest.mark.django_db

REGISTER, REGISTERED = "/rad/registrer-tjeneste/", "/rad/registrer-tjeneste/takk/"


def test_what_is_said_is_kept_and_waits(client):
    response = client.post(
        REGISTER, posted(name="  Rus og  psykisk helse ", applicant_email="Kari.Soker@bergen.example")
    )
    assert response.headers["Location"] == REGISTERED
    unit = only_unit()
    assert (unit.name, unit.applicant_email, unit.state) == ("Rus og psykisk helse", ADDRESS, UnitState.APPLIED)
    assert unit.lineage == [unit.pk]
    assert unit.region == "west"
    assert not ServiceUnit.objects.registered().exists()
    assert client.get(REGISTERED).status_code == 200


def test_the_receipt_carries_nothing_that_a_stranger_wrote(client):
    factories.centre(email="senteret@example.org")
    client.post(REGISTER, posted(application_text="KJØP HER", name="KJØP HER"))
    receipt = Message.objects.get(address=ADDRESS)
    assert "KJØP" not in receipt.text + receipt.subject
    told = Message.objects.get(address="senteret@example.org")
    assert reverse("units:decide", args=[only_unit().pk]) in told.text
    assert "KJØP" not in told.subject


@pytest.mark.parametrize("decision", ["approve", "refuse"])
def test_who_registers_is_written_to_in_the_language_of_the_form(client, signed_in, decision):
    """Until there is an account, whose own language rules from then on."""
    client.post(REGISTER, posted(), headers={"accept-language": "nn"})
    centre, unit = signed_in(factories.centre()), only_unit()
    centre.post(reverse("units:decide", args=[unit.pk]), {"decision": decision, "reason": "Slik ble det"})
    assert list(Message.objects.filter(address=ADDRESS).values_list("language", flat=True)) == ["nn", "nn"]


def test_who_has_an_account_is_written_to_in_its_language(client):
    factories.user(email=ADDRESS, language="en")
    client.post(REGISTER, posted(), headers={"accept-language": "nn"})
    assert Message.objects.get(address=ADDRESS).language == "en"


@pytest.mark.usefixtures("history_context")
def test_an_invitation_by_a_leader_is_not_in_the_language_of_who_registered_the_unit():
    unit = advice_factories.unit(applicant_language="nn")
    leader = advice_factories.service_leader(of=unit)
    services.invite(actor=leader, unit=unit, name="Ny Leder", email="ny@kommune.example")
    assert Message.objects.get(address="ny@kommune.example").language == "nb"


def test_twice_makes_one_unit_and_one_mail(client):
    for _time in range(2):
        assert client.post(REGISTER, posted()).headers["Location"] == REGISTERED
    assert ServiceUnit.objects.count() == Message.objects.filter(address=ADDRESS).count() == 1


@pytest.mark.parametrize("state", [UnitState.APPLIED, UnitState.APPROVED])
def test_a_unit_that_is_there_is_said_so_at_the_name(client, state):
    advice_factories.unit(name="Rus og Psykisk Helse", owner_name="Bergen Kommune", state=state)
    response = client.post(REGISTER, posted())
    assert response.status_code == 200
    assert response.context["form"].errors["name"]
    assert ServiceUnit.objects.count() == 1


@pytest.mark.parametrize("state", [UnitState.REFUSED, UnitState.CLOSED])
def test_what_was_refused_or_closed_may_come_again(client, state):
    advice_factories.unit(name="Rus og psykisk helse", owner_name="Bergen kommune", state=state)
    client.post(REGISTER, posted())
    assert ServiceUnit.objects.waiting().count() == 1


def test_a_machine_is_thanked_and_nothing_is_kept(client):
    response = client.post(REGISTER, posted(website="https://example.org"))
    assert response.headers["Location"] == REGISTERED
    assert not ServiceUnit.objects.exists()


def test_no_more_than_so_many_to_one_address(client):
    answers = [client.post(REGISTER, posted(name=f"Tjeneste {number}")).status_code for number in range(7)]
    assert answers == [302] * 5 + [429] * 2
    assert ServiceUnit.objects.count() == 5


@pytest.mark.parametrize(("typed", "kept"), [("974 760 673", "974760673"), ("", "")])
def test_organisation_number(client, typed, kept):
    client.post(REGISTER, posted(organisation_number=typed))
    assert only_unit().organisation_number == kept


@pytest.mark.parametrize("typed", ["974760674", "12", "bokstaver", "0123456789", "000000000"])
def test_a_wrong_organisation_number(client, typed):
    response = client.post(REGISTER, posted(organisation_number=typed))
    assert response.context["form"].errors["organisation_number"]


def test_an_empty_form_says_what_is_missing(client):
    errors = client.post(REGISTER, {}).context["form"].errors
    assert {"name", "owner_kind", "owner_name", "county", "kind", "size_class", "applicant_name"} <= set(errors)


def test_the_unit_above_is_found_by_its_whole_name(client):
    above = advice_factories.unit(name="Divisjon psykisk helse")
    client.post(REGISTER, posted(parent_words="divisjon psykisk HELSE"))
    assert ServiceUnit.objects.waiting().get().lineage[:-1] == [above.pk]


def test_the_unit_above_is_chosen_among_those_that_match(client):
    first, second = (advice_factories.unit(name=name) for name in ("DPS Øst", "DPS Vest"))
    advice_factories.unit(name="DPS Nord", state=UnitState.APPLIED)
    response = client.post(REGISTER, posted(parent_words="dps"))
    field = response.context["form"].fields["parent"]
    assert {one.pk for one in field.queryset} == {first.pk, second.pk}
    client.post(REGISTER, posted(parent_words="dps", parent_for="dps", parent=second.pk))
    assert ServiceUnit.objects.get(owner_name="Bergen kommune").parent == second


def test_none_of_these(client):
    advice_factories.unit(name="DPS Øst")
    client.post(REGISTER, posted(parent_words="dps", parent_for="dps", parent=""))
    assert ServiceUnit.objects.waiting().get().parent is None


def test_other_words_ask_anew(client):
    """What was chosen among the matches of other words is not taken for an answer."""
    first, _second, third = (advice_factories.unit(name=name) for name in ("DPS Øst", "DPS Vest", "Klinikken i sør"))
    for stale in ("", first.pk):
        response = client.post(REGISTER, posted(parent_words="klinikken", parent_for="dps", parent=stale))
        assert response.context["form"].errors["parent"]
    client.post(REGISTER, posted(parent_words="klinikken i sør", parent_for="dps", parent=first.pk))
    assert ServiceUnit.objects.waiting().get().parent == third


def test_words_that_match_nothing(client):
    response = client.post(REGISTER, posted(parent_words="finnes ikke"))
    assert response.context["form"].errors["parent_words"]
    assert not ServiceUnit.objects.exists()


def test_more_matches_than_a_list_to_choose_from(client):
    for number in range(12):
        advice_factories.unit(name=f"DPS {number}")
    response = client.post(REGISTER, posted(parent_words="dps"))
    assert response.context["form"].errors["parent_words"]
    assert len(response.context["form"].fields["parent"].queryset) == 10


def test_a_unit_that_does_not_match_cannot_be_chosen(client):
    waiting = advice_factories.unit(name="Noe som venter", state=UnitState.APPLIED)
    advice_factories.unit(name="Noe annet")
    response = client.post(REGISTER, posted(parent_words="noe", parent_for="noe", parent=waiting.pk))
    assert response.context["form"].errors["parent"]


def test_a_leader_adds_a_unit_below_which_waits(signed_in):
    unit = advice_factories.unit(name="Over", owner_name="Bergen kommune")
    leader = signed_in(advice_factories.service_leader(of=unit))
    address = reverse("units:add-below", args=[unit.pk])
    assert leader.get(address).context["form"].initial["owner_name"] == "Bergen kommune"
    leader.post(address, posted())
    below = ServiceUnit.objects.waiting().get()
    assert below.lineage == [unit.pk, below.pk]
    assert leader.get(below.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("decision", ["", "refuse", "approve"])
def test_what_a_leader_asked_for_stands_with_the_own_unit(signed_in, decision):
    """On its page and in the list: that it waits, and what became of it."""
    unit = advice_factories.unit(name="Over")
    leader = signed_in(advice_factories.service_leader(of=unit))
    leader.post(reverse("units:add-below", args=[unit.pk]), posted(name="Den nye enheten"))
    below = ServiceUnit.objects.get(name="Den nye enheten")
    if decision:
        values = {"decision": decision, "reason": "Meld inn hele klinikken", "parent_words": "Over"}
        signed_in(factories.centre()).post(reverse("units:decide", args=[below.pk]), values)
    for page in (leader.get(unit.get_absolute_url()), leader.get(reverse("units:list"))):
        asked_for = BeautifulSoup(page.content, "html.parser").find(attrs={"aria-labelledby": "asked-for"})
        if decision == "approve":
            assert asked_for is None
            continue
        assert "Den nye enheten" in asked_for.text
        assert asked_for.a is None
        assert ("Venter på godkjenning" if not decision else "Avslått") in asked_for.text
        assert ("Meld inn hele klinikken" in asked_for.text) is (decision == "refuse")


def test_what_others_asked_for_does_not_stand_there(client, signed_in):
    """Neither what lies beside, nor what a stranger says lies below."""
    unit, beside = advice_factories.unit(name="Over"), advice_factories.unit(name="Ved siden av")
    signed_in(advice_factories.service_leader(of=beside)).post(
        reverse("units:add-below", args=[beside.pk]), posted(name="Naboens enhet")
    )
    client.post(REGISTER, posted(name="Den fremmede", parent_words="Over"))
    leader = signed_in(advice_factories.service_leader(of=unit))
    for page in (leader.get(unit.get_absolute_url()), leader.get(reverse("units:list"))):
        assert page.status_code == 200
        assert "Naboens enhet" not in page.text
        assert "Den fremmede" not in page.text


@pytest.mark.usefixtures("history_context")
def test_no_unit_under_one_that_is_not_approved():
    above = advice_factories.unit(state=UnitState.CLOSED)
    with pytest.raises(services.UnitRefusedError):
        services.register_unit(actor=None, facts=facts(), applicant=applicant(), parent=above)


@pytest.mark.parametrize(
    ("owner", "kind"),
    [("municipality", "dps"), ("municipality", "hospital_other"), ("health_trust", "municipal_service")],
)
def test_an_owner_has_its_own_kinds_of_services(client, owner, kind):
    response = client.post(REGISTER, posted(owner_kind=owner, kind=kind))
    assert response.status_code == 200
    [said] = response.context["form"].errors["kind"]
    assert "«Hører til»" in said
    assert "«Type tjeneste»" in said
    assert not ServiceUnit.objects.exists()


@pytest.mark.parametrize("owner", ["municipality", "health_trust"])
def test_an_overarching_unit_fits_every_owner(client, owner):
    client.post(REGISTER, posted(owner_kind=owner, kind="overarching"))
    assert only_unit().kind == "overarching"


def test_the_centre_changes_no_unit_into_what_its_owner_does_not_have(signed_in):
    unit = advice_factories.unit()
    said = facts(kind="dps").__dict__ | {"version": unit.version}
    response = signed_in(factories.centre()).post(reverse("units:edit", args=[unit.pk]), said)
    assert "kind" in response.context["form"].errors
    unit.refresh_from_db()
    assert unit.kind == "municipal_service"


def test_the_page_says_once_what_may_become_public(client):
    page = client.get(REGISTER).text
    assert page.count("bli offentlig") == 2
    assert "Opplysningene om tjenesten og meldingen til senteret kan bli offentlige." in page
    assert "Navnet og e-postadressen din blir ikke offentlige." in page
