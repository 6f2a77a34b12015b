"""What a post is, entered after the yes: from then on it holds."""

import datetime

import pytest
from django.urls import reverse

from medvirkning import audit
from medvirkning.notifications.models import Message
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import NotAllowedError
from representatives.enrolments import services
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.models import Representative
from representatives.enrolments.reading import open_classes
from representatives.enrolments.services import EnrolmentRefusedError
from representatives.organisations import services as organisations
from tests import factories, register_factories
from tests.representatives.enrolments.cases import employment_of, enter, mandate_of, set_mandate, today

pytestmark = pytest.mark.django_db


def terms_of(post):
    return reverse("enrolments:terms", args=[post.organisation_id, post.slug, post.pk])


def errors_of(response):
    return {name: [str(one) for one in found] for name, found in response.context["form"].errors.items()}


def test_a_mandate_is_entered_after_the_yes(signed_in, contact, organisation):
    post = register_factories.agreed(of=organisation)
    page = signed_in(contact).get(post.get_absolute_url())
    assert "Skriv inn mandatet" in page.text
    response = signed_in(contact).post(terms_of(post), mandate_of(post), follow=True)
    assert "Mandatet er lagret" in response.text
    post.refresh_from_db()
    assert (post.state, post.valid_from, post.valid_to) == (EnrolmentState.ACCEPTED, today(), today(700))
    assert post.mandate == "Uttaler seg om tilbudet"
    mail = Message.objects.get(address=post.person.user.email)
    assert "Mandatet ditt er skrevet inn" in mail.subject
    assert organisation.name in mail.words


def test_an_employment_is_entered_after_the_yes(signed_in, contact, organisation):
    post = register_factories.agreed_consultant(of=organisation)
    response = signed_in(contact).post(terms_of(post), employment_of(post), follow=True)
    assert "Ansettelsen er lagret" in response.text
    post.refresh_from_db()
    assert (post.state, post.position, post.percentage) == (EnrolmentState.ACCEPTED, "Erfaringskonsulent", 60)
    assert (post.valid_from, post.valid_to) == (today(), None)


@pytest.mark.usefixtures("history_context")
def test_nobody_is_seen_by_the_organisation_before_the_mandate(contact, organisation):
    """What the person has told of oneself is for those whom the person represents."""
    post = register_factories.agreed(of=organisation)
    assert not open_classes(contact, post.person)
    set_mandate(contact, post)
    assert open_classes(contact, post.person)


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"valid_to": ""}, "valid_to", "påkrevd"),
        ({"valid_to": "2020-01-01", "valid_from": "2019-01-01"}, "valid_to", "passert"),
        ({"valid_from": "2199-01-01", "valid_to": "2199-02-01"}, "valid_from", "langt unna"),
        ({"valid_from": "2199-01-01", "valid_to": "2029-02-01"}, "valid_to", "før startdatoen"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(signed_in, contact, organisation, values, field, says):
    post = register_factories.agreed(of=organisation)
    response = signed_in(contact).post(terms_of(post), mandate_of(post, **values))
    assert response.status_code == 200
    assert says in errors_of(response)[field][0]
    assert Representative.objects.get().state == EnrolmentState.AGREED


@pytest.mark.usefixtures("history_context")
def test_a_mandate_lasts_four_years_at_most(contact, organisation):
    post = register_factories.agreed(of=organisation)
    first = datetime.date(today().year, 1, 1)
    longest = datetime.date(first.year + 3, 12, 31)
    with pytest.raises(EnrolmentRefusedError, match=r"høyst fire år, her til og med 31\.\sdesember"):
        set_mandate(contact, post, valid_from=first, valid_to=longest + datetime.timedelta(days=1))
    assert set_mandate(contact, post, valid_from=first, valid_to=longest).valid_to == longest


@pytest.mark.parametrize("percentage", ["0", "101", "-5", "halv"])
def test_a_percentage_is_between_1_and_100(signed_in, contact, organisation, percentage):
    post = register_factories.agreed_consultant(of=organisation)
    response = signed_in(contact).post(terms_of(post), employment_of(post, percentage=percentage))
    assert "1" in errors_of(response)["percentage"][0]


def test_no_two_mandates_of_one_person_overlap(signed_in, contact, organisation):
    """One that ran out yesterday may not have been ended yet."""
    person = register_factories.person()
    register_factories.representative(of=organisation, who=person, valid_to=today(-1))
    post = register_factories.agreed(of=organisation, who=person)
    refused = signed_in(contact).post(terms_of(post), mandate_of(post, valid_from=today(-10).isoformat()))
    assert "alt i perioden" in refused.text
    taken = signed_in(contact).post(terms_of(post), mandate_of(post))
    assert taken.status_code == 302


@pytest.mark.usefixtures("history_context")
def test_of_two_at_once_the_second_is_told_so(contact, organisation):
    post = register_factories.agreed(of=organisation)
    stale = Representative.objects.get(pk=post.pk)
    set_mandate(contact, post)
    with pytest.raises(EnrolmentRefusedError, match="venter ikke"):
        set_mandate(contact, stale)
    other = register_factories.agreed(of=organisation)
    with pytest.raises(StaleVersion):
        services.set_mandate(
            actor=contact, post=other, expected_version=other.version + 1, valid_from=today(), valid_to=today(5)
        )


def test_somebody_who_is_not_to_come_is_told_no(signed_in, contact, organisation):
    post = register_factories.agreed(of=organisation)
    account = post.person.user
    let_go = reverse("enrolments:let-go", args=[organisation.pk, post.slug, post.pk])
    page = signed_in(contact).post(let_go, follow=True)
    assert "ikke ble noe av" in page.text
    post.refresh_from_db()
    assert (post.state, post.valid_from, post.valid_to) == (EnrolmentState.ENDED, None, None)
    assert "Det ble ikke noe av vervet" in Message.objects.get(address=account.email).words
    account.forget_roles()
    assert not account.has_role("representative")
    # Once: who represents the organisation is ended in other ways.
    begun = register_factories.representative(of=organisation)
    again = reverse("enrolments:let-go", args=[organisation.pk, begun.slug, begun.pk])
    assert "venter ikke på dette" in signed_in(contact).post(again, follow=True).text
    begun.refresh_from_db()
    assert begun.state == EnrolmentState.ACCEPTED


def test_others_enter_nothing():
    post = register_factories.agreed()
    with audit.context(command="test"), pytest.raises(NotAllowedError):
        set_mandate(register_factories.contact(), post)
    with audit.context(command="test"), pytest.raises(NotAllowedError):
        services.let_go(actor=factories.staff(), post=post)


@pytest.mark.usefixtures("history_context")
def test_when_the_organisation_closes_nobody_comes_in_any_more():
    """On the day itself: open invitations are taken back, and who has said yes gets no mandate."""
    organisation, centre = register_factories.registered(), factories.centre()
    waits = register_factories.invited(by=organisation, token="venter")
    post, begun = register_factories.agreed(of=organisation), register_factories.representative(of=organisation)
    organisations.close(
        actor=centre, organisation=organisation, expected_version=organisation.version, last_day=today()
    )
    for row in (waits, post, begun):
        row.refresh_from_db()
    assert [row.state for row in (waits, post, begun)] == [
        EnrolmentState.CANCELLED, EnrolmentState.ENDED, EnrolmentState.ACCEPTED,
    ]  # fmt: skip
    assert Message.objects.filter(address=post.person.user.email).exists()
    late = register_factories.agreed(of=organisation)
    for act in (lambda: set_mandate(centre, late), lambda: enter(centre, organisation)):
        with pytest.raises(NotAllowedError, match="lagt ned"):
            act()
    register_factories.invited(by=organisation, token="for-sent")
    with pytest.raises(services.InvitationGoneError):
        services.open_invitation("for-sent")


def test_before_an_organisation_is_closed_it_says_how_many_posts_end(signed_in, organisation):
    page = reverse("organisations:close", args=[organisation.pk])
    centre = signed_in(factories.centre())
    assert "Vervene deres slutter" not in centre.get(page).text
    register_factories.representative(of=organisation)
    register_factories.agreed(of=organisation)
    register_factories.consultant(of=organisation)
    register_factories.consultant(of=organisation, valid_to=today(-1))
    register_factories.representative()
    text = " ".join(centre.get(page).text.split())
    assert "<li>2 representanter</li> <li>1 erfaringskonsulent</li>" in text


@pytest.mark.usefixtures("history_context")
def test_who_waits_in_an_organisation_that_was_closed_is_let_go_by_night():
    organisation = register_factories.registered(closed_on=today(-1))
    post = register_factories.agreed(of=organisation)
    assert services.end_what_is_over() == 1
    post.refresh_from_db()
    assert (post.state, post.valid_to) == (EnrolmentState.ENDED, None)


@pytest.mark.parametrize("make", ["agreed", "to_come", "today"])
def test_what_somebody_has_learnt_is_seen_from_the_first_day(signed_in, contact, organisation, make):
    """Before it the column would tell that the person has taken the course, or not."""
    person = register_factories.person()
    if make == "agreed":
        post = register_factories.agreed(of=organisation, who=person)
    else:
        first = today(5) if make == "to_come" else today()
        post = register_factories.representative(of=organisation, who=person, valid_from=first)
    people = reverse("enrolments:list", args=[organisation.pk, "representant"])
    browser = signed_in(contact)
    seen = make == "today"
    told = "nasjonalt nettkurs i brukermedvirkning"
    assert (told in browser.get(f"{people}?format=csv").getvalue().decode()) is seen
    assert (person.name in browser.get(f"{people}?mangler=web_course").text) is seen
    assert (f"1 har ikke tatt {told}" in browser.get(organisation.get_absolute_url()).text) is seen
    assert ("Begynner" in browser.get(post.get_absolute_url()).text) is (make == "to_come")


@pytest.mark.parametrize("page", ["terms", "prolong", "end", "note-training"])
@pytest.mark.parametrize("state", ["invited", "agreed", "accepted", "ended"])
def test_a_page_about_a_post_opens_where_it_has_something_to_say(signed_in, contact, organisation, page, state):
    if state == "invited":
        post = register_factories.invited(by=organisation)
    else:
        post = register_factories.agreed(of=organisation) if state == "agreed" else None
        post = post or register_factories.representative(of=organisation, state=state)
    opens = {"terms": "agreed"}.get(page, "accepted")
    answer = signed_in(contact).get(reverse(f"enrolments:{page}", args=[organisation.pk, post.slug, post.pk]))
    if state == opens:
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer.headers["Location"]) == (302, post.get_absolute_url())


def test_the_contact_is_led_to_who_has_said_yes(signed_in, contact, organisation):
    register_factories.agreed(of=organisation)
    register_factories.agreed_consultant(of=organisation)
    browser = signed_in(contact)
    home = browser.get(reverse("front:home"))
    assert "som har sagt ja. Skriv inn mandatet" in home.text
    assert "som har sagt ja. Skriv inn ansettelsen" in home.text
    people = browser.get(reverse("enrolments:list", args=[organisation.pk, "representant"]) + "?tilstand=agreed")
    assert "Har sagt ja" in people.text


def test_the_person_reads_that_the_mandate_is_on_its_way(signed_in):
    post = register_factories.agreed()
    consultant = register_factories.agreed_consultant(who=post.person)
    page = signed_in(post.person.user).get(reverse("my_page:home"))
    assert "Organisasjonen skriver inn mandatet" in page.text
    assert f"Erfaringskonsulent i {consultant.organisation}" in page.text


@pytest.mark.usefixtures("history_context")
def test_who_has_said_yes_may_leave_again(organisation):
    post = register_factories.agreed(of=organisation)
    services.leave(actor=post.person.user, post=post)
    post.refresh_from_db()
    assert (post.state, post.valid_from, post.valid_to) == (EnrolmentState.ENDED, None, None)
