"""What a person tells: checked as it is written, kept in versions, and only with consent."""

import pytest
from django.urls import reverse

from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import NotAllowedError, RefusedError
from representatives.consents import services as consents
from representatives.profiles import services
from representatives.profiles.models import Profile
from representatives.profiles.phones import PhoneRefusedError, normalise_phone, spaced
from representatives.profiles.reading import in_words, profile_of
from representatives.subjects.models import SubjectArea
from tests import factories, register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

CONTACT, ABOUT, TAKING_PART, INTERESTS = (
    f"my_page:{name}" for name in ("contact", "about", "taking-part", "interests")
)


@pytest.fixture
def person():
    return register_factories.person(name="Ánne Čeahkke O'Hara", themes=[])


@pytest.fixture
def me(signed_in, person):
    return signed_in(person.user)


def stored(person):
    return Profile.objects.get(person=person)


def change(person, **values):
    return services.change(actor=person.user, person=person, expected_version=stored(person).version, values=values)


# Contact


def test_contact_and_language(me, person):
    form = {"contact_by": "phone", "phone": "412 34 567", "postal_address": "", "language": "nn", "version": 1}
    assert me.post(reverse(CONTACT), form).status_code == 302
    assert (stored(person).phone, stored(person).contact_by, stored(person).version) == ("41234567", "phone", 2)
    person.user.refresh_from_db()
    assert person.user.language == "nn"
    assert "412 34 567" in me.get(reverse("my_page:home")).text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("41234567", "41234567"),
        ("+47 412 34 567", "41234567"),
        ("0047 22 33 44 55", "22334455"),
        ("+46 70-123 45 67", "+46701234567"),
        ("+441632960961", "+441632960961"),
    ],
)
def test_phone_numbers(typed, kept):
    assert normalise_phone(typed) == kept


@pytest.mark.parametrize(
    "typed", ["1234567", "01234567", "123", "+4712345678", "+47123", "ring meg", "+12345", "٤١٢٣٤٥٦٧"]
)
def test_what_is_no_phone_number(typed):
    with pytest.raises(PhoneRefusedError, match="åtte siffer"):
        normalise_phone(typed)


def test_numbers_are_read_in_groups():
    assert [spaced(number) for number in ("41234567", "22334455", "+46701234567", "")] == [
        "412 34 567",
        "22 33 44 55",
        "+46701234567",
        "",
    ]


def test_a_choice_of_contact_has_what_it_needs(me, person):
    form = {"language": "nb", "version": 1, "phone": "", "postal_address": ""}
    page = me.post(reverse(CONTACT), form | {"contact_by": "phone"})
    assert page.context["form"].errors["phone"] == ["Skriv telefonnummeret vi skal ringe."]
    page = me.post(reverse(CONTACT), form | {"contact_by": "letter"})
    assert page.context["form"].errors["postal_address"] == ["Skriv adressen vi skal sende brev til."]
    page = me.post(reverse(CONTACT), form | {"contact_by": "mail", "phone": "12"})
    assert "åtte siffer" in page.context["form"].errors["phone"][0]
    assert stored(person).version == 1


# About me


def test_what_is_voluntary_is_given_and_taken_back(me, person):
    page = me.get(reverse(ABOUT)).text
    assert "Vil ikke oppgi" in page
    assert "aldri en diagnose" in page
    told = {"experience": "carer", "themes": ["rus"], "gender": "woman", "age_group": "40_66"}
    me.post(reverse(ABOUT), told | {"version": 1})
    found = stored(person)
    assert (found.experience, found.themes, found.gender, found.age_group) == ("carer", ["rus"], "woman", "40_66")
    me.post(reverse(ABOUT), {"version": 2})
    found = stored(person)
    assert (found.experience, found.themes, found.gender, found.age_group) == ("", [], "", "")


def test_a_subject_that_is_no_theme_is_not_offered(me, person):
    SubjectArea.objects.create(code="diabetes", name_nb="diabetes", is_theme=False)
    assert "diabetes" not in me.get(reverse(ABOUT)).text
    page = me.post(reverse(ABOUT), {"themes": ["diabetes"], "version": 1})
    assert page.context["form"].errors["themes"]
    with pytest.raises(RefusedError, match="Velg blant"):
        change(person, themes=["diabetes"])


def test_a_theme_that_went_out_stays_with_who_chose_it(me, person):
    change(person, themes=["rus"])
    SubjectArea.objects.filter(code="rus").update(is_theme=False)
    # Told on the form, and on the page that shows it: nobody finds anybody by it.
    for address in (ABOUT, "my_page:home", "my_page:data"):
        assert "rus (ingen kan søke på dette lenger)" in me.get(reverse(address)).text
    me.post(reverse(ABOUT), {"themes": ["rus"], "version": 2})
    assert stored(person).themes == ["rus"]


# Taking part


def test_where_how_and_how_much(me, person):
    told = {"county": "55", "languages": ["norsk", "nordsamisk"], "ways": ["video"], "hours_a_month": "12"}
    me.post(reverse(TAKING_PART), told | {"accommodation_needs": "Teleslynge", "version": 1})
    found = stored(person)
    assert (found.county, found.languages, found.ways, found.hours_a_month) == (
        "55", ["norsk", "nordsamisk"], ["video"], 12,
    )  # fmt: skip
    words = {fact.label: fact.value for fact in in_words(found).taking_part}
    assert words["Språk"] == "norsk, nordsamisk"
    assert words["Timer i måneden"] == "12"


@pytest.mark.parametrize("typed", ["161", "-1", "mange", "1" * 30])
def test_hours_fit_a_month(me, person, typed):
    page = me.post(reverse(TAKING_PART), {"hours_a_month": typed, "version": 1})
    assert page.context["form"].errors["hours_a_month"]
    assert stored(person).version == 1


def test_free_text_says_what_does_not_belong_there(me):
    assert "helseopplysninger" in me.get(reverse(TAKING_PART)).text
    assert "helseopplysninger" in me.get(reverse(INTERESTS)).text


# Ties


def test_no_ties_is_another_answer_than_none_given(me, person):
    assert in_words(stored(person)).interests[0].value == ""
    both = me.post(reverse(INTERESTS), {"has_any": "none", "interests": "Styreleder", "version": 1})
    assert "Du har svart «Nei, ingen», men skrevet noe her." in both.text
    assert ">Styreleder</textarea>" in both.text.replace("\n", "")
    assert stored(person).version == 1
    me.post(reverse(INTERESTS), {"has_any": "none", "interests": " ", "version": 1})
    found = stored(person)
    assert found.interests == ""
    assert in_words(found).interests[0].value.startswith("Ingen (oppgitt ")
    page = me.post(reverse(INTERESTS), {"has_any": "some", "interests": " ", "version": 2})
    assert page.context["form"].errors["interests"] == ["Skriv hvilke bindinger du har."]
    me.post(reverse(INTERESTS), {"has_any": "some", "interests": "Styreleder i A/S", "version": 2})
    assert stored(person).interests == "Styreleder i A/S"


# What holds for all of it


def test_two_tabs(me, person):
    form = {"experience": "user", "version": 1}
    assert me.post(reverse(ABOUT), form).status_code == 302
    second = me.post(reverse(ABOUT), {"experience": "carer", "version": 1})
    assert second.status_code == 409
    assert "Pårørende" in second.text
    assert stored(person).experience == "user"
    with pytest.raises(StaleVersion):
        services.change(actor=person.user, person=person, expected_version=1, values={"county": "55"})


def test_nobody_writes_for_another(person):
    for other in (factories.centre(), factories.staff(), factories.administrator(), register_factories.contact()):
        with pytest.raises(NotAllowedError):
            services.change(actor=other, person=person, expected_version=1, values={"county": "55"})


def test_nothing_new_is_kept_without_consent(me, person):
    consents.withdraw(actor=person.user, person=person, purpose="register")
    page = me.post(reverse(ABOUT), {"experience": "user", "version": 1})
    assert "Du står ikke i registeret nå" in page.text
    assert stored(person).experience == ""


def test_only_what_is_the_persons_to_write(person):
    with pytest.raises(NotAllowedError):
        change(person, interests_declared_on="2020-01-01")


def test_the_first_word_makes_the_profile(signed_in):
    person = register_factories.person()
    Profile.objects.filter(person=person).delete()
    assert profile_of(person).pk is None
    me = signed_in(person.user)
    assert me.get(reverse(ABOUT)).status_code == 200
    assert me.post(reverse(ABOUT), {"experience": "user", "version": 1}).status_code == 302
    assert stored(person).experience == "user"
    assert me.post(reverse(TAKING_PART), {"county": "55", "version": 1}).status_code == 302


def test_rows_are_seen_by_the_person_and_the_centre(person):
    register_factories.representative(who=person)
    everybody = {
        "person": person.user,
        "centre": factories.centre(),
        "staff": factories.staff(),
        "contact": register_factories.contact(of=person.representatives.get().organisation),
        "administrator": factories.administrator(),
        "another": register_factories.person(purposes=[]).user,
    }
    seen = {name for name, one in everybody.items() if Profile.objects.visible_to(one).filter(person=person).exists()}
    assert seen == {"person", "centre"}
    assert {name for name, one in everybody.items() if one.has_perm("profiles.change", person)} == {"person"}


@pytest.mark.parametrize(
    ("page", "field"), [(CONTACT, "postal_address"), (TAKING_PART, "accommodation_needs"), (INTERESTS, "interests")]
)
def test_no_national_identity_number_is_kept(me, person, page, field):
    form = {"contact_by": "mail", "language": "nb", "has_any": "some", "version": 1}
    answer = me.post(reverse(page), form | {field: "Født 010190 00083, Storgata 1"})
    assert "fødselsnummer" in answer.context["form"].errors[field][0]
    assert "Født 010190 00083, Storgata 1" in answer.text
    assert stored(person).version == 1
