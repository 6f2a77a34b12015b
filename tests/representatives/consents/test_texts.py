"""The Centre publishes versions; one that was shown never changes."""

import datetime
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from medvirkning.web.refusals import NotAllowedError
from representatives.consents import services
from representatives.consents.enums import Audience, ConsentPurpose
from representatives.consents.models import ConsentText
from representatives.consents.services import ConsentRefusedError, text_for
from representatives.consents.small_numbers import hidden
from tests import factories, register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

WORDS = {"text_nb": "Ny tekst.", "text_nn": "Ny tekst på nynorsk.", "text_en": "A new text."}
ADDRESS = ("contact", "adult")


def publish(**values):
    values = {
        "actor": factories.centre(),
        "purpose": ConsentPurpose.CONTACT,
        "audience": Audience.ADULT,
        "texts": WORDS,
        "valid_from": timezone.localdate(),
        "seen": 1,
    } | values
    return services.publish(**values)


def test_a_new_version_by_the_page(signed_in):
    before = ConsentText.objects.values().get(key="contact:adult:1")
    centre = signed_in(factories.centre())
    page = centre.get(reverse("consents:publish", args=ADDRESS))
    assert page.context["form"].initial["text_nb"] == before["text_nb"]
    form = WORDS | {"valid_from": timezone.localdate().isoformat(), "seen": 1}
    answer = centre.post(reverse("consents:publish", args=ADDRESS), form, follow=True)
    assert "A new text." in answer.text
    assert "Versjon 1" in answer.text
    assert text_for(ConsentPurpose.CONTACT).number == 2
    assert ConsentText.objects.values().get(key="contact:adult:1") == before
    # Sent again from the page of before.
    again = centre.post(reverse("consents:publish", args=ADDRESS), form)
    assert "Noen andre har publisert en ny versjon" in again.text


def test_a_version_of_tomorrow_is_not_shown_today():
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    publish(valid_from=tomorrow)
    assert text_for(ConsentPurpose.CONTACT).number == 1
    assert text_for(ConsentPurpose.CONTACT, on=tomorrow).number == 2
    with pytest.raises(ConsentRefusedError, match="begynner å gjelde senere"):
        publish(seen=2)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"texts": WORDS | {"text_nn": "  "}}, "alle tre språk"),
        ({"valid_from": datetime.date(2020, 1, 1)}, "tidligst gjelde fra i dag"),
        ({"purpose": "story", "audience": "guardian"}, "ingen som leser"),
        ({"purpose": "annet"}, "ingen som leser"),
        ({"seen": 0}, "Noen andre"),
    ],
)
def test_what_cannot_be_published(values, words):
    with pytest.raises(ConsentRefusedError, match=words):
        publish(**values)


def test_only_the_centre_publishes():
    for account in (factories.staff(), factories.administrator()):
        with pytest.raises(NotAllowedError):
            publish(actor=account)


@pytest.mark.parametrize(
    ("counts", "not_shown"),
    [
        ([0, 5, 6], set()),
        ([4], {0}),
        ([4, 0], {0}),
        ([4, 9, 7, 0], {0, 2}),
        ([1, 2, 9], {0, 1}),
        ([1, 5], {0, 1}),
    ],
)
def test_no_small_number_can_be_worked_out(counts, not_shown):
    texts = [SimpleNamespace(pk=pk, purpose="contact", agreed=count) for pk, count in enumerate(counts)]
    other = SimpleNamespace(pk=99, purpose="story", agreed=50)
    assert hidden([*texts, other]) == not_shown


def test_who_has_agreed_is_counted_and_few_are_not_told(signed_in):
    centre = signed_in(factories.centre())
    people = [register_factories.person(purposes=["register", "contact"]) for _number in range(5)]
    assert "skjult" not in centre.get(reverse("consents:texts")).text
    services.withdraw(actor=people[0].user, person=people[0], purpose=ConsentPurpose.CONTACT)
    rows = {text.key: text.agreed for text in ConsentText.objects.with_agreed()}
    assert (rows["register:adult:1"], rows["contact:adult:1"], rows["story:adult:1"]) == (5, 4, 0)
    assert "skjult, få personer" in centre.get(reverse("consents:texts")).text
    text = ConsentText.objects.get(key="contact:adult:1")
    assert "har samtykket: skjult, få personer" in centre.get(reverse("consents:text", args=[text.pk])).text
    export = centre.get(reverse("consents:texts"), {"format": "csv"})
    lines = b"".join(export.streaming_content).decode("utf-8-sig").splitlines()
    told = {line.split(";")[0]: line.split(";")[-1] for line in lines if ";Voksne;" in line}
    assert (told["Bli kontaktet igjen senere"], told["Stå i registeret"]) == ("", "5")


@pytest.mark.parametrize("address", [("story", "guardian"), ("annet", "adult"), ("contact", "alle")])
def test_a_text_that_nobody_reads_has_no_page(signed_in, address):
    assert signed_in(factories.centre()).get(reverse("consents:publish", args=address)).status_code == 404


def test_each_reader_reads_the_own_language():
    text = publish()
    told = []
    for language in ("nb", "nn", "en"):
        with override(language):
            told.append(text.text)
    assert told == list(WORDS.values())
