"""What becomes of a post: prolonged, ended, left, run out, and told of in time."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.notifications.models import Message
from representatives.consents.models import Consent
from representatives.consents.services import text_for, withdraw
from representatives.enrolments import services
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.enrolments.reminding import tell_of_mandates_running_out
from representatives.enrolments.tasks import posts_of_the_day
from representatives.enrolments.waiting import mandates_running_out
from representatives.organisations.enums import RegistryState
from representatives.organisations.models import Organisation
from representatives.people.services import erase
from representatives.profiles.enums import TrainingKind
from representatives.profiles.models import TrainingRecord
from tests import factories, register_factories
from tests.representatives.enrolments.cases import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(organisation):
    return register_factories.representative(of=organisation, who=register_factories.person(name="Rita Representant"))


def of(post, name, *more):
    return reverse(f"enrolments:{name}", args=[post.organisation_id, post.slug, post.pk, *more])


def is_representative(account):
    return User.objects.get(pk=account.pk).has_role(Role.REPRESENTATIVE)


def test_prolonging_tells_the_person(signed_in, contact, post):
    until = today(900)
    page = signed_in(contact).post(of(post, "prolong"), {"version": 1, "valid_to": until.isoformat()}, follow=True)
    assert "er forlenget" in page.text
    post.refresh_from_db()
    assert (post.valid_to, post.version) == (until, 2)
    mail = Message.objects.get()
    assert mail.user == post.person.user
    assert "Foreningen Fri" in mail.text


@pytest.mark.parametrize(
    ("days", "says"), [(10, "etter den vervet varer til nå"), (4 * 366, "høyst fire år"), (None, "påkrevd")]
)
def test_an_end_that_is_no_prolongation(signed_in, contact, post, days, says):
    until = "" if days is None else today(days).isoformat()
    page = signed_in(contact).post(of(post, "prolong"), {"version": 1, "valid_to": until})
    assert says in str(page.context["form"].errors["valid_to"])
    assert not Message.objects.exists()


def test_two_who_prolong_see_both_versions(signed_in, contact, post):
    browser = signed_in(contact)
    for days, status in ((800, 302), (900, 409)):
        values = {"version": 1, "valid_to": today(days).isoformat()}
        assert browser.post(of(post, "prolong"), values).status_code == status
    post.refresh_from_db()
    assert post.valid_to == today(800)


def test_an_employment_may_lose_its_end(signed_in, contact, organisation):
    post = register_factories.consultant(of=organisation, valid_to=today(30))
    signed_in(contact).post(of(post, "prolong"), {"version": 1, "valid_to": ""})
    post.refresh_from_db()
    assert post.valid_to is None


def test_ending_by_a_day_to_come(signed_in, contact, post):
    signed_in(contact).post(of(post, "end"), {"version": 1, "last_day": today(5).isoformat()})
    post.refresh_from_db()
    assert (post.state, post.valid_to) == (EnrolmentState.ACCEPTED, today(5))
    assert is_representative(post.person.user)
    assert Message.objects.get().user == post.person.user


def test_ending_by_a_day_that_is_past_takes_the_role(signed_in, contact, post):
    signed_in(contact).post(of(post, "end"), {"version": 1, "last_day": today(-1).isoformat()})
    post.refresh_from_db()
    assert post.state == EnrolmentState.ENDED
    assert not is_representative(post.person.user)


@pytest.mark.parametrize(("day", "says"), [(datetime.date(1999, 1, 1), "begynte"), (today(9999), "varer bare til")])
def test_a_last_day_outside_the_post(signed_in, contact, post, day, says):
    page = signed_in(contact).post(of(post, "end"), {"version": 1, "last_day": day.isoformat()})
    assert says in str(page.context["form"].errors["last_day"])


def test_the_person_leaves_at_once(signed_in, contact, post):
    account = post.person.user
    page = signed_in(account).post(reverse("enrolments:leave", args=[post.slug, post.pk]), follow=True)
    assert "sagt fra deg vervet" in page.text
    post.refresh_from_db()
    assert (post.state, post.valid_to) == (EnrolmentState.ENDED, today())
    # Gone at once, and yet a mandate valid on the day for what was done that morning.
    assert not Representative.objects.current().filter(pk=post.pk).exists()
    assert Representative.objects.held_on(today()).filter(pk=post.pk).exists()
    assert not is_representative(account)
    mail = Message.objects.get()
    assert mail.user == contact
    assert "Rita" not in mail.subject + mail.text
    assert Representative.objects.current().count() == 0


def mails_of(account):
    return Message.objects.filter(user=account, kind="enrolments-answered")


def test_contacts_hear_that_somebody_withdrew_and_nobody_is_named(signed_in, contact, post):
    other = register_factories.contact(of=post.organisation)
    ended = register_factories.representative(who=post.person, state=EnrolmentState.ENDED, valid_to=today(-1))
    earlier = register_factories.contact(of=ended.organisation)
    browser, me = signed_in(contact), signed_in(post.person.user)
    address = reverse("enrolments:list", args=[post.organisation_id, post.slug])
    assert "Rita" in browser.get(address).text
    me.post(reverse("my_page:withdraw", args=["shown"]))
    assert not mails_of(contact).exists()
    me.post(reverse("my_page:withdraw", args=["register"]))
    for account in (contact, other):
        mail = mails_of(account).get()
        assert "har trukket seg" in mail.subject + mail.text
        assert "Rita" not in mail.subject + mail.text + mail.html
        assert address in mail.text
    assert not mails_of(earlier).exists()
    page = browser.get(address).text
    assert "Rita" not in page
    assert "1 er borte fra registeret" in page
    # Who comes back and leaves again is told of again, and each time once.
    me.post(reverse("my_page:agree", args=["register"]), {"text": text_for("register").pk})
    assert "er borte fra registeret" not in browser.get(address).text
    me.post(reverse("my_page:withdraw", args=["register"]))
    me.post(reverse("my_page:withdraw", args=["register"]))
    assert mails_of(contact).count() == 2


@pytest.mark.usefixtures("history_context")
def test_contacts_hear_that_somebody_was_erased(signed_in, contact, post):
    erase(actor=post.person.user, person=post.person)
    assert "har trukket seg" in mails_of(contact).get().text
    page = signed_in(contact).get(reverse("enrolments:list", args=[post.organisation_id, post.slug]))
    assert "Rita" not in page.text


@pytest.mark.usefixtures("history_context")
def test_who_had_left_is_erased_without_another_word(contact, post):
    withdraw(actor=post.person.user, person=post.person, purpose="register")
    erase(actor=post.person.user, person=post.person)
    assert mails_of(contact).count() == 1


@pytest.mark.usefixtures("history_context")
def test_what_retention_erases_is_told_to_nobody(contact, post):
    Consent.objects.filter(person=post.person).update(expires_on=today(-40))
    erase(actor=None, person=post.person)
    assert not mails_of(contact).exists()


def test_few_people_are_seen_without_filters(signed_in, contact, organisation, post):
    address, browser = reverse("enrolments:list", args=[organisation.pk, post.slug]), signed_in(contact)
    assert browser.get(address).context["filterset"] is None
    assert browser.get(f"{address}?tilstand=invited").context["filterset"] is not None
    for _one in range(10):
        register_factories.representative(of=organisation)
    assert browser.get(address).context["filterset"] is not None


def test_nobody_leaves_anothers_post(signed_in, contact, post):
    other = register_factories.representative().person.user
    for account in (contact, other, factories.centre(), factories.administrator()):
        assert signed_in(account).post(reverse("enrolments:leave", args=[post.slug, post.pk])).status_code == 404
    assert signed_in(contact).post(reverse("enrolments:leave", args=["noe-annet", post.pk])).status_code == 404
    post.refresh_from_db()
    assert post.state == EnrolmentState.ACCEPTED


def test_the_role_lasts_as_long_as_any_post(signed_in, post):
    account = post.person.user
    other = register_factories.consultant(who=post.person)
    browser = signed_in(account)
    browser.post(reverse("enrolments:leave", args=[post.slug, post.pk]))
    assert is_representative(account)
    browser.post(reverse("enrolments:leave", args=[other.slug, other.pk]))
    assert not is_representative(account)


def test_the_role_lasts_while_a_panel_says_so(signed_in, post):
    register_factories.member(of=register_factories.panel(), who=post.person)
    signed_in(post.person.user).post(reverse("enrolments:leave", args=[post.slug, post.pk]))
    assert is_representative(post.person.user)


@pytest.mark.usefixtures("history_context")
def test_what_is_over_ends_by_itself(organisation):
    gone = register_factories.representative(of=organisation, valid_to=today(-1))
    stays = register_factories.representative(of=organisation, valid_to=today())
    assert services.end_what_is_over() == 1
    assert services.end_what_is_over() == 0
    gone.refresh_from_db()
    stays.refresh_from_db()
    assert (gone.state, gone.valid_to, stays.state) == (EnrolmentState.ENDED, today(-1), EnrolmentState.ACCEPTED)
    assert not is_representative(gone.person.user)
    assert is_representative(stays.person.user)


@pytest.mark.usefixtures("history_context")
def test_posts_end_with_their_organisation():
    closed = register_factories.registered(closed_on=today(-3))
    mandate = register_factories.representative(of=closed)
    employment = register_factories.consultant(of=closed)
    waiting = register_factories.invited(by=closed)
    assert services.end_what_is_over() == 3
    for post in (mandate, employment):
        post.refresh_from_db()
        assert (post.state, post.valid_to) == (EnrolmentState.ENDED, today(-3))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.name) == (EnrolmentState.CANCELLED, "")


def test_contacts_hear_once_of_a_mandate_that_runs_out(contact, organisation, post):
    with audit.context(command="test"):
        Representative.objects.filter(pk=post.pk).update(valid_to=today(59))
        register_factories.representative(of=organisation, valid_to=today(62))
        # A short one was known to be short; who has left the register is not spoken of.
        register_factories.representative(of=organisation, valid_from=today(-10), valid_to=today(30))
        left = register_factories.person(purposes=[])
        register_factories.representative(of=organisation, who=left, valid_to=today(30))
    for _day in range(3):
        posts_of_the_day()
    mail = Message.objects.get()
    assert mail.user == contact
    assert "Rita" not in mail.subject + mail.text
    with audit.context(command="test"):
        assert tell_of_mandates_running_out(today(5)) == 1


def test_an_organisation_notes_its_own_training(signed_in, contact, post, organisation):
    browser = signed_in(contact)
    values = {"title": "Kurs for nye", "completed_on": today(-3).isoformat()}
    assert "Kurs for nye" in browser.post(of(post, "note-training"), values, follow=True).text
    record = TrainingRecord.objects.get()
    assert (record.kind, record.stated_by, record.noted_by) == (TrainingKind.OWN, organisation, contact)
    again = browser.post(of(post, "note-training"), values)
    assert "står der alt" in str(again.context["form"].errors["title"])
    ahead = browser.post(of(post, "note-training"), {"title": "Nytt", "completed_on": today(3).isoformat()})
    assert "fram i tid" in str(ahead.context["form"].errors["completed_on"])
    browser.post(of(post, "remove-training", record.pk))
    assert not TrainingRecord.objects.exists()


def test_nobody_removes_what_others_have_said(signed_in, contact, post):
    mine = register_factories.registered()
    with audit.context(command="test"):
        own = TrainingRecord.objects.create(person=post.person, kind=TrainingKind.WEB_COURSE)
        others = TrainingRecord.objects.create(
            person=post.person, kind=TrainingKind.OWN, title="Annet kurs", stated_by=mine
        )
    for record in (own, others):
        assert signed_in(contact).post(of(post, "remove-training", record.pk)).status_code == 404
    assert TrainingRecord.objects.count() == 2


def test_a_post_that_is_over_is_not_changed(signed_in, contact, organisation):
    post = register_factories.representative(of=organisation, state=EnrolmentState.ENDED, valid_to=today(-1))
    browser = signed_in(contact)
    page = browser.post(of(post, "prolong"), {"version": 1, "valid_to": today(100).isoformat()})
    assert "alt avsluttet" in str(page.context["form"].errors)
    assert ExperienceConsultant.objects.count() == 0


def test_a_contact_sees_on_the_first_page_what_runs_out(signed_in, contact, organisation):
    register_factories.representative(of=organisation, valid_to=today(20))
    register_factories.representative(of=organisation, valid_to=today(40))
    register_factories.representative(valid_to=today(10))
    left = register_factories.person(purposes=[])
    register_factories.representative(of=organisation, who=left, valid_to=today(5))
    [found] = mandates_running_out(contact)
    assert (found.organisation, found.number, found.first_last_day) == ("Foreningen Fri", 2, today(20))
    browser = signed_in(contact)
    assert "mandater som går ut innen 60 dager" in browser.get("/").text
    assert browser.get(found.url).context["count_text"] == "2 treff"
    assert mandates_running_out(factories.centre()) == []


def test_the_people_of_one_that_has_ended_are_marked(signed_in):
    """To the organisation, the Centre and the person; nothing is taken from anybody before the Centre has looked."""
    ended = register_factories.registered(registry_state=RegistryState.BANKRUPT, registry_checked_at=timezone.now())
    post = register_factories.representative(of=ended)
    contact, centre = register_factories.contact(of=ended), factories.centre()
    for account in (contact, centre):
        browser = signed_in(account)
        whole = browser.get(ended.get_absolute_url()).text
        assert "at organisasjonen er konkurs" in whole
        assert "finner ingen personene til organisasjonen" in whole
        page = browser.get(post.get_absolute_url()).text
        assert "at organisasjonen er konkurs" in page
        assert "Ingen finner personen ved dette vervet" in page
    assert "I Enhetsregisteret: konkurs" in browser.get(reverse("finding:person", args=[post.person.pk])).text
    own = signed_in(post.person.user).get(reverse("my_page:home")).text
    assert "Ansatte finner deg ikke ved dette vervet" in own
    with audit.context(command="test"):
        Organisation.objects.filter(pk=ended.pk).update(registry_state=RegistryState.ACTIVE)
    assert "finner deg ikke" not in signed_in(post.person.user).get(reverse("my_page:home")).text
