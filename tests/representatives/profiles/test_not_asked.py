"""Of whom nothing is asked: who sits on panels alone, waits for a guardian, or has left (docs/adr/0205)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning.web.refusals import NotAllowedError, RefusedError
from representatives.consents import services as consents
from representatives.panels.enums import PanelKind
from representatives.profiles import services
from representatives.profiles.models import AvailabilityPeriod, Profile, TrainingRecord
from tests import register_factories
from tests.representatives.panels.cases import minor_is_in, minor_said_yes, youth_panel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)
HOME = reverse("my_page:home")
# Each page with what somebody would post to it.
PAGES = {
    "about": {"themes": ["rus"], "experience": "user", "gender": "woman", "age_group": "67_plus", "version": 1},
    "taking-part": {"county": "55", "accommodation_needs": "Teleslynge", "version": 1},
    "interests": {"has_any": "some", "interests": "Styreleder", "version": 1},
    "availability": {"valid_from": TODAY.isoformat(), "valid_to": TODAY.isoformat()},
    "training": {"kind": "web_course"},
}
CONTACT = {"contact_by": "phone", "phone": "412 34 567", "postal_address": "", "language": "nb", "version": 1}
ON_PANELS = "Dette spør vi bare representanter og erfaringskonsulenter om"


def young():
    return minor_is_in(youth_panel()).person


def on_a_panel():
    person = register_factories.person(purposes=[], themes=[], county="")
    register_factories.consent(of=person, audience="panel")
    return register_factories.member(of=register_factories.panel(), who=person).person


def young_whose_seat_ended():
    member = minor_is_in(youth_panel())
    type(member).objects.filter(pk=member.pk).update(state="ended", valid_from=TODAY - 9 * DAY, valid_to=TODAY - DAY)
    return member.person


def waiting():
    return minor_said_yes(youth_panel()).person


def who_left():
    person = register_factories.representative().person
    Profile.objects.filter(person=person).update(themes=[], county="")
    consents.withdraw(actor=person.user, person=person, purpose="register")
    return person


def young_who_left():
    person = young()
    consents.withdraw(actor=person.user, person=person, purpose="register")
    return person


WHO = {
    young: ON_PANELS,
    on_a_panel: ON_PANELS,
    young_whose_seat_ended: ON_PANELS,
    waiting: "Vi venter på svar fra en foresatt",
    who_left: "Samtykk til det på «Min side» før",
    young_who_left: "må en foresatt si ja på nytt",
}


@pytest.mark.parametrize(("make", "words"), WHO.items(), ids=lambda one: getattr(one, "__name__", ""))
def test_each_page_says_why_and_keeps_nothing(signed_in, make, words):
    person = make()
    own = signed_in(person.user)
    for name, posted in PAGES.items():
        page = own.get(reverse(f"my_page:{name}"))
        assert page.status_code == 200
        assert words in page.text, name
        assert 'id="page-form"' not in page.text
        refused = own.post(reverse(f"my_page:{name}"), posted)
        assert refused.status_code == 403
        assert words in refused.text
    assert not Profile.objects.filter(person=person).exclude(themes=[], experience="", gender="", county="").exists()
    assert not AvailabilityPeriod.objects.filter(person=person).exists()
    assert not TrainingRecord.objects.filter(person=person).exists()


@pytest.mark.parametrize("make", WHO)
def test_no_service_takes_it_in(make):
    person = make()
    for act in (
        lambda: services.change(actor=person.user, person=person, expected_version=1, values={"themes": ["rus"]}),
        lambda: services.change(
            actor=person.user, person=person, expected_version=1, values={"phone": "41234567", "county": "55"}
        ),
        lambda: services.declare_interests(actor=person.user, person=person, expected_version=1, interests=""),
        lambda: services.add_period(actor=person.user, person=person, valid_from=TODAY, valid_to=TODAY),
        lambda: services.add_training(actor=person.user, person=person, kind="web_course"),
    ):
        with pytest.raises(RefusedError):
            act()


@pytest.mark.parametrize("make", [young, on_a_panel])
def test_how_one_is_reached_is_asked_of_who_sits_on_panels(signed_in, make):
    person = make()
    own = signed_in(person.user)
    assert own.post(reverse("my_page:contact"), CONTACT).status_code == 302
    assert Profile.objects.get(person=person).phone == "41234567"
    page = own.get(HOME).text
    assert "412 34 567" in page
    assert ON_PANELS in page
    for name in PAGES:
        assert f'href="{reverse(f"my_page:{name}")}"' not in page


@pytest.mark.parametrize("make", [waiting, who_left])
def test_nor_that_of_who_is_not_in_the_register(signed_in, make):
    person = make()
    assert signed_in(person.user).post(reverse("my_page:contact"), CONTACT).status_code == 403
    assert not Profile.objects.filter(person=person).exclude(phone="").exists()


@pytest.mark.parametrize("post", [register_factories.representative, register_factories.agreed])
def test_whoever_has_a_mandate_beside_the_panel_is_asked(signed_in, post):
    person = on_a_panel()
    post(who=person)
    own = signed_in(person.user)
    assert own.post(reverse("my_page:about"), PAGES["about"]).status_code == 302
    assert f'href="{reverse("my_page:about")}"' in own.get(HOME).text


def test_what_stands_there_from_a_former_mandate_is_taken_away(signed_in):
    person = on_a_panel()
    Profile.objects.filter(person=person).update(
        themes=["rus"], gender="woman", interests="Styreleder", interests_declared_on=TODAY,
        phone="41234567", contact_by="phone",
    )  # fmt: skip
    period = register_factories.available(who=person, first=TODAY, last=TODAY)
    record = TrainingRecord.objects.create(person=person, kind="web_course")
    own = signed_in(person.user)
    assert own.get(HOME).text.count("Se og fjern") == 4
    assert "rus" in own.get(reverse("my_page:about")).text
    for name in ("themes", "gender", "interests", "phone"):
        assert own.post(reverse("my_page:remove", args=[name])).status_code == 302
    assert own.post(reverse("my_page:remove-period", args=[period.pk])).status_code == 302
    assert own.post(reverse("my_page:remove-training", args=[record.pk])).status_code == 302
    found = Profile.objects.get(person=person)
    assert (found.themes, found.gender, found.interests, found.interests_declared_on) == ([], "", "", None)
    assert (found.phone, found.contact_by) == ("", "mail")
    assert "Se og fjern" not in own.get(HOME).text


def test_nobody_takes_away_anothers():
    person, other = register_factories.person(), register_factories.person()
    with pytest.raises(NotAllowedError):
        services.remove(actor=other.user, person=person, name="themes")
    with pytest.raises(NotAllowedError):
        services.remove(actor=person.user, person=person, name="interests_declared_on")
    Profile.objects.filter(person=person).delete()
    services.remove(actor=person.user, person=person, name="themes")


# What a young person reads of it all


def test_a_young_person_who_withdraws_is_promised_no_button(signed_in):
    own = signed_in(young().user)
    page = own.post(reverse("my_page:withdraw", args=["register"]), follow=True).text
    assert "samtykker du på nytt" not in page
    assert page.count("må en foresatt si ja på nytt") >= 1
    assert reverse("my_page:agree", args=["register"]) not in page


@pytest.mark.parametrize("make", [young, on_a_panel])
def test_being_on_a_panel_is_called_so(signed_in, make):
    page = signed_in(make().user).get(HOME).text
    assert "Stå i registeret" not in page
    assert 'Trekk samtykket<span class="ds-sr-only">: Være med i panel' in page


def test_a_representative_stands_in_the_register(signed_in):
    person = register_factories.representative().person
    register_factories.member(of=register_factories.panel(kind=PanelKind.USER), who=person)
    page = signed_in(person.user).get(HOME).text
    assert "Stå i registeret" in page
    assert "Være med i panel" not in page
