"""An organisation sees its own people and the posts they have with it, and never that there are others.

Field by field: a person with posts in two organisations is looked at by a contact of each, in every page and download.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from medvirkning import audit
from medvirkning.audit.models import AccessLog
from projects.involvement.enums import Capacity
from projects.involvement.models import EventPerson, Involvement
from representatives.consents import services as consents
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.kinds import KINDS
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.enrolments.querysets import representatives_for
from representatives.people.models import Person
from representatives.profiles.enums import TrainingKind
from representatives.profiles.models import TrainingRecord
from tests import factories, register_factories
from tests.representatives.enrolments.cases import today

pytestmark = pytest.mark.django_db

OTHERS = ("Bedriften Bak", "Mandat for Bak", "Kurs hos Bak", "Møtet for Bak", "Rådgiver hos Bak", "Interesse for Bak")


@pytest.fixture
def person():
    return register_factories.person(name="Rita O'Två", interests="Interesse for Bak", phone="41234567")


@pytest.fixture
def other():
    return register_factories.registered(name="Bedriften Bak")


@pytest.fixture
def post(organisation, other, person):
    """The own organisation's post of somebody who has another one too, with all that belongs to it."""
    register_factories.representative(of=other, who=person, mandate="Mandat for Bak")
    register_factories.consultant(of=other, who=person, position="Rådgiver hos Bak")
    own = register_factories.representative(of=organisation, who=person, mandate="Mandat for Fri")
    with audit.context(command="test"):
        TrainingRecord.objects.create(person=person, kind=TrainingKind.OWN, title="Kurs hos Bak", stated_by=other)
        TrainingRecord.objects.create(
            person=person, kind=TrainingKind.OWN, title="Kurs hos Fri", stated_by=organisation
        )
    took_part(person, other, "Møtet for Bak")
    took_part(person, organisation, "Møtet for Fri")
    return own


def took_part(person, organisation, title, **work):
    involvement = factories.involvement(factories.assignment(title=title, **work))
    with audit.context(command="test"):
        EventPerson.objects.create(
            event=involvement.event, person=person, organisation=organisation, capacity=Capacity.REPRESENTATION
        )
    return involvement


def pages_of(organisation, post):
    """Every page and download in which an organisation may meet its people."""
    lists = [reverse("enrolments:list", args=[organisation.pk, kind]) for kind in KINDS]
    return [
        organisation.get_absolute_url(),
        reverse("organisations:list"),
        *lists,
        *(f"{one}?format={kind}" for one in lists for kind in ("csv", "xlsx")),
        post.get_absolute_url(),
        *(reverse(f"enrolments:{name}", args=[organisation.pk, post.slug, post.pk]) for name in ("prolong", "end")),
        "/sok/?q=Bak",
        "/",
    ]


def told(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", errors="replace")


def test_a_contact_never_learns_of_another_organisation(signed_in, contact, organisation, post):
    browser = signed_in(contact)
    for address in pages_of(organisation, post):
        response = browser.get(address)
        assert response.status_code == 200, address
        text = told(response)
        for secret in OTHERS:
            assert secret not in text.replace('value="Bak"', ""), (address, secret)


def test_a_contact_sees_all_of_the_own(signed_in, contact, post):
    text = signed_in(contact).get(post.get_absolute_url()).text
    for known in ("Rita O&#x27;Två", "Mandat for Fri", "Kurs hos Fri", "Møtet for Fri", "412 34 567", "psykisk helse"):
        assert known in text, known


def test_opening_the_page_is_in_the_access_log(signed_in, contact, post):
    signed_in(contact).get(post.get_absolute_url())
    rows = AccessLog.objects.filter(actor_id=contact.pk)
    assert {(row.access_class, row.view, row.subject_pk) for row in rows} == {
        ("personal", "enrolments:person", post.person_id),
        ("special", "enrolments:person", post.person_id),
    }


def test_the_list_opens_nothing_and_logs_nothing(signed_in, contact, organisation, post):
    text = signed_in(contact).get(reverse("enrolments:list", args=[organisation.pk, post.slug])).text
    assert "412 34 567" not in text
    assert "psykisk helse" not in text
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("change", ["withdrawn", "expired"])
def test_who_leaves_the_register_is_gone_within_the_request(signed_in, contact, organisation, post, change):
    browser, centre = signed_in(contact), signed_in(factories.centre())
    assert browser.get(post.get_absolute_url()).status_code == 200
    with audit.context(command="test"):
        if change == "withdrawn":
            consents.withdraw(actor=post.person.user, person=post.person, purpose="register")
        else:
            post.person.consents.update(expires_on=today(-1))
    for client in (browser, centre):
        assert client.get(post.get_absolute_url()).status_code == 404
        assert "Rita" not in told(client.get(reverse("enrolments:list", args=[organisation.pk, post.slug])))
        assert "Rita" not in told(client.get(organisation.get_absolute_url()))
    # The person sees the own post always.
    assert representatives_for(post.person.user).filter(pk=post.pk).exists()


def test_a_contact_who_withdrew_the_own_consent_is_gone_there_too(signed_in, organisation):
    """Whoever reads the organisation's pages: the own post stands on «Min side»."""
    account = register_factories.contact(of=organisation, name="Rita Kontakt")
    person = register_factories.person(account=account, name="Rita Kontakt")
    post = register_factories.representative(of=organisation, who=person)
    browser, people = signed_in(account), reverse("enrolments:list", args=[organisation.pk, "representant"])
    assert post.get_absolute_url() in browser.get(people).text
    with audit.context(command="test"):
        consents.withdraw(actor=account, person=person, purpose="register")
    assert browser.get(post.get_absolute_url()).status_code == 404
    for address in (people, f"{people}?format=csv", organisation.get_absolute_url()):
        assert post.get_absolute_url() not in told(browser.get(address))
    assert "Rita" not in told(browser.get(f"{people}?format=csv"))


def test_after_the_end_the_organisation_sees_the_name_alone(signed_in, contact, post):
    with audit.context(command="test"):
        Representative.objects.filter(pk=post.pk).update(state=EnrolmentState.ENDED, valid_to=today(-1))
    text = signed_in(contact).get(post.get_absolute_url()).text
    assert "Rita" in text
    for gone in ("412 34 567", "psykisk helse", post.person.user.email, "Kurs hos Fri"):
        assert gone not in text


def test_restricted_work_is_masked(signed_in, contact, organisation, post):
    took_part(post.person, organisation, "Hemmelig arbeid", restricted=True)
    for address in (post.get_absolute_url(), organisation.get_absolute_url()):
        text = signed_in(contact).get(address).text
        assert "Hemmelig arbeid" not in text
        assert "Skjermet" in text


def test_staff_see_no_people_on_the_organisations_page(signed_in, organisation, post):
    for account in (factories.staff(), factories.leader()):
        text = signed_in(account).get(organisation.get_absolute_url()).text
        assert "Rita" not in text
        assert "people-representant" not in text


@pytest.mark.usefixtures("history_context")
def test_what_is_visible_is_what_may_be_viewed(contact, organisation, post):
    accounts = [contact, factories.centre(), factories.staff(), factories.administrator(), post.person.user]
    rows = list(Representative.objects.all()) + list(ExperienceConsultant.objects.all())
    for account in accounts:
        for row in rows:
            seen = type(row).objects.visible_to(account).filter(pk=row.pk).exists()
            own = account == row.person.user
            assert seen == (own or account.has_perm("enrolments.view", row.organisation)), (account, row)


def test_a_list_costs_no_more_with_more_people(signed_in, contact, organisation):
    """Session, account, roles and what the frame of every page asks; then the organisation, its own training, the
    count and the rows.
    """
    browser = signed_in(contact)
    address = reverse("enrolments:list", args=[organisation.pk, "representant"])
    counts = []
    for number in range(3):
        for one in range(4):
            register_factories.representative(of=organisation)
            register_factories.invited(by=organisation, token=f"lenke-{number}-{one}")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[1] == counts[2] <= 11


def test_the_organisations_page_costs_no_more_with_more_people(signed_in, contact, organisation):
    browser = signed_in(contact)
    counts = []
    for _one in range(2):
        for _other in range(12):
            register_factories.representative(of=organisation)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(organisation.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_gaps_ends_and_waiting_stand_on_the_organisations_page(signed_in, contact, organisation, post):
    register_factories.representative(of=organisation, valid_to=today(30))
    register_factories.invited(by=organisation)
    text = signed_in(contact).get(organisation.get_absolute_url()).text
    assert "1 er invitert og har ikke svart" in text
    assert "1 mandat går ut innen 60 dager" in text
    assert "2 har ikke tatt nasjonalt nettkurs" in text
    # The organisation gives training of its own, which one of the two has taken.
    assert "1 har ikke tatt organisasjonens egen opplæring" in text
    address = reverse("enrolments:list", args=[organisation.pk, "representant"])
    page = signed_in(contact).get(f"{address}?mangler=own")
    assert [row.record.person for row in page.context["table"].rows] == [
        Representative.objects.get(valid_to=today(30)).person
    ]


def test_belonging_is_dated(organisation, post):
    assert Person.objects.belonging_to(organisation.pk, today()).filter(pk=post.person_id).exists()
    assert not Person.objects.belonging_to(organisation.pk, today(4000)).filter(pk=post.person_id).exists()


def test_the_organisation_sees_what_became_of_what_its_people_said(signed_in, contact, organisation, other, post):
    for title, given_for in (("Møtet for Fri", organisation), ("Møtet for Bak", other)):
        involvement = Involvement.objects.get(work_item__title=title)
        factories.said(involvement, text=f"Sagt i {title}", given_by=post.person, given_for=given_for)
    page = signed_in(contact).get(post.get_absolute_url())
    assert "Innspill på vegne av organisasjonen" in page.text
    assert "Sagt i Møtet for Fri" in page.text
    assert "Sagt i Møtet for Bak" not in page.text
