"""Each purpose is agreed to by itself, by the text that was shown, and taken back in one step."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.notifications.models import Message
from medvirkning.web.refusals import NotAllowedError
from representatives.consents import services
from representatives.consents.enums import Audience, ConsentChannel, ConsentEnd, ConsentPurpose
from representatives.consents.models import Consent, ConsentText
from representatives.consents.reading import consents_of
from representatives.consents.services import ConsentRefusedError, last_day, text_for
from representatives.people.models import Disclosure
from tests import factories, register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

REGISTER, SHOWN, CONTACT, STORY = ConsentPurpose


@pytest.fixture
def person():
    made = register_factories.person(purposes=[REGISTER, SHOWN])
    register_factories.representative(who=made)
    return made


def agree(person, purpose, **values):
    values = {"actor": person.user, "text": text_for(purpose).pk} | values
    return services.agree(person=person, purpose=purpose, **values)


def purposes_of(person):
    return {line.purpose for line in consents_of(person).lines if line.holds}


def test_one_press_agrees_to_one_purpose(signed_in, person):
    me = signed_in(person.user)
    me.post(reverse("my_page:agree", args=[CONTACT]), {"text": text_for(CONTACT).pk})
    assert purposes_of(person) == {REGISTER, SHOWN, CONTACT}
    given = Consent.objects.get(person=person, purpose=CONTACT)
    assert (given.channel, given.text, given.expires_on) == (
        ConsentChannel.PORTAL,
        text_for(CONTACT),
        last_day(timezone.localdate()),
    )
    # The others stand as they were given.
    assert Consent.objects.filter(person=person).count() == 3


def test_one_press_withdraws_and_one_regrets(signed_in, person):
    me = signed_in(person.user)
    answer = me.post(reverse("my_page:withdraw", args=[SHOWN]), follow=True)
    assert purposes_of(person) == {REGISTER}
    assert "Samtykk på nytt" in answer.text
    me.post(reverse("my_page:agree", args=[SHOWN]), {"text": text_for(SHOWN).pk})
    assert purposes_of(person) == {REGISTER, SHOWN}


def test_leaving_the_register_takes_back_all_and_lets_everybody_out(signed_in, person):
    reader = factories.staff()
    register_factories.disclosure(of=person, to=reader)
    answer = signed_in(person.user).post(reverse("my_page:withdraw", args=[REGISTER]), follow=True)
    assert purposes_of(person) == set()
    assert not Disclosure.objects.in_force().filter(person=person).exists()
    assert "borte fra alle lister" in answer.text
    assert "30 dager" in answer.text
    (mail,) = Message.objects.filter(user=person.user)
    assert person.name not in mail.subject + mail.text


def test_people_are_told_the_days_of_the_rule_that_erases(signed_in, person, settings):
    settings.MEDVIRKNING_RETENTION_DAYS = {"register_consents": 45}
    answer = signed_in(person.user).post(reverse("my_page:withdraw", args=[REGISTER]), follow=True)
    assert "slettes om 45 dager" in answer.text
    assert "45 dager etter det" in answer.text
    (mail,) = Message.objects.filter(user=person.user)
    assert "45 dager" in mail.text


def test_withdrawn_twice_changes_nothing_more(person):
    assert services.withdraw(actor=person.user, person=person, purpose=REGISTER) == 2
    assert services.withdraw(actor=person.user, person=person, purpose=REGISTER) == 0
    assert Message.objects.filter(user=person.user).count() == 1


def test_nobody_answers_for_another(person):
    for other in (factories.user(), factories.staff(), factories.administrator(), register_factories.contact()):
        with pytest.raises(NotAllowedError):
            agree(person, CONTACT, actor=other)
        with pytest.raises(NotAllowedError):
            services.withdraw(actor=other, person=person, purpose=SHOWN)
        with pytest.raises(NotAllowedError):
            services.renew(actor=other, person=person, texts=[])


def test_nobody_agrees_to_a_text_that_was_not_shown(signed_in, person):
    read = text_for(CONTACT)
    ConsentText.objects.create(
        key="contact:adult:2", purpose=CONTACT, audience=Audience.ADULT, number=2,
        text_nb="Ny", text_nn="Ny", text_en="New", valid_from=timezone.localdate(),
    )  # fmt: skip
    answer = signed_in(person.user).post(reverse("my_page:agree", args=[CONTACT]), {"text": read.pk}, follow=True)
    assert "Teksten er endret siden du åpnet siden" in answer.text
    assert CONTACT not in purposes_of(person)


@pytest.mark.parametrize("typed", ["", "x", "9" * 40, "-1", "١"])
def test_a_key_that_is_none(signed_in, person, typed):
    answer = signed_in(person.user).post(reverse("my_page:agree", args=[CONTACT]), {"text": typed}, follow=True)
    assert answer.status_code == 200
    assert CONTACT not in purposes_of(person)


def test_what_rests_on_the_register_needs_it(person):
    services.withdraw(actor=person.user, person=person, purpose=REGISTER)
    with pytest.raises(ConsentRefusedError, match="Du står ikke i registeret"):
        agree(person, CONTACT)
    with pytest.raises(ConsentRefusedError, match="ingenting å bekrefte"):
        services.renew(actor=person.user, person=person, texts=[text.pk for text in ConsentText.objects.all()])
    agree(person, REGISTER)
    assert purposes_of(person) == {REGISTER}


def test_one_press_renews_all_that_were_not_taken_back(signed_in, person):
    services.withdraw(actor=person.user, person=person, purpose=SHOWN)
    agree(person, CONTACT)
    soon = timezone.localdate() + datetime.timedelta(days=10)
    Consent.objects.filter(person=person, ended_at=None).update(expires_on=soon)
    me = signed_in(person.user)
    assert "Bekreft samtykkene mine" in me.get(reverse("my_page:home")).text
    me.post(reverse("my_page:renew"), {"text": [text_for(REGISTER).pk, text_for(CONTACT).pk]})
    held = Consent.objects.in_force().filter(person=person)
    assert {(one.purpose, one.expires_on) for one in held} == {
        (REGISTER, last_day(timezone.localdate())),
        (CONTACT, last_day(timezone.localdate())),
    }
    assert Consent.objects.filter(person=person, end=ConsentEnd.RENEWED).count() == 2


def test_what_ran_out_is_given_anew(person):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Consent.objects.filter(person=person).update(expires_on=yesterday)
    assert purposes_of(person) == set()
    services.renew(actor=person.user, person=person, texts=[text_for(REGISTER).pk, text_for(SHOWN).pk])
    assert purposes_of(person) == {REGISTER, SHOWN}


def test_a_guardian_answers_for_the_young(signed_in):
    young = register_factories.person(purposes=[])
    request = register_factories.guardian_request(of=young)
    register_factories.consent(of=young, audience=Audience.GUARDIAN, guardian=request)
    me = signed_in(young.user)
    page = me.get(reverse("my_page:home"))
    assert "En foresatt har samtykket for deg" in page.text
    assert "Bekreft samtykkene mine" not in page.text
    with pytest.raises(ConsentRefusedError, match="foresatt"):
        agree(young, CONTACT)
    # Leaving is the young person's own.
    me.post(reverse("my_page:withdraw", args=[REGISTER]))
    assert purposes_of(young) == set()
    with pytest.raises(ConsentRefusedError, match="foresatt"):
        agree(young, REGISTER)


def test_a_young_person_reads_texts_for_the_young():
    young = register_factories.person(purposes=[])
    register_factories.consent(of=young, audience=Audience.YOUNG)
    lines = consents_of(young).lines
    assert lines[0].text.audience == Audience.YOUNG
    assert {line.next_text.audience for line in lines} <= {Audience.YOUNG, Audience.ADULT}


# By phone and letter


def entered(person, **values):
    values = {
        "actor": factories.centre(),
        "purposes": [CONTACT],
        "channel": ConsentChannel.PHONE,
        "given_on": timezone.localdate(),
    } | values
    return services.enter(person=person, **values)


def test_the_centre_enters_what_came_by_letter(signed_in, person):
    on = timezone.localdate() - datetime.timedelta(days=5)
    centre = signed_in(factories.centre())
    address = reverse("consents:person", args=[person.pk])
    assert "Les opp, og spør om hvert formål" in centre.get(address).text
    form = {"answer": "agrees", "purposes": [CONTACT], "channel": "letter", "given_on": on.isoformat()}
    assert centre.post(address, form).status_code == 302
    given = Consent.objects.get(person=person, purpose=CONTACT)
    assert (given.channel, given.expires_on) == (ConsentChannel.LETTER, last_day(on))
    today = timezone.localdate().isoformat()
    withdraws = form | {"answer": "withdraws", "purposes": [REGISTER], "given_on": today}
    assert centre.post(address, withdraws).status_code == 302
    assert purposes_of(person) == set()
    # Gone from the Centre's lists too.
    assert centre.get(address).status_code == 404


def test_only_what_was_ticked_is_given_anew(signed_in, person):
    soon = timezone.localdate() + datetime.timedelta(days=10)
    Consent.objects.filter(person=person).update(expires_on=soon)
    before = set(Consent.objects.filter(person=person).values_list("pk", "purpose", "expires_on", "ended_at"))
    form = {
        "answer": "agrees",
        "purposes": [CONTACT],
        "channel": "phone",
        "given_on": timezone.localdate().isoformat(),
    }
    answer = signed_in(factories.centre()).post(reverse("consents:person", args=[person.pk]), form, follow=True)
    assert "Svaret er lagret" in answer.text
    others = Consent.objects.filter(person=person).exclude(purpose=CONTACT)
    assert set(others.values_list("pk", "purpose", "expires_on", "ended_at")) == before
    assert Consent.objects.get(person=person, purpose=CONTACT).expires_on == last_day(timezone.localdate())


def test_the_centre_stays_with_an_answer_when_somebody_leaves(signed_in, person):
    form = {
        "answer": "withdraws", "purposes": [REGISTER], "channel": "phone",
        "given_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    centre = signed_in(factories.centre())
    answer = centre.post(reverse("consents:person", args=[person.pk]), form, follow=True)
    assert answer.redirect_chain == [(reverse("consents:left"), 302)]
    assert "borte fra alle lister" in answer.text
    assert "30 dager" in answer.text
    assert person.name not in answer.text


def test_only_who_was_entered_has_a_page(signed_in, person):
    centre = signed_in(factories.centre())
    log_alone = factories.person()
    seat_alone = register_factories.person(in_log=True)
    register_factories.member(of=register_factories.panel(), who=seat_alone)
    for other in (log_alone, seat_alone):
        assert centre.get(reverse("consents:person", args=[other.pk])).status_code == 404
    # What has run out is entered anew for whom the log names; what was taken back isn't.
    known = register_factories.person(in_log=True)
    register_factories.representative(who=known)
    address = reverse("consents:person", args=[known.pk])
    Consent.objects.filter(person=known).update(expires_on=timezone.localdate() - datetime.timedelta(days=1))
    assert "Gikk ut" in centre.get(address).text
    services.withdraw(actor=known.user, person=known, purpose=REGISTER)
    assert centre.get(address).status_code == 404


def test_the_young_are_read_words_for_the_young(signed_in):
    young = register_factories.person(purposes=[])
    register_factories.representative(who=young, valid_to=timezone.localdate() - datetime.timedelta(days=1))
    register_factories.member(of=register_factories.panel(kind="youth"), who=young)
    register_factories.consent(of=young, audience=Audience.YOUNG)
    page = signed_in(factories.centre()).get(reverse("consents:person", args=[young.pk])).text
    for purpose in (REGISTER, SHOWN, CONTACT, STORY):
        assert text_for(purpose, Audience.YOUNG).audience == Audience.YOUNG
        # What does nothing for who is on panels alone is not read out.
        assert (text_for(purpose, Audience.YOUNG).text_nb[:40] in page) is (purpose in (REGISTER, STORY))
        assert text_for(purpose).text_nb[:60] not in page


def test_where_a_guardian_answers_the_page_says_so(signed_in):
    young = register_factories.person(purposes=[])
    register_factories.representative(who=young)
    request = register_factories.guardian_request(of=young)
    register_factories.consent(of=young, guardian=request, audience=Audience.GUARDIAN)
    page = signed_in(factories.centre()).get(reverse("consents:person", args=[young.pk]))
    assert "Bare den foresatte kan si ja til mer" in page.text


def test_nobody_comes_into_the_register_by_a_consent_alone():
    stranger = register_factories.person(purposes=[])
    with pytest.raises(ConsentRefusedError, match="ikke registrert av noen organisasjon"):
        entered(stranger, purposes=[ConsentPurpose.REGISTER])
    assert not Consent.objects.filter(person=stranger).exists()


def test_for_the_youngest_a_guardian_answers():
    young = register_factories.person(purposes=[])
    register_factories.member(of=register_factories.panel(), who=young)
    request = register_factories.guardian_request(of=young)
    register_factories.consent(of=young, guardian=request, audience=Audience.GUARDIAN)
    with pytest.raises(ConsentRefusedError, match="En foresatt har samtykket"):
        entered(young, purposes=[CONTACT])
    assert Consent.objects.filter(person=young).count() == 1


def test_what_cannot_be_entered(person):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    long_ago = timezone.localdate() - datetime.timedelta(days=366)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    for values, words in (
        ({"channel": ConsentChannel.PORTAL}, "Velg hvordan samtykket kom"),
        ({"given_on": tomorrow}, "fram i tid"),
        ({"given_on": long_ago}, "gått ut"),
        ({"purposes": []}, "Velg hva"),
        ({"purposes": [SHOWN], "given_on": yesterday}, "etter den datoen"),
    ):
        with pytest.raises(ConsentRefusedError, match=words):
            entered(person, **values)
    left = register_factories.person(purposes=[])
    register_factories.representative(who=left)
    with pytest.raises(ConsentRefusedError, match="står ikke i registeret"):
        entered(left)
    with pytest.raises(NotAllowedError):
        entered(person, actor=factories.staff())


@pytest.mark.parametrize(
    ("given", "last"),
    [("2026-11-22", "2027-11-21"), ("2028-02-29", "2029-02-28"), ("2027-03-01", "2028-02-29")],
)
def test_twelve_months(given, last):
    assert last_day(datetime.date.fromisoformat(given)) == datetime.date.fromisoformat(last)


def test_reading_takes_few_queries(person, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        consents_of(person)


def test_a_consent_stands_in_history(person):
    with audit.context(actor=person.user):
        agree(person, STORY)
    (row,) = Consent.objects.get(person=person, purpose=STORY).history.all()
    assert row.pgh_label == "insert"


def test_the_centre_finds_the_way_from_a_persons_page(signed_in, person):
    post = register_factories.representative(who=person)
    way = reverse("consents:person", args=[person.pk])
    address = reverse("enrolments:person", args=[post.organisation_id, type(post).slug, post.pk])
    assert way in signed_in(factories.centre()).get(address).text
    assert way not in signed_in(register_factories.contact(of=post.organisation)).get(address).text


# Reach


def test_rows_are_seen_by_the_person_and_the_centre(person):
    everybody = {
        "person": person.user,
        "centre": factories.centre(),
        "staff": factories.staff(),
        "contact": register_factories.contact(of=register_factories.representative(who=person).organisation),
        "administrator": factories.administrator(),
        "another": register_factories.person(purposes=[]).user,
    }
    seen = {name for name, account in everybody.items() if Consent.objects.visible_to(account).exists()}
    assert seen == {"person", "centre"}
    answers = {name for name, account in everybody.items() if account.has_perm("consents.answer", person)}
    enters = {name for name, account in everybody.items() if account.has_perm("consents.enter", person)}
    # Whoever may write an answer sees it.
    assert answers | enters == seen


def test_the_centre_writes_down_no_taking_back_of_what_was_never_given(signed_in, person):
    """Nothing would be kept of it, so the page says so; what is ticked beside it isn't taken back either."""
    Consent.objects.filter(person=person, purpose=STORY).delete()
    before = Consent.objects.in_force().filter(person=person).count()
    form = {
        "answer": "withdraws", "purposes": [SHOWN, STORY], "channel": "phone",
        "given_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    answer = signed_in(factories.centre()).post(reverse("consents:person", args=[person.pk]), form)
    assert "ingenting å trekke: Få historien min publisert." in answer.text
    assert Consent.objects.in_force().filter(person=person).count() == before


def test_the_texts_are_read_out_in_the_language_of_the_person(signed_in, person):
    type(person.user).objects.filter(pk=person.user.pk).update(language="nn")
    page = signed_in(factories.centre()).get(reverse("consents:person", args=[person.pk]))
    assert '<blockquote class="prose" lang="nn">' in page.text
    assert text_for(REGISTER).text_nn.split(".")[0] in page.text


def test_nobody_takes_back_before_the_yes(signed_in, person):
    """Said on Friday, and agreed to anew on Monday: the later answer stands."""
    friday = timezone.localdate() - datetime.timedelta(days=3)
    form = {"answer": "withdraws", "purposes": [SHOWN], "channel": "letter", "given_on": friday.isoformat()}
    agree(person, SHOWN)
    answer = signed_in(factories.centre()).post(reverse("consents:person", args=[person.pk]), form)
    assert "har svart på dette etter den datoen" in answer.text
    assert Consent.objects.in_force().filter(person=person, purpose=SHOWN).exists()


def test_the_centre_is_offered_no_yes_for_whom_a_guardian_answers(signed_in, person):
    register_factories.guardian_request(of=person)
    page = signed_in(factories.centre()).get(reverse("consents:person", args=[person.pk]))
    assert [value for value, _label in page.context["form"].fields["answer"].choices] == ["withdraws"]
