"""Who is erased is nowhere: no table, index, file, cache or dump holds the name, and the figures stand.

A person with unmistakable words goes through the portal's own pages, and ends by the button of «Min side».
"""

import datetime
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.audit import chain
from medvirkning.audit.models import AccessLog
from medvirkning.jobs.enums import JobState
from medvirkning.jobs.models import Job
from medvirkning.notifications.models import Message
from medvirkning.web.models import Draft, SavedFilter
from projects.involvement.models import EventPerson
from projects.shares.models import STORED_COUNTS, DepartmentShare
from projects.shares.pipeline import drain
from representatives.enrolments.models import Representative
from representatives.organisations.models import Organisation
from representatives.people.models import Person
from representatives.profiles.models import Profile
from tests import factories, register_factories, traces
from tests.guards import GuardedClient
from tests.history_days import backdate

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "Kvikksølvine Ørnåsmerket"
ADDRESS = "kvikksolvine@merke.example"
PHONE, STREET, INPUT, NEEDS = "40698712", "Merkedalssvingen", "Merkeinnspillet mitt", "Merketeleslynge"
WORDS = ("Kvikksølvine", "Ørnåsmerket", "kvikksolvine", PHONE, STREET, INPUT, NEEDS)
PASSWORD = "et-ganske-langt-passord"


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "SecondFactorMiddleware" not in one]


def signed_in(account: User) -> Client:
    client = GuardedClient()
    client.force_login(account)
    return client


def is_done(response: Any) -> None:
    assert response.status_code in (200, 302), response.text
    form = (response.context or {}).get("form") if response.status_code == 200 else None
    assert not (form and form.errors), form.errors


@pytest.fixture
def organisation() -> Organisation:
    return register_factories.registered(name="Foreningen")


@pytest.fixture
def contact(organisation: Organisation) -> User:
    return register_factories.contact(of=organisation)


@pytest.fixture
def person(contact: User, organisation: Organisation) -> Person:
    """Entered by the organisation, accepted by the link, and then all over the portal."""
    today = timezone.localdate()
    entering = {
        "name": NAME,
        "email": ADDRESS,
        "language": "nb",
        "valid_from": today.isoformat(),
        "valid_to": (today + datetime.timedelta(days=700)).isoformat(),
        "mandate": "Taler for foreningen",
    }
    address = reverse("enrolments:enter", args=[organisation.pk, Representative.slug])
    is_done(signed_in(contact).post(address, entering))
    mail = Message.objects.get(address=ADDRESS, is_secret=True)
    link = re.search(r"/registeret/invitasjon/[^/\s]+/", mail.words)[0]  # type: ignore[index]
    accepting = {"name": NAME, "language": "nb", "password": PASSWORD, "register": "on", "shown": "on"}
    client = GuardedClient()
    is_done(client.post(link, accepting))
    made = Person.objects.get(user__email=ADDRESS)
    _fill_in(client)
    _take_part(made, organisation)
    _be_typed_and_kept(client, made, contact)
    return made


def _fill_in(client: Client) -> None:
    """The pages of «Min side»."""

    def version() -> int:
        return Profile.objects.get(person__user__email=ADDRESS).version

    contact = {"contact_by": "phone", "phone": PHONE, "postal_address": f"{STREET} 3", "language": "nb"}
    is_done(client.post(reverse("my_page:contact"), {"version": version(), **contact}))
    about = {"experience": "carer", "themes": ["rus"], "gender": "woman", "age_group": "40_66"}
    is_done(client.post(reverse("my_page:about"), {"version": version(), **about}))
    taking = {"county": "55", "languages": ["norsk"], "ways": ["video"], "accommodation_needs": NEEDS}
    is_done(client.post(reverse("my_page:taking-part"), {"version": version(), **taking}))
    stored = Profile.objects.get(person__user__email=ADDRESS)
    assert (stored.phone, stored.accommodation_needs, stored.experience) == (PHONE, NEEDS, "carer")


def _take_part(person: Person, organisation: Organisation) -> None:
    """In the log by name, with an input, an answer and somebody who looked."""
    work = factories.assignment(
        title="Veileder om merker", completed_on=timezone.localdate(), started_on=timezone.localdate()
    )
    involvement = factories.involvement(work, event_fields={"people": [person]})
    with audit.context(command="test"):
        EventPerson.objects.filter(person=person).update(organisation=organisation)
        Person.objects.filter(pk=person.pk).update(is_in_log=True)
    factories.said(involvement, given_by=person, text=INPUT)
    factories.answer(involvement, person=person, comment=f"{NAME} var der")
    register_factories.disclosure(of=person, to=factories.staff())
    panel = register_factories.panel()
    register_factories.member(of=panel, who=person)
    drain()


def _be_typed_and_kept(client: Client, person: Person, contact: User) -> None:
    """What lies about: drafts, filters, files, mails, the page's own cache, and what others look at."""
    account = User.objects.get(pk=person.user_id)
    Draft.objects.create(user=account, form_key="x", values={"name": [NAME]})
    SavedFilter.objects.create(user=account, address="/oppdrag/", name="Kvikksølvine", query=f"q={ADDRESS}")
    path = default_storage.save("jobs/merke.csv", ContentFile(NAME.encode()))
    done = {"state": JobState.SUCCEEDED, "finished_at": timezone.now(), "result_file": path}
    Job.objects.create(kind="test", owner=account, title=NAME, **done)
    client.post(reverse("language"), {"language": "nn", "next": reverse("my_page:contact"), "phone": PHONE})
    for address in ("my_page:home", "my_page:data", "my_page:json", "my_page:html", "front:home"):
        assert client.get(reverse(address)).status_code == 200
    centre = signed_in(factories.centre())
    assert NAME in centre.get(reverse("finding:person", args=[person.pk])).text
    post = Representative.objects.get(person=person)
    own_page = reverse("enrolments:person", args=[post.organisation_id, post.slug, post.pk])
    assert NAME in signed_in(contact).get(own_page).text
    assert AccessLog.objects.filter(subject_pk=person.pk).exists()
    cache.set("noe", "annet")


def figures() -> list[tuple[Any, ...]]:
    """Every stored share, row by row."""
    rows = DepartmentShare.objects.order_by("department", "year", "rule_version", "kind")
    return list(rows.values_list("department", "year", "rule_version", "kind", *STORED_COUNTS))


def test_who_is_erased_is_nowhere(person: Person):
    for word in WORDS:
        assert traces.in_tables(word), f"{word} was never written: the test looks for nothing"
    factories.assignment(title="Veileder om andre merker")
    traces.take_samples()
    assert traces.in_samples("Veileder om andre merker"), "nothing was sampled"
    found = traces.of("Kvikksølvine", are_there=True)["Kvikksølvine"]
    assert {"dump", "representatives_person"} <= set(found), "the search itself finds nothing"
    assert any("merke.csv" in one for one in found), "the search passes files by"
    backdate(2)
    assert chain.seal_missing_days() > 0
    counted, took_part = figures(), EventPerson.objects.filter(person=person).count()
    assert counted

    client = signed_in(User.objects.get(pk=person.user_id))
    gone = client.post(reverse("my_page:erase"), {"word": "slett"})

    assert gone.status_code == 200
    assert traces.of(*WORDS) == {}
    assert list(chain.verify()) == []
    drain()
    assert figures() == counted
    assert EventPerson.objects.filter(person=person).count() == took_part
    assert client.get(reverse("my_page:home")).status_code == 302
