"""The Centre approves, refuses, changes, moves and closes."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from advice.units import services
from advice.units.enums import UnitState
from advice.units.models import ServiceUnit
from medvirkning.notifications.models import Message
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import NotAllowedError
from tests import advice_factories, factories
from tests.advice.units.cases import ADDRESS

pytestmark = pytest.mark.django_db


def waiting(**values):
    return advice_factories.unit(state=UnitState.APPLIED, applicant_email=ADDRESS, **values)


def address_of(unit, act):
    return reverse(f"units:{act}", args=[unit.pk])


def test_approving_invites_who_asked(signed_in):
    centre, unit, above = signed_in(factories.centre()), waiting(), advice_factories.unit(name="Klinikken")
    centre.post(address_of(unit, "decide"), {"decision": "approve", "parent_words": "Klinikken"})
    unit.refresh_from_db()
    assert (unit.state, unit.parent, unit.lineage) == (UnitState.APPROVED, above, [above.pk, unit.pk])
    assert (unit.decided_by, unit.decided_at is not None) == (centre.account, True)
    invitation = unit.invitations.get()
    assert (invitation.email, invitation.invited_by) == (ADDRESS, centre.account)
    mail = Message.objects.get(address=ADDRESS)
    assert mail.is_secret
    assert invitation.token_hash not in mail.words


def test_refusing_needs_a_reason_and_tells_it(signed_in):
    centre, unit = signed_in(factories.centre()), waiting()
    response = centre.post(address_of(unit, "decide"), {"decision": "refuse", "reason": " "})
    assert response.context["form"].errors["reason"]
    centre.post(address_of(unit, "decide"), {"decision": "refuse", "reason": "Dere er en privat virksomhet."})
    unit.refresh_from_db()
    assert unit.state == UnitState.REFUSED
    assert "Dere er en privat virksomhet." in Message.objects.get(address=ADDRESS).text
    assert not unit.invitations.exists()


def test_what_is_decided_is_not_decided_again(signed_in):
    centre, unit = signed_in(factories.centre()), advice_factories.unit()
    assert centre.get(address_of(unit, "decide")).headers["Location"] == unit.get_absolute_url()
    response = centre.post(address_of(unit, "decide"), {"decision": "refuse", "reason": "Nei"})
    assert response.context["form"].non_field_errors()
    assert ServiceUnit.objects.get(pk=unit.pk).state == UnitState.APPROVED


def facts_of(unit, **values):
    names = ("name", "owner_kind", "owner_name", "organisation_number", "county", "kind", "size_class", "version")
    return {name: getattr(unit, name) for name in names} | values


def test_the_centre_changes_all_facts(signed_in):
    centre, unit = signed_in(factories.centre()), advice_factories.unit()
    centre.post(address_of(unit, "edit"), facts_of(unit, name="Ny tjeneste", county="46"))
    unit.refresh_from_db()
    assert (unit.name, unit.county, unit.version) == ("Ny tjeneste", "46", 2)


def test_a_leader_changes_name_and_size(signed_in):
    unit = advice_factories.unit()
    leader = signed_in(advice_factories.service_leader(of=unit))
    leader.post(address_of(unit, "edit"), facts_of(unit, name="Nytt navn", size_class="200_plus", county="46"))
    unit.refresh_from_db()
    assert (unit.name, unit.size_class, unit.county) == ("Nytt navn", "200_plus", "03")


@pytest.mark.usefixtures("history_context")
def test_the_service_itself_lets_a_leader_change_no_more():
    unit = advice_factories.unit()
    leader = advice_factories.service_leader(of=unit)
    with pytest.raises(NotAllowedError):
        services.change_facts(actor=leader, unit=unit, expected_version=1, values={"county": "46"})


def test_a_second_save_is_shown_both_versions(signed_in):
    centre, unit = signed_in(factories.centre()), advice_factories.unit(name="Først")
    centre.post(address_of(unit, "edit"), facts_of(unit, name="Lagret"))
    response = centre.post(address_of(unit, "edit"), facts_of(unit, name="Skrevet"))
    assert response.status_code == 409
    assert "Lagret" in response.text
    assert "Skrevet" in response.text


def test_a_name_that_is_taken(signed_in):
    taken, unit = advice_factories.unit(), advice_factories.unit()
    response = signed_in(factories.centre()).post(address_of(unit, "edit"), facts_of(unit, name=taken.name.upper()))
    assert response.status_code == 200
    assert ServiceUnit.objects.get(pk=unit.pk).name == unit.name


def test_moving_takes_all_below_along(signed_in):
    top, other = advice_factories.unit(name="Topp"), advice_factories.unit(name="Annen")
    middle = advice_factories.unit(parent=top)
    low = advice_factories.unit(parent=middle)
    waits = advice_factories.unit(parent=middle, state=UnitState.APPLIED)
    above = advice_factories.service_leader(of=other)
    assert not ServiceUnit.objects.visible_to(above).filter(pk=low.pk).exists()
    centre = signed_in(factories.centre())
    # As the form is sent by who types another name and leaves the choice as it stood.
    typed = {"version": 1, "parent_words": "Annen", "parent_for": "Topp", "parent": top.pk}
    centre.post(address_of(middle, "move"), typed)
    lineages = {one.pk: one.lineage for one in ServiceUnit.objects.all()}
    assert lineages[middle.pk] == [other.pk, middle.pk]
    assert lineages[low.pk] == [other.pk, middle.pk, low.pk]
    assert lineages[waits.pk] == [other.pk, middle.pk, waits.pk]
    assert ServiceUnit.objects.visible_to(above).filter(pk=low.pk).exists()
    centre.post(address_of(middle, "move"), {"version": 2, "parent_words": ""})
    assert ServiceUnit.objects.get(pk=low.pk).lineage == [middle.pk, low.pk]


@pytest.mark.parametrize("place", ["itself", "below"])
def test_no_circles(signed_in, place):
    unit = advice_factories.unit(name="Selv")
    below = advice_factories.unit(name="Under", parent=unit)
    target = unit if place == "itself" else below
    response = signed_in(factories.centre()).post(
        address_of(unit, "move"), {"version": 1, "parent_words": target.name}
    )
    assert response.context["form"].errors["parent_words"]
    assert ServiceUnit.objects.get(pk=unit.pk).lineage == [unit.pk]


@pytest.mark.usefixtures("history_context")
def test_a_move_that_came_too_late():
    unit = advice_factories.unit()
    centre = factories.centre()
    services.move(actor=centre, unit=unit, expected_version=1, parent=None)
    with pytest.raises(StaleVersion):
        services.move(actor=centre, unit=unit, expected_version=1, parent=advice_factories.unit())


def test_closing(signed_in):
    unit = advice_factories.unit()
    leader = signed_in(advice_factories.service_leader(of=unit))
    invitation = advice_factories.invitation(to=unit, token="apen")
    centre = signed_in(factories.centre())
    centre.post(address_of(unit, "close"), {"version": 1, "last_day": timezone.localdate().isoformat()})
    unit.refresh_from_db()
    invitation.refresh_from_db()
    assert (unit.state, unit.closed_on) == (UnitState.CLOSED, timezone.localdate())
    assert invitation.withdrawn_at
    assert not ServiceUnit.objects.registered().exists()
    assert leader.get(unit.get_absolute_url()).status_code == 200
    assert leader.get(address_of(unit, "edit")).status_code == 403


def test_closing_tomorrow_waits_till_then(signed_in):
    unit = advice_factories.unit()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    response = signed_in(factories.centre()).post(
        address_of(unit, "close"), {"version": 1, "last_day": tomorrow.isoformat()}
    )
    assert response.context["form"].errors["last_day"]


def test_a_unit_with_units_below_is_not_closed(signed_in):
    unit = advice_factories.unit()
    advice_factories.unit(parent=unit)
    response = signed_in(factories.centre()).post(
        address_of(unit, "close"), {"version": 1, "last_day": timezone.localdate().isoformat()}
    )
    assert response.context["form"].non_field_errors()


def test_the_list_is_filtered(signed_in):
    centre = signed_in(factories.centre())
    north = advice_factories.unit(name="Tjenesten i nord", county="55", size_class="50_199")
    advice_factories.unit(name="Tjenesten i sør", state=UnitState.APPLIED)
    for query in ("region=north", "fylke=55", "storrelse=50_199", "q=nord+oslo", "tilstand=approved"):
        rows = centre.get(
            reverse("units:list"), query_params=dict(part.split("=") for part in [query.replace("+", " ")])
        )
        assert [row.record.pk for row in rows.context["table"].rows] == [north.pk], query


def test_the_list_asks_as_often_whatever_its_length(signed_in, django_assert_max_num_queries):
    centre = signed_in(factories.centre())
    for _number in range(12):
        advice_factories.service_leader(of=advice_factories.unit())
    centre.get(reverse("units:list"))
    with django_assert_max_num_queries(8):
        assert centre.get(reverse("units:list")).context["table"].rows[0].get_cell("leader_count") == "1"


def test_the_list_can_be_taken_along(signed_in):
    advice_factories.unit(name="Tjenesten")
    response = signed_in(factories.centre()).get(reverse("units:list"), {"format": "csv"})
    assert "Tjenesten" in b"".join(response.streaming_content if response.streaming else [response.content]).decode(
        "utf-8-sig"
    )
