"""Nobody stands in the register by a consent alone, and what is agreed to is the text of what one is now."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning.notifications.models import Message
from representatives.consents import services
from representatives.consents.enums import Audience, ConsentPurpose
from representatives.consents.expiry import tell_of_expiry
from representatives.consents.models import Consent, ConsentText
from representatives.consents.reading import consents_of
from representatives.consents.services import ConsentRefusedError, text_for
from representatives.consents.standing import audience_of, standing_of
from representatives.panels.models import PanelMember
from representatives.people.posts import holds_a_post
from tests import register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

REGISTER, SHOWN, CONTACT, STORY = ConsentPurpose
HOME = reverse("my_page:home")
YESTERDAY = datetime.timedelta(days=-1)


@pytest.fixture
def without_a_post():
    person = register_factories.person(purposes=[])
    register_factories.consent(of=person, audience=Audience.PANEL)
    register_factories.member(
        of=register_factories.panel(), who=person, state="ended", valid_to=timezone.localdate() + YESTERDAY
    )
    return person


def test_without_a_post_there_is_no_button_and_no_consent(signed_in, without_a_post):
    """The last post is left: the consent may be taken back, and no other given."""
    me = signed_in(without_a_post.user)
    page = me.get(HOME).text
    assert "ingenting å samtykke til" in page
    for words in ("Bekreft samtykkene mine", "Samtykk på nytt", "Neste gang samtykker du"):
        assert words not in page
    texts = [text.pk for text in ConsentText.objects.all()]
    for purpose in (REGISTER, CONTACT):
        for text in texts:
            with pytest.raises(ConsentRefusedError, match="ingenting å samtykke til"):
                services.agree(actor=without_a_post.user, person=without_a_post, purpose=purpose, text=text)
    with pytest.raises(ConsentRefusedError, match="ingenting å samtykke til"):
        services.renew(actor=without_a_post.user, person=without_a_post, texts=texts)
    answer = me.post(reverse("my_page:withdraw", args=[REGISTER]), follow=True).text
    assert "Du er ute av registeret" in answer
    for words in ("samtykker du på nytt", "Samtykk på nytt"):
        assert words not in answer
    (mail,) = Message.objects.filter(user=without_a_post.user)
    assert "Angrer du" not in mail.text
    answer = me.post(reverse("my_page:agree", args=[REGISTER]), {"text": texts}, follow=True).text
    assert "ingenting å samtykke til" in answer
    assert not Consent.objects.in_force().filter(person=without_a_post).exists()


def test_without_a_post_nobody_is_asked_to_confirm(without_a_post):
    today = timezone.localdate()
    Consent.objects.filter(person=without_a_post).update(expires_on=today + datetime.timedelta(days=30))
    assert tell_of_expiry(today) == 0
    assert not [task for task in _waits(without_a_post) if task.subject == "Samtykkene dine"]
    # That it has run out is told, as what is erased when.
    assert tell_of_expiry(today + datetime.timedelta(days=31)) == 1
    (mail,) = Message.objects.filter(user=without_a_post.user)
    assert "bekrefter du" not in mail.text


def _waits(person):
    from representatives.my_page.waiting import waits_for

    return waits_for(person.user)


def has_mandate(person):
    register_factories.representative(who=person)


def is_employed(person):
    register_factories.consultant(who=person)


def sits(person):
    register_factories.member(of=register_factories.panel(), who=person)


def is_young(person):
    register_factories.member(of=register_factories.panel(kind="youth"), who=person)


def has_left(person):
    register_factories.representative(who=person, valid_to=timezone.localdate() + YESTERDAY)


@pytest.mark.parametrize(
    ("posts", "audience"),
    [
        ([has_mandate], Audience.ADULT),
        ([is_employed], Audience.ADULT),
        ([sits], Audience.PANEL),
        ([is_young], Audience.YOUNG),
        ([sits, has_left], Audience.PANEL),
        ([has_left, is_young], Audience.YOUNG),
        # The panels' text tells of organisations too.
        ([has_mandate, sits], Audience.PANEL),
        ([has_mandate, is_young], Audience.PANEL),
        ([has_left], None),
        ([], None),
    ],
)
def test_the_text_is_that_of_what_one_is_now(posts, audience):
    person = register_factories.person(purposes=[])
    register_factories.consent(of=person, audience=Audience.YOUNG)
    for give in posts:
        give(person)
    assert bool(standing_of(person)) == holds_a_post(person) == (audience is not None)
    assert audience_of(person) == (audience or Audience.YOUNG)


def test_after_a_panel_the_next_text_is_the_adults(signed_in):
    """What was agreed to is shown as it was; what is agreed to next is shown beside it, and is what is agreed to."""
    person = register_factories.person(purposes=[])
    register_factories.consent(of=person, audience=Audience.PANEL)
    has_mandate(person)
    me = signed_in(person.user)
    (line, *_others) = consents_of(person).lines
    assert (line.text, line.next_text) == (text_for(REGISTER, Audience.PANEL), text_for(REGISTER))
    page = me.get(HOME).text
    for words in ("Neste gang samtykker du til en annen tekst", text_for(REGISTER).text_nb, "Versjon 1 av teksten"):
        assert words in page
    panels = {"text": [text_for(REGISTER, Audience.PANEL).pk]}
    assert "Teksten er endret" in me.post(reverse("my_page:renew"), panels, follow=True).text
    me.post(reverse("my_page:renew"), {"text": [text_for(REGISTER).pk]})
    assert Consent.objects.in_force().get(person=person, purpose=REGISTER).text == text_for(REGISTER)
    assert consents_of(person).lines[0].text == text_for(REGISTER)


def test_an_older_version_is_shown_as_it_was_agreed_to(signed_in):
    person = register_factories.representative(who=register_factories.person(purposes=[REGISTER])).person
    ConsentText.objects.create(
        key="register:adult:2", purpose=REGISTER, audience=Audience.ADULT, number=2, text_nb="Helt ny tekst",
        text_nn="Heilt ny tekst", text_en="A new text", valid_from=timezone.localdate(),
    )  # fmt: skip
    (line, *_others) = consents_of(person).lines
    assert (line.text.number, line.next_text.number) == (1, 2)
    page = signed_in(person.user).get(HOME).text
    assert page.index("Versjon 1 av teksten") < page.index("Helt ny tekst")


@pytest.mark.parametrize("kind", ["youth", "experience"])
def test_whoever_has_a_mandate_and_joins_a_panel_agrees_to_the_text_of_both(signed_in, kind):
    """The text for the young says that nobody else learns of it, which isn't true of somebody with a mandate."""
    person = register_factories.person()
    has_mandate(person)
    panel = register_factories.panel(kind=kind)
    PanelMember.objects.create(
        panel=panel,
        name="X",
        email=person.user.email,
        expires_at=timezone.now() + datetime.timedelta(days=1),
        token_hash=register_factories.token_hash("sete"),
    )
    me = signed_in(person.user)
    both = text_for(REGISTER, Audience.PANEL)
    page = me.get(reverse("panels:invitation", args=["sete"]))
    assert page.context["consent_text"] == both
    answer = {"birth_year": str(timezone.localdate().year - 18)} if kind == "youth" else {}
    me.post(reverse("panels:invitation", args=["sete"]), answer)
    assert Consent.objects.in_force().get(person=person, purpose=REGISTER).text == both


def test_whoever_sits_on_a_panel_and_gets_a_mandate_agrees_to_the_text_of_both(signed_in):
    person = register_factories.person(purposes=[])
    register_factories.consent(of=person, audience=Audience.YOUNG)
    is_young(person)
    register_factories.invited(by=register_factories.registered(), token="ja", email=person.user.email)
    me = signed_in(person.user)
    both = text_for(REGISTER, Audience.PANEL)
    form = me.get(reverse("enrolments:invitation", args=["ja"])).context["form"]
    assert str(form.fields["register"].help_text) == both.text_nb
    me.post(reverse("enrolments:invitation", args=["ja"]), {"register": "on", "texts": form["texts"].value()})
    assert Consent.objects.in_force().get(person=person, purpose=REGISTER).text == both


def test_whoever_needs_a_guardian_reads_what_the_young_read(signed_in):
    """The mandate ends with the answer, so the text of both would be untrue."""
    person = register_factories.person()
    has_mandate(person)
    PanelMember.objects.create(
        panel=register_factories.panel(kind="youth"),
        name="X",
        email=person.user.email,
        birth_year=timezone.localdate().year - 14,
        expires_at=timezone.now() + datetime.timedelta(days=1),
        token_hash=register_factories.token_hash("sete"),
    )
    page = signed_in(person.user).get(reverse("panels:invitation", args=["sete"]))
    assert page.context["consent_text"] == text_for(REGISTER, Audience.YOUNG)
