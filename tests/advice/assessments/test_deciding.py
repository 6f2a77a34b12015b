"""Sending in, sending back, approving, and what an approved assessment keeps."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from advice.assessments.models import AssessmentAction
from advice.assessments.record import record_of
from advice.assessments.services import actions, deciding, filling, scores
from advice.assessments.services.checks import AssessmentRefusedError
from advice.assessments.services.evidence import add_evidence
from advice.assessments.services.reminding import remind_of_deadlines
from medvirkning.accounts.enums import Language
from medvirkning.audit.services import erase_person
from medvirkning.notifications.models import Message
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import NotAllowedError
from tests import advice_factories, factories
from tests.advice.assessments.cases import answer_all, approved, main_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]


@pytest.fixture
def parent():
    return advice_factories.unit(name="Fjord sykehus")


@pytest.fixture
def unit(parent):
    return advice_factories.unit(name="Fjord DPS", parent=parent)


@pytest.fixture
def boss(parent):
    return advice_factories.service_leader(of=parent, name="Bo Sjef")


def told():
    return sorted(Message.objects.values_list("address", flat=True))


def test_what_lacks_is_listed_and_nothing_is_lost(draft, leader, signed_in):
    client = signed_in(leader)
    page = text_of(client.get(reverse("assessments:submit", args=[draft.pk])))
    assert "11 råd mangler svar" in page
    response = client.post(reverse("assessments:submit", args=[draft.pk]), {"version": draft.version})
    assert response.status_code == 200
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert not Message.objects.exists()


def test_from_sent_to_frozen(draft, leader, boss, signed_in):
    answer_all(leader, draft)
    client = signed_in(leader)
    assert client.post(reverse("assessments:submit", args=[draft.pk]), {"version": draft.version}).status_code == 302
    assert told() == [boss.email]
    assert client.get(reverse("assessments:decide", args=[draft.pk])).status_code == 403
    above = signed_in(boss)
    assert "Fjord DPS har sendt" in text_of(above.get(reverse("assessments:home")))
    assert "Fjord DPS har sendt" in text_of(above.get(reverse("front:home")))
    draft.refresh_from_db()
    address = reverse("assessments:decide", args=[draft.pk])
    assert above.post(address, {"version": draft.version, "decision": "return", "reason": ""}).status_code == 200
    sent = {"version": draft.version, "decision": "return", "reason": "Råd 2 mangler grunn"}
    assert above.post(address, sent).status_code == 302
    assert "Råd 2 mangler grunn" in text_of(client.get(draft.get_absolute_url()))
    assert leader.email in told()
    draft.refresh_from_db()
    client.post(reverse("assessments:submit", args=[draft.pk]), {"version": draft.version})
    draft.refresh_from_db()
    assert above.post(address, {"version": draft.version - 1, "decision": "approve"}).status_code == 409
    _page, carried = read(above, draft)
    assert above.post(address, {**carried, "decision": "approve"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.approved_by) == ("approved", boss)
    frozen = text_of(client.get(draft.get_absolute_url()))
    assert "Sendt av Liv Leder." in frozen
    assert "Godkjent av Bo Sjef." in frozen
    piece = client.get(reverse("assessments:answer", args=[draft.pk, 3]))
    assert piece["Location"] == f"{draft.get_absolute_url()}#rad-3"


def test_nobody_approves_the_own(draft, leader, boss, unit):
    answer_all(boss, draft)
    deciding.submit(actor=boss, assessment=draft)
    with pytest.raises(NotAllowedError):
        deciding.approve(actor=boss, assessment=draft)
    with pytest.raises(NotAllowedError):
        deciding.approve(actor=leader, assessment=draft)
    centre = factories.centre()
    assert deciding.approve(actor=centre, assessment=draft).approved_by == centre


def test_the_centre_approves_only_where_nobody_above_can(draft, leader, boss, signed_in):
    answer_all(leader, draft)
    deciding.submit(actor=leader, assessment=draft)
    centre = factories.centre()
    with pytest.raises(NotAllowedError):
        deciding.approve(actor=centre, assessment=draft)
    alone = advice_factories.unit()
    her = advice_factories.service_leader(of=alone)
    other = advice_factories.assessment(unit=alone)
    answer_all(her, other)
    deciding.submit(actor=her, assessment=other)
    assert centre.email in told()
    assert deciding.approve(actor=centre, assessment=other)


def test_a_departments_is_approved_above_and_at_the_top_by_the_centre():
    root = factories.directorate()
    division = factories.division()
    leader, top = factories.leader(of=division), factories.leader(of=root)
    year = timezone.localdate().year
    first = filling.start(actor=leader, subject=division, year=year)
    answer_all(leader, first)
    deciding.submit(actor=leader, assessment=first)
    centre = factories.centre()
    with pytest.raises(NotAllowedError):
        deciding.approve(actor=centre, assessment=first)
    assert deciding.approve(actor=top, assessment=first)
    own = filling.start(actor=top, subject=root, year=year)
    answer_all(top, own)
    deciding.submit(actor=top, assessment=own)
    assert deciding.approve(actor=centre, assessment=own)


def test_what_is_sent_is_not_changed(draft, leader, boss):
    answer_all(leader, draft)
    deciding.submit(actor=leader, assessment=draft)
    with pytest.raises(AssessmentRefusedError):
        answer_all(leader, draft, "fully")
    with pytest.raises(AssessmentRefusedError):
        deciding.submit(actor=leader, assessment=draft)
    deciding.approve(actor=boss, assessment=draft)
    for act in (deciding.approve, lambda **known: deciding.send_back(**known, reason="Nei")):
        with pytest.raises(AssessmentRefusedError):
            act(actor=boss, assessment=draft)
    with pytest.raises(AssessmentRefusedError):
        scores.invite(actor=leader, assessment=draft, label="Erfaring")


@pytest.fixture
def sent(draft, leader):
    answer_all(leader, draft)
    deciding.submit(actor=leader, assessment=draft)
    draft.refresh_from_db()
    return draft


def read(client, assessment):
    """The decision page, and what its form carries."""
    response = client.get(reverse("assessments:decide", args=[assessment.pk]))
    form = response.context["form"]
    return response, {name: form[name].value() for name in ("version", "seen")}


def test_what_came_in_after_the_page_was_read_is_not_locked_unseen(sent, leader, boss, signed_in):
    _invitation, token = scores.invite(actor=leader, assessment=sent, label="Erfaring rus")
    action = advice_factories.action(sent, text="Lage en plan")
    above, address = signed_in(boss), reverse("assessments:decide", args=[sent.pk])
    _page, carried = read(above, sent)
    given = {sent.template.items.order_by("position")[0].pk: scores.Given("planned", "Lite merkes")}
    scores.give_scores(invitation=scores.invitation_by(token), token=token, given=given)
    known = {"text": "Lage to planer", "owner_name": "En annen", "due_on": action.due_on, "state": "planned"}
    actions.change_action(actor=leader, action=action, expected_version=action.version, **known)
    advice_factories.action(sent, piece=3, text="Kom etterpå")

    refused = above.post(address, {**carried, "decision": "approve"})
    assert refused.status_code == 409
    sent.refresh_from_db()
    assert sent.state == "submitted"
    for told in (
        "«Erfaring rus» har gitt sin vurdering.",
        "Tiltaket «Lage to planer» på råd 1 er endret.",
        "Tiltaket «Kom etterpå» på råd 3 er nytt.",
        "Lite merkes",
    ):
        assert told in refused.text
    form = refused.context["form"]
    again = {name: form[name].value() for name in ("version", "seen", "decision")}
    assert above.post(address, again).status_code == 302
    sent.refresh_from_db()
    assert sent.state == "approved"


def test_nothing_new_approves_and_an_unread_page_does_not(sent, boss, signed_in):
    above, address = signed_in(boss), reverse("assessments:decide", args=[sent.pk])
    for unread in ("", "[]", "ikke json"):
        assert above.post(address, {"version": sent.version, "seen": unread, "decision": "approve"}).status_code != 302
    _page, carried = read(above, sent)
    assert above.post(address, {**carried, "decision": "approve"}).status_code == 302


def test_the_changed_answers_are_named_to_who_read_the_first(sent, leader, boss, signed_in):
    above, address = signed_in(boss), reverse("assessments:decide", args=[sent.pk])
    _page, carried = read(above, sent)
    deciding.send_back(actor=boss, assessment=sent, reason="Rett råd 4")
    item = sent.template.items.get(position=4)
    row = sent.answers.get(item=item)
    filling.answer(actor=leader, assessment=sent, item=item, expected_version=row.version, score="fully")
    deciding.submit(actor=leader, assessment=sent)
    refused = above.post(address, {**carried, "decision": "return", "reason": "Min tekst om råd 7"})
    assert refused.status_code == 409
    assert "Svaret på råd 4 er endret." in refused.text
    assert "Svaret på råd 5 er endret." not in refused.text
    assert "Min tekst om råd 7" in refused.text


def test_who_comes_second_reads_who_decided_and_keeps_the_text(sent, leader, boss, parent, signed_in):
    other = advice_factories.service_leader(of=parent, name="Ada Annen")
    above, address = signed_in(other), reverse("assessments:decide", args=[sent.pk])
    _page, carried = read(above, sent)
    signed_in(boss).post(address, {**read(signed_in(boss), sent)[1], "decision": "approve"})
    late = above.post(address, {**carried, "decision": "return", "reason": "Min lange begrunnelse"})
    assert late.status_code == 409
    assert "Bo Sjef godkjente og låste egenvurderingen" in late.text
    assert "Min lange begrunnelse" in late.text
    page = above.get(address, follow=True)
    assert page.redirect_chain == [(sent.get_absolute_url(), 302)]
    assert "Bo Sjef godkjente og låste egenvurderingen" in page.content.decode()
    assert signed_in(leader).post(address, {**carried, "decision": "approve"}).status_code == 403


def test_a_draft_is_not_told_as_decided(draft, boss, signed_in):
    page = signed_in(boss).get(reverse("assessments:decide", args=[draft.pk]), follow=True)
    assert "Egenvurderingen er ikke sendt til godkjenning." in page.content.decode()


def test_who_comes_after_it_was_sent_back_reads_that(sent, boss, parent, signed_in):
    other = advice_factories.service_leader(of=parent)
    above, address = signed_in(other), reverse("assessments:decide", args=[sent.pk])
    _page, carried = read(above, sent)
    first = signed_in(boss)
    first.post(address, {**read(first, sent)[1], "decision": "return", "reason": "Rett"})
    late = above.post(address, {**carried, "decision": "approve"})
    assert late.status_code == 409
    assert "Bo Sjef sendte egenvurderingen tilbake til enheten" in late.text


def test_the_decision_page_shows_all_that_is_approved_gaps_first(leader, boss, unit, signed_in):
    this_year = timezone.localdate().year
    approved(leader, boss, unit=unit, year=this_year - 1, score="planned")
    new = filling.start(actor=leader, subject=unit, year=this_year)
    answer_all(leader, new, "fully")
    items = {item.advice_version.of.number: item for item in new.template.items.select_related("advice_version__of")}
    shall = next(number for number, item in sorted(items.items()) if item.advice_version.strength == "shall")
    should = next(number for number, item in sorted(items.items()) if item.advice_version.strength == "should")
    for number in (shall, should):
        row = new.answers.get(item=items[number])
        filling.answer(actor=leader, assessment=new, item=row.item, expected_version=row.version, score="partly")
    add_evidence(actor=leader, assessment=new, item=items[1], label="Referat fra mai", url="https://a.example/x")
    _invitation, token = scores.invite(actor=leader, assessment=new, label="Erfaring rus")
    given = {items[1].pk: scores.Given("planned", "Lite merkes")}
    scores.give_scores(invitation=scores.invitation_by(token), token=token, given=given)
    deciding.submit(actor=leader, assessment=new)
    page, _carried = read(signed_in(boss), new)
    numbers = [line.number for _title, lines in page.context["groups"] for line in lines]
    assert numbers == [shall, should, *sorted(set(items) - {shall, should})]
    text = text_of(page)
    for told in ("Referat fra mai", "Lite merkes", f"{this_year - 1}: Planlagt"):
        assert told in text


def test_what_is_approved_is_what_was_read(draft, leader, boss):
    answer_all(leader, draft)
    sent = deciding.submit(actor=leader, assessment=draft)
    deciding.send_back(actor=boss, assessment=draft, reason="Rett")
    deciding.submit(actor=leader, assessment=draft)
    with pytest.raises(StaleVersion):
        deciding.approve(actor=boss, assessment=draft, expected_version=sent.version)


@pytest.mark.parametrize("language", Language.values)
def test_the_page_stays_the_same_to_the_byte(draft, leader, boss, parent, unit, signed_in, language, settings):
    version = advice_factories.publish(advice_factories.advice(2), practical_steps="Inviter\nLytt")
    filling.change_template(actor=leader, assessment=draft, template=advice_factories.template())
    draft.refresh_from_db()
    answer_all(leader, draft, "partly", comment="Slik er det")
    _invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus")
    given = {draft.template.items.order_by("position")[0].pk: scores.Given("planned", "Lite merkes")}
    scores.give_scores(invitation=scores.invitation_by(token), token=token, given=given)
    action = advice_factories.action(draft, piece=2)
    deciding.submit(actor=leader, assessment=draft)
    deciding.approve(actor=boss, assessment=draft)

    leader.language = language
    leader.save(update_fields=["language"])
    client = signed_in(leader)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    before = main_of(client.get(draft.get_absolute_url()))
    file = b"".join(client.get(reverse("assessments:download", args=[draft.pk])).streaming_content)
    assert version.wording.encode() in before
    assert b"Erfaring rus" in before
    assert b"<form" not in before

    for round_ in range(3):
        for piece in (1, 2, 11):
            advice_factories.publish(advice_factories.advice(piece), wording=f"Helt annen ordlyd {round_}")
        advice_factories.template()
    unit.name = "Et annet navn"
    unit.save(update_fields=["name"])
    parent.name = "Et annet sykehus"
    parent.save(update_fields=["name"])
    boss.name = "Nytt Navn"
    boss.save(update_fields=["name"])
    known = {"text": "Et annet tiltak", "owner_name": "En annen", "due_on": action.due_on, "state": "done"}
    actions.change_action(actor=leader, action=action, expected_version=action.version, **known)
    advice_factories.action(draft, piece=1, text="Kom etterpå")

    assert main_of(client.get(draft.get_absolute_url())) == before
    assert b"".join(client.get(reverse("assessments:download", args=[draft.pk])).streaming_content) == file
    assert main_of(signed_in(reading_in(boss, language)).get(draft.get_absolute_url())) == before


def reading_in(account, language):
    account.language = language
    account.save(update_fields=["language"])
    return account


def test_an_erased_name_goes_out_of_the_record(draft, leader, boss, signed_in):
    answer_all(leader, draft)
    deciding.submit(actor=leader, assessment=draft)
    deciding.approve(actor=boss, assessment=draft)
    erase_person(actor=None, person=leader, rule="test")
    page = text_of(signed_in(boss).get(draft.get_absolute_url()))
    assert "Liv Leder" not in page
    assert "Godkjent av Bo Sjef." in page


def test_the_next_year_is_set_against_the_last(leader, boss, unit, signed_in):
    this_year = timezone.localdate().year
    approved(leader, boss, unit=unit, year=this_year - 1, score="planned")
    advice_factories.publish(advice_factories.advice(4), wording="Ny ordlyd på råd 4")
    advice_factories.template()
    new = filling.start(actor=leader, subject=unit, year=this_year)
    answer_all(leader, new, "mostly")
    client = signed_in(leader)
    page = text_of(client.get(reverse("assessments:compare", args=[new.pk])))
    assert "11 råd har gått opp, 0 har gått ned, 0 står som før." in page
    assert "Flere råd er i bruk: fra 0 til 11" in page
    assert page.count("Opp 2 trinn") == 11
    assert "Ny ordlyd" in page
    piece = text_of(client.get(reverse("assessments:answer", args=[new.pk, 4])))
    assert "Rådet hadde en annen ordlyd da." in piece
    first = approved(leader, boss, unit=advice_factories.unit(parent=unit), year=this_year)
    alone = text_of(client.get(reverse("assessments:compare", args=[first.pk])))
    assert "Ingenting å sammenligne med ennå" in alone


def test_deadlines_are_remembered_once_before_and_once_after(draft, leader):
    today = timezone.localdate()
    due = today + datetime.timedelta(days=20)
    action = advice_factories.action(draft, due_on=due)
    advice_factories.action(draft, due_on=due, state="dropped")
    assert remind_of_deadlines(due - datetime.timedelta(days=8)) == 0
    assert remind_of_deadlines(due - datetime.timedelta(days=7)) == 1
    assert remind_of_deadlines(due - datetime.timedelta(days=6)) == 0
    assert remind_of_deadlines(due + datetime.timedelta(days=1)) == 1
    assert remind_of_deadlines(due + datetime.timedelta(days=2)) == 0
    assert set(told()) == {leader.email}
    AssessmentAction.objects.filter(pk=action.pk).update(due_on=due + datetime.timedelta(days=30))
    assert remind_of_deadlines(due + datetime.timedelta(days=23)) == 1


def test_the_first_page_says_what_waits(draft, leader, signed_in):
    advice_factories.action(draft, text="Forsinket", due_on=timezone.localdate() - datetime.timedelta(days=2))
    page = text_of(signed_in(leader).get(reverse("front:home")))
    assert "Fortsett" in page
    assert "Forsinket" in page


def test_one_sent_back_waits_whichever_year_it_is_for_and_days_stand_in_order(leader, boss, unit, signed_in):
    today = timezone.localdate()
    last = filling.start(actor=leader, subject=unit, year=today.year - 1)
    answer_all(leader, last)
    deciding.submit(actor=leader, assessment=last)
    deciding.send_back(actor=boss, assessment=last, reason="Rett")
    for days in (-2, 3, 10):
        advice_factories.action(last, text=f"Om {days}", due_on=today + datetime.timedelta(days=days))
    page = text_of(signed_in(leader).get(reverse("front:home")))
    assert f"har fått egenvurderingen for {today.year - 1} tilbake" in page
    order = ["Om -2", "tilbake for å rette", "Om 3", "Om 10", "har ikke begynt"]
    assert [page.index(one) for one in order] == sorted(page.index(one) for one in order)


def test_the_kind_of_unit_is_kept_in_every_language(draft):
    about = record_of(draft)["subject"]["about"]
    for language in Language.values:
        with override(language):
            assert about[language] == draft.unit.get_kind_display()
