"""What the one search finds of the register, and for whom: no more than the pages behind the hits show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from medvirkning import audit
from medvirkning.accounts.enums import Role
from representatives.consents.services import withdraw
from tests import factories, register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_without_second_factor")]
# The roles that read nothing of it.
OUTSIDE = (Role.REPRESENTATIVE, Role.SERVICE_LEADER, Role.ADMINISTRATOR)


@pytest.fixture
def _without_second_factor(settings):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "SecondFactorMiddleware" not in one]


def groups(client, words):
    """(title of the group, title of the hit) of all that is found."""
    context = client.get(reverse("search:search"), {"q": words}).context
    return [(str(group.title), hit.title) for group in context["groups"] for hit in group.hits]


def found(client, words):
    return [title for _group, title in groups(client, words)]


def everybody_else(signed_in):
    yield from (signed_in(factories.user(roles=[role])) for role in OUTSIDE)
    yield signed_in(register_factories.contact(of=register_factories.registered()))


@pytest.fixture
def organisation():
    return register_factories.registered(name="Foreningen Fri", organisation_number="810000007")


def test_a_contact_and_the_centre_find_the_organisations_people_by_name(signed_in, organisation):
    post = register_factories.representative(of=organisation, who=register_factories.person(name="Kvernhild Moe"))
    consultant = register_factories.consultant(of=organisation, who=register_factories.person(name="Kvern Lund"))
    invited = register_factories.invited(by=organisation, name="Kvernulv Dal")
    contact = register_factories.contact(of=organisation)
    for account in (contact, factories.centre()):
        client = signed_in(account)
        assert sorted(groups(client, "kvern")) == [
            ("Erfaringskonsulenter", "Kvern Lund"),
            ("Representanter", "Kvernhild Moe"),
            ("Representanter", "Kvernulv Dal"),
        ]
        page = client.get(reverse("search:search"), {"q": "kvern"}).text
        for one in (post, consultant, invited):
            assert one.get_absolute_url() in page
            # A hit leads to a page that opens.
            assert client.get(one.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("words", ["Kvernhild", "Kvernulv"])
def test_nobody_else_finds_them(signed_in, organisation, words):
    person = register_factories.person(name="Kvernhild Moe")
    register_factories.representative(of=organisation, who=person)
    register_factories.invited(by=organisation, name="Kvernulv Dal")
    for client in (*everybody_else(signed_in), signed_in(factories.staff())):
        assert not found(client, words)
    # The person finds the own name, and no page of the organisation's.
    assert not [one for one in groups(signed_in(person.user), words) if one[0] != "Personer"]


def test_a_contact_who_is_somebodys_representative_finds_no_own_post_elsewhere(signed_in, organisation):
    person = register_factories.person(name="Kvernhild Moe")
    register_factories.representative(of=organisation, who=person)
    contact = register_factories.contact(of=register_factories.registered(), account=person.user)
    assert not [one for one in groups(signed_in(contact), "Kvernhild") if one[0] == "Representanter"]


def test_who_leaves_is_found_no_more(signed_in, organisation):
    person = register_factories.person(name="Kvernhild Moe")
    register_factories.representative(of=organisation, who=person)
    contact, centre = signed_in(register_factories.contact(of=organisation)), signed_in(factories.centre())
    assert found(contact, "Kvernhild")
    assert found(centre, "Kvernhild")
    with audit.context(command="test"):
        withdraw(actor=person.user, person=person, purpose="register")
    assert not found(contact, "Kvernhild")
    assert not found(centre, "Kvernhild")


def test_contacts_are_found_by_the_centre_and_their_own(signed_in, organisation):
    contact = register_factories.contact(of=organisation, name="Kvernhild Kontakt")
    own = register_factories.contact(of=organisation, name="Ola Kontakt")
    for account in (factories.centre(), own):
        assert groups(signed_in(account), "Kvernhild") == [("Kontaktpersoner", "Kvernhild Kontakt")]
        assert groups(signed_in(account), contact.email) == [("Kontaktpersoner", "Kvernhild Kontakt")]
    for client in (*everybody_else(signed_in), signed_in(factories.staff())):
        assert not found(client, "Kvernhild")
        assert not found(client, contact.email)


def test_applications_are_found_by_the_centre_alone(signed_in):
    made = register_factories.application(
        name="Kvernlaget", organisation_number="810000015", applicant_name="Gro Odden"
    )
    centre = signed_in(factories.centre())
    for words in ("Kvernlaget", "810000015", "810 000 015", "Gro Odden"):
        assert groups(centre, words) == [("Innmeldinger", "Kvernlaget")]
    page = centre.get(reverse("search:search"), {"q": "Gro Odden"}).text
    assert made.get_absolute_url() in page
    for client in (*everybody_else(signed_in), signed_in(factories.staff())):
        for words in ("Kvernlaget", "810000015", "Gro Odden"):
            assert not found(client, words)


def test_grants_and_schemes_are_found_by_who_may_read_them(signed_in, organisation):
    scheme = register_factories.scheme(name="Kvernordningen", code="KVERN")
    grant = register_factories.grant(of=scheme, to=organisation, year=2024, amount=425_000)
    other = register_factories.grant(of=scheme, to=register_factories.registered(name="De andre"), year=2024)
    contact = register_factories.contact(of=organisation)
    for account in (factories.staff(), factories.centre()):
        page = signed_in(account).get(reverse("search:search"), {"q": "kvern"}).text
        for one in (scheme, grant, other):
            assert one.get_absolute_url() in page
        assert "425 000 kroner" in page.replace("\u00a0", " ")
    assert groups(signed_in(contact), "kvern") == [
        ("Tilskuddsordninger", "Kvernordningen"),
        ("Tilskudd", "Foreningen Fri, 2024"),
    ]
    for role in OUTSIDE:
        assert not found(signed_in(factories.user(roles=[role])), "kvern")
    others = signed_in(register_factories.contact(of=register_factories.registered()))
    assert groups(others, "kvern") == [("Tilskuddsordninger", "Kvernordningen")]


def test_a_number_is_found_however_it_is_written(signed_in, organisation):
    for words in ("810000007", "810 000 007", "810\u00a0000\u00a0007"):
        assert found(signed_in(factories.staff()), words) == ["Foreningen Fri"]


def queries_of(client):
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("search:search"), {"q": "kvern"})
    return len(asked)


@pytest.mark.parametrize(("role", "most"), [("contact", 22), ("centre", 24), ("staff", 20)])
def test_it_costs_the_same_however_much_is_found(signed_in, organisation, role, most):
    """One query for each source that the account may read anything of."""
    account = {
        "contact": lambda: register_factories.contact(of=organisation),
        "centre": factories.centre,
        "staff": factories.staff,
    }[role]()
    client = signed_in(account)
    scheme = register_factories.scheme(name="Kvernordningen")

    def fill(number):
        register_factories.contact(of=organisation, name=f"Kvernhild {number}")
        register_factories.representative(of=organisation, who=register_factories.person(name=f"Kvern {number}"))
        register_factories.invited(by=organisation, name=f"Kvernulv {number}", token=f"lenke-{number}")
        register_factories.application(name=f"Kvernlaget {number}")
        register_factories.grant(of=scheme, to=register_factories.registered(name=f"Kvernvenner {number}"))

    fill(1)
    queries_of(client)
    first = queries_of(client)
    for number in (2, 3, 4):
        fill(number)
    assert queries_of(client) == first <= most
