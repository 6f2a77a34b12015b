"""What is said of an organisation, the yearly confirmation, and the end."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.notifications.models import Message
from medvirkning.web.refusals import NotAllowedError
from representatives.organisations import services
from representatives.organisations.enums import OrganisationKind, RegistryState
from representatives.organisations.models import Organisation
from representatives.organisations.querysets import CONFIRMED_FOR
from representatives.organisations.waiting import to_confirm
from representatives.subjects.models import SubjectArea
from tests import factories, register_factories
from tests.representatives.organisations.cases import NUMBER, OTHER_NUMBER

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
CRITERIA = dict.fromkeys(services.CRITERIA, "on")


@pytest.fixture
def organisation():
    return register_factories.registered(name="Nærlys", organisation_number=NUMBER, counties=["55"])


@pytest.fixture
def centre(signed_in):
    return signed_in(factories.centre())


@pytest.fixture
def contact(signed_in, organisation):
    return signed_in(register_factories.contact(of=organisation))


def to(organisation, act):
    return reverse(f"organisations:{act}", args=[organisation.pk])


def facts_of(organisation, **values):
    return {
        "version": organisation.version,
        "name": organisation.name,
        "kind": organisation.kind,
        "organisation_number": organisation.organisation_number or "",
        "counties": organisation.counties,
        "about": organisation.about,
        "website": organisation.website,
    } | values


@audit.context(command="test")
def changed(organisation, **values):
    Organisation.objects.filter(pk=organisation.pk).update(**values)
    organisation.refresh_from_db()
    return organisation


# Facts


def test_a_contact_says_what_it_does_and_where(contact, organisation):
    values = facts_of(organisation, name="Et annet navn", about="Om oss", counties=["56", "18"])
    contact.post(to(organisation, "edit"), values | {"subject_areas": ["rus"], "kind": "public_body"})
    organisation.refresh_from_db()
    assert (organisation.name, organisation.kind, organisation.version) == ("Nærlys", "user", 2)
    assert (organisation.about, organisation.counties) == ("Om oss", ["56", "18"])
    assert [one.pk for one in organisation.subject_areas.all()] == ["rus"]


def test_the_centre_says_the_rest(centre, organisation):
    values = facts_of(organisation, name="  Nytt   navn ", kind="both", organisation_number="810 000 015")
    centre.post(to(organisation, "edit"), values)
    organisation.refresh_from_db()
    assert (organisation.name, organisation.kind, organisation.organisation_number) == (
        "Nytt navn", "both", OTHER_NUMBER,
    )  # fmt: skip


def test_another_number_forgets_what_the_register_said(centre, organisation):
    changed(organisation, registry_state=RegistryState.BANKRUPT, registry_checked_at=timezone.now())
    centre.post(to(organisation, "edit"), facts_of(organisation, organisation_number=OTHER_NUMBER))
    organisation.refresh_from_db()
    assert (organisation.registry_state, organisation.registry_checked_at) == (RegistryState.UNKNOWN, None)


@pytest.mark.parametrize("number", ["810000008", OTHER_NUMBER, ""])
def test_a_number_that_can_not_be(centre, organisation, number):
    factories.organisation(organisation_number=OTHER_NUMBER)
    response = centre.post(to(organisation, "edit"), facts_of(organisation, organisation_number=number))
    assert response.context["form"].errors["organisation_number"]
    organisation.refresh_from_db()
    assert organisation.organisation_number == NUMBER


@pytest.mark.usefixtures("history_context")
@pytest.mark.parametrize("name", ["name", "kind", "organisation_number", "registered_on", "confirmed_on"])
def test_the_service_itself_lets_a_contact_change_no_more(organisation, name):
    account = register_factories.contact(of=organisation)
    with pytest.raises(NotAllowedError):
        services.change_facts(actor=account, organisation=organisation, expected_version=1, values={name: "x"})


def test_a_second_save_is_shown_both_versions(centre, organisation):
    centre.post(to(organisation, "edit"), facts_of(organisation, about="Lagret"))
    response = centre.post(to(organisation, "edit"), facts_of(organisation, about="Skrevet"))
    assert response.status_code == 409
    assert "Lagret" in response.text
    assert "Skrevet" in response.text


def test_an_umbrella_has_members_and_is_not_its_own(signed_in, centre, organisation):
    umbrella = register_factories.registered(kind=OrganisationKind.UMBRELLA, name="Paraplyen")
    centre.post(to(organisation, "edit"), facts_of(organisation, umbrella=umbrella.pk))
    staff = signed_in(factories.staff())
    page = staff.get(umbrella.get_absolute_url())
    assert organisation.get_absolute_url() in page.text
    assert umbrella.get_absolute_url() in staff.get(organisation.get_absolute_url()).text
    response = centre.post(to(umbrella, "edit"), facts_of(umbrella, umbrella=umbrella.pk))
    assert response.context["form"].errors["umbrella"]
    # A contact of the member sees the umbrella's name, and doesn't open its page.
    member = signed_in(register_factories.contact(of=organisation))
    page = member.get(organisation.get_absolute_url())
    assert "Paraplyen" in page.text
    assert umbrella.get_absolute_url() not in page.text


def test_the_history_tells_of_subjects_and_contacts(centre, organisation):
    register_factories.contact(of=organisation, name="Navn Navnesen")
    centre.post(to(organisation, "edit"), facts_of(organisation, subject_areas=["rus"], about="Ny tekst"))
    page = centre.get(to(organisation, "history"))
    assert page.status_code == 200
    text = BeautifulSoup(page.content, "html.parser").main.text
    assert "Fagområder" in text
    assert "rus" in text.casefold()
    assert "Ny tekst" in text


def test_the_history_of_an_application_tells_of_its_subjects():
    """What was mended after it was sent back is seen, fields and sets alike."""
    application = register_factories.application()
    for code in ("rus", "diabetes"):
        with audit.context(command="test"):
            subject, _made = SubjectArea.objects.get_or_create(code=code, defaults={"name_nb": code})
            application.subject_areas.set([subject])
    told = {
        (change.old, change.new)
        for entry in audit.history_of(application)
        for change in entry.changes
        if change.field == "Fagområder"
    }
    assert {("", "Rus"), ("Rus", "Diabetes")} <= told


# The year


def runs_out_in(days, **values):
    return register_factories.registered(confirmed_on=TODAY - CONFIRMED_FOR + datetime.timedelta(days=days), **values)


@pytest.mark.parametrize(("days", "overdue"), [(1, False), (0, False), (-1, True)])
def test_from_when_it_is_overdue(days, overdue):
    organisation = runs_out_in(days)
    assert organisation.is_overdue is overdue
    assert Organisation.objects.overdue().exists() is overdue


def test_a_contact_confirms(signed_in):
    organisation = runs_out_in(-20)
    client = signed_in(register_factories.contact(of=organisation))
    assert "over et år siden noen bekreftet opplysningene" in client.get(organisation.get_absolute_url()).text
    values = {"version": 1, "facts_hold": "on"}
    response = client.post(to(organisation, "confirm"), values | {"is_democratic": "on"})
    assert set(response.context["form"].errors) == set(services.CRITERIA) - {"is_democratic"}
    response = client.post(to(organisation, "confirm"), {"version": 1} | CRITERIA)
    assert set(response.context["form"].errors) == {"facts_hold"}
    assert client.post(to(organisation, "confirm"), values | CRITERIA).status_code == 302
    organisation.refresh_from_db()
    assert (organisation.confirmed_on, organisation.is_overdue) == (TODAY, False)


def test_a_public_body_confirms_its_facts_alone(signed_in):
    organisation = runs_out_in(3, kind=OrganisationKind.PUBLIC_BODY)
    client = signed_in(register_factories.contact(of=organisation))
    assert set(client.get(to(organisation, "confirm")).context["form"].fields) == {"version", "facts_hold"}
    client.post(to(organisation, "confirm"), {"version": 1, "facts_hold": "on"})
    organisation.refresh_from_db()
    assert organisation.confirmed_on == TODAY


def test_what_was_changed_meanwhile_is_confirmed_anew(signed_in, centre, organisation):
    client = signed_in(register_factories.contact(of=organisation))
    centre.post(to(organisation, "edit"), facts_of(organisation, about="Noe annet"))
    values = {"version": 1, "facts_hold": "on"} | CRITERIA
    assert client.post(to(organisation, "confirm"), values).status_code == 409


@pytest.mark.usefixtures("history_context")
def test_contacts_are_reminded_once_of_each_step():
    organisation = runs_out_in(0)
    for _one in range(2):
        register_factories.contact(of=organisation)
    register_factories.contact(of=runs_out_in(200))
    runs_out_in(5)  # with nobody to tell
    last = organisation.confirmed_until
    told = {}
    for ahead in range(45, -30, -1):
        for _time in range(2):
            told[ahead] = told.get(ahead, 0) + services.remind_of_confirmation(last - datetime.timedelta(days=ahead))
    assert {days: number for days, number in told.items() if number} == {30: 2, 7: 2, 0: 2}
    assert Message.objects.filter(kind="organisation-confirmation").count() == 6


@pytest.mark.usefixtures("history_context")
def test_a_day_that_was_missed_is_made_up_for():
    organisation = runs_out_in(0)
    register_factories.contact(of=organisation)
    last = organisation.confirmed_until
    assert services.remind_of_confirmation(last - datetime.timedelta(days=28)) == 1
    assert services.remind_of_confirmation(last - datetime.timedelta(days=3)) == 1
    assert services.remind_of_confirmation(last + datetime.timedelta(days=2)) == 1
    assert services.remind_of_confirmation(last + datetime.timedelta(days=40)) == 0


@pytest.mark.usefixtures("history_context")
def test_who_is_confirmed_or_closed_is_not_reminded():
    register_factories.contact(of=runs_out_in(-1, closed_on=TODAY - datetime.timedelta(days=1)))
    confirmed = runs_out_in(7)
    register_factories.contact(of=confirmed)
    changed(confirmed, confirmed_on=TODAY)
    assert services.remind_of_confirmation() == 0


def test_contacts_are_told_what_to_confirm():
    late, soon = runs_out_in(-3), runs_out_in(20)
    runs_out_in(200)
    account = register_factories.contact(of=soon)
    register_factories.contact(of=late, account=account)
    assert to_confirm(User.objects.get(pk=account.pk)) == [late, soon]
    assert to_confirm(factories.centre()) == []


# The end


def test_closing_ends_who_acts_for_it_at_once(signed_in, centre, organisation):
    account = register_factories.contact(of=organisation)
    client = signed_in(account)
    invitation = register_factories.organisation_invitation(of=organisation)
    centre.post(to(organisation, "close"), {"version": 1, "last_day": TODAY.isoformat()})
    organisation.refresh_from_db()
    invitation.refresh_from_db()
    assert (organisation.closed_on, invitation.withdrawn_at is not None) == (TODAY, True)
    assert client.get(organisation.get_absolute_url()).status_code == 404
    assert not User.objects.get(pk=account.pk).has_role(Role.ORGANISATION_CONTACT)
    assert "Lagt ned" in centre.get(organisation.get_absolute_url()).text
    assert centre.get(to(organisation, "edit")).status_code == 403
    # Its last day is today: nothing is done with it all the same.
    assert organisation.is_registered
    for act in ("confirm", "invite"):
        assert centre.get(to(organisation, act)).status_code == 403


@pytest.mark.parametrize(
    ("last_day", "field"),
    [(TODAY + datetime.timedelta(days=1), "last_day"), (factories.day("1990-01-01"), "last_day")],
)
def test_a_last_day_that_can_not_be(centre, organisation, last_day, field):
    response = centre.post(to(organisation, "close"), {"version": 1, "last_day": last_day.isoformat()})
    assert response.context["form"].errors[field]


def test_an_umbrella_with_members_is_not_closed(centre):
    umbrella = register_factories.registered(kind=OrganisationKind.UMBRELLA)
    register_factories.registered(umbrella=umbrella)
    response = centre.post(to(umbrella, "close"), {"version": 1, "last_day": TODAY.isoformat()})
    assert "til en annen paraply først" in response.text


def test_closing_twice(centre, organisation):
    centre.post(to(organisation, "close"), {"version": 1, "last_day": TODAY.isoformat()})
    response = centre.post(to(organisation, "close"), {"version": 2, "last_day": TODAY.isoformat()})
    assert "alt lagt ned" in response.text


# Enhetsregisteret


@pytest.mark.usefixtures("history_context")
def test_the_register_is_asked_at_night_about_those_asked_longest_ago(entity_register):
    now = timezone.now()
    numbers = ["810000007", "810000015", "810000023"]
    rows = [register_factories.registered(organisation_number=number) for number in numbers]
    changed(rows[0], registry_checked_at=now)
    changed(rows[1], registry_checked_at=now - datetime.timedelta(days=3))
    # These are asked about by nobody.
    factories.organisation(organisation_number="810000031")
    register_factories.registered(organisation_number=None, external_id="G-1", kind=OrganisationKind.INFORMAL)
    register_factories.registered(organisation_number="810000058", closed_on=factories.day("2024-01-01"))
    for number in numbers:
        entity_register.has(number, konkurs=number == numbers[1])
    assert services.ask_about_registered(limit=2) == 2
    assert [address.rpartition("/")[2] for address in entity_register.asked] == [numbers[2], numbers[1]]
    assert list(Organisation.objects.ending()) == [rows[1]]
    rows[1].refresh_from_db()
    # It is no change of the record: a file may still write it, and whoever edits it goes on.
    assert rows[1].version == 1


@pytest.mark.usefixtures("history_context")
def test_a_register_that_fails_is_left_alone(entity_register):
    # The answer of one in between begins the count anew.
    numbers = [
        "810000007",
        "810000015",
        "810000023",
        "810000031",
        "810000058",
        "810000066",
        "810000074",
        "810000082",
        "810000090",
    ]
    for number in numbers:
        organisation = register_factories.registered(organisation_number=number)
        changed(organisation, registry_checked_at=timezone.now() - datetime.timedelta(days=9 - numbers.index(number)))
        entity_register.says(number, 503)
    entity_register.has(numbers[2])
    assert services.ask_about_registered() == 1
    assert len(entity_register.asked) == 8


def test_what_has_ended_is_flagged(signed_in, centre, organisation):
    changed(organisation, registry_state=RegistryState.BANKRUPT, registry_checked_at=timezone.now())
    for client in (centre, signed_in(factories.staff()), signed_in(register_factories.contact(of=organisation))):
        assert "at organisasjonen er konkurs" in client.get(organisation.get_absolute_url()).text
        assert "Konkurs" in client.get(reverse("organisations:list")).text


@pytest.mark.parametrize("answers", [True, False])
def test_the_centre_asks_anew(centre, organisation, entity_register, answers):
    if answers:
        entity_register.has(NUMBER, slettedato="2025-01-01")
    else:
        entity_register.says(NUMBER, 500)
    page = centre.post(to(organisation, "look-up"), follow=True)
    organisation.refresh_from_db()
    assert organisation.registry_state == (RegistryState.DELETED if answers else RegistryState.UNKNOWN)
    assert ("Enhetsregisteret har svart" if answers else "svarer ikke nå") in page.text


def test_the_value_list_says_which_subjects_people_may_choose():
    assert "is_theme" in SubjectArea.more_fields
    assert {one.pk for one in SubjectArea.objects.themes()} == {"psykisk helse", "rus"}


def acts(client, organisation):
    """The buttons of the page, in order, with how they look."""
    return [(str(one.label), one.variant) for one in client.get(organisation.get_absolute_url()).context["actions"]]


@pytest.mark.parametrize("state", ["bankrupt", "winding_up", "deleted", "not_found"])
def test_what_the_state_asks_for_stands_first(signed_in, centre, state):
    late = timezone.localdate() - datetime.timedelta(days=400)
    ending = register_factories.registered(registry_state=state, confirmed_on=late, registry_checked_at=timezone.now())
    account = register_factories.contact(of=ending)
    found = acts(centre, ending)
    assert found[0] == ("Legg ned", "")
    assert ("Bekreft opplysningene", "tertiary") in found
    assert len([one for one in found if not one[1]]) == 1
    assert "så er det alltid noen som kan svare" not in centre.get(ending.get_absolute_url()).text
    # Who can't close it has nothing that is asked for either.
    assert [label for label, variant in acts(signed_in(account), ending) if not variant] == []


def test_of_one_that_goes_on_the_confirmation_stands_first(centre):
    late = register_factories.registered(confirmed_on=timezone.localdate() - datetime.timedelta(days=400))
    assert acts(centre, late)[0] == ("Bekreft opplysningene", "")
    assert ("Legg ned", "tertiary") in acts(centre, late)


def test_the_last_day_is_chosen_in_a_calendar(centre, organisation):
    page = centre.get(to(organisation, "close"))
    assert f'<input type="date" name="last_day" value="{TODAY.isoformat()}"' in page.text
