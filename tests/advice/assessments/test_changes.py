"""Pieces that change while they are asked about: what is said of it follows their texts, never their numbers."""

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from advice.assessments.comparison import compared
from advice.assessments.models import AssessmentAnswer, AssessmentTemplate
from advice.assessments.reading import items_of, sheet_of
from advice.assessments.services import deciding, filling, templates
from medvirkning.web import drafts
from tests import advice_factories, factories
from tests.advice.assessments.cases import answer_all, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]
LINKED = "Les [håndboken](https://helse.example/håndbok) **sammen**"


def put_back(number):
    """A piece that is worded anew, and then as it was."""
    piece = advice_factories.advice(number)
    before = piece.current.wording
    advice_factories.publish(piece, wording="Noe helt annet")
    advice_factories.publish(piece, wording=before)


def page_of(client, assessment, position, **given):
    return client.get(reverse("assessments:answer", args=[assessment.pk, position]), **given)


def answer_of(assessment, position=1):
    return AssessmentAnswer.objects.get(assessment=assessment, item__position=position)


def test_only_other_words_strength_or_level_ask_for_another_look(draft, leader, signed_in):
    answer_all(leader, draft, "mostly")
    put_back(8)
    advice_factories.publish(advice_factories.advice(9), practical_steps="Lag plan")
    advice_factories.publish(advice_factories.advice(7), strength="should")
    new = advice_factories.template()
    client = signed_in(leader)
    assert "1 råd er nytt, tatt ut eller har ny ordlyd" in text_of(client.get(draft.get_absolute_url()))
    shown = text_of(client.get(reverse("assessments:change-template", args=[draft.pk])))
    assert "De praktiske grepene er endret." in shown
    assert "Råd 8" not in shown
    swapped = client.post(reverse("assessments:change-template", args=[draft.pk]), follow=True)
    assert "Se over rådene som er merket." in swapped.text
    assert [line.number for line in sheet_of(draft.__class__.objects.get(pk=draft.pk)).lacking] == [7]
    assert draft.answers.filter(item__template=new).count() == 11
    for position in (8, 9):
        assert "Se over svaret" not in page_of(client, draft, position).text
    assert "Rådet har fått ny ordlyd" in page_of(client, draft, 7).text


def test_a_template_with_other_texts_alone_demands_nothing(draft, leader, signed_in):
    answer_all(leader, draft, "mostly")
    advice_factories.publish(advice_factories.advice(9), practical_steps="Lag plan")
    advice_factories.template()
    client = signed_in(leader)
    assert "Rådene lyder som før" in text_of(client.get(draft.get_absolute_url()))
    swapped = client.post(reverse("assessments:change-template", args=[draft.pk]), follow=True)
    assert "Svarene deres står som de var." in swapped.text
    draft.refresh_from_db()
    assert deciding.submit(actor=leader, assessment=draft).state == "submitted"


def test_a_ticked_step_that_goes_away_is_shown_and_asks_for_another_look(leader, unit, signed_in):
    advice_factories.publish(advice_factories.advice(1), practical_steps="Lag plan\nSpør rådet")
    advice_factories.template()
    draft = filling.start(actor=leader, subject=unit, year=timezone.localdate().year)
    answer_all(leader, draft)
    client, address = signed_in(leader), reverse("assessments:answer", args=[draft.pk, 1])
    version = answer_of(draft).version
    client.post(address, {"version": version, "score": "partly", "steps_done": ["Lag plan", "Spør rådet"]})
    advice_factories.publish(advice_factories.advice(1), practical_steps="Spør rådet\nMøt rådet")
    advice_factories.template()
    client.post(reverse("assessments:change-template", args=[draft.pk]))
    page = client.get(address)
    assert "grep som ikke lenger er med i rådet" in page.text
    assert "Lag plan" in page.text
    assert "ny ordlyd" not in page.text
    sending = text_of(client.get(reverse("assessments:submit", args=[draft.pk])))
    assert "Et grep er borte: se på svaret igjen" in sending
    version = answer_of(draft).version
    client.post(address, {"version": version, "score": "partly", "steps_done": ["Spør rådet"]})
    assert answer_of(draft).steps_done == ["Spør rådet"]
    assert "mangler svar eller må ses på igjen" not in text_of(
        client.get(reverse("assessments:submit", args=[draft.pk]))
    )


def test_years_and_representatives_are_told_of_other_words_only(leader, unit, signed_in):
    this_year = timezone.localdate().year
    last = advice_factories.assessment(unit=unit, year=this_year - 1, scores="partly")
    invitation = advice_factories.score_invitation(last, answered_at=timezone.now())
    items = items_of(last.template_id)
    for item in items:
        invitation.scores.create(item=item, score="partly")
    put_back(8)
    advice_factories.publish(advice_factories.advice(9), practical_steps="Lag plan")
    advice_factories.publish(advice_factories.advice(3), wording="Ledere skal lære")
    new = advice_factories.template()
    filling.change_template(actor=leader, assessment=last, template=new)
    voices = {line.number: line.voices[0].earlier_wording for line in sheet_of(last.__class__.objects.get()).lines}
    assert [number for number, earlier in voices.items() if earlier] == [3]
    for answer, item in zip(last.answers.order_by("item__position"), items, strict=True):
        last.answers.filter(pk=answer.pk).update(item=item)
    now = advice_factories.assessment(unit=unit, year=this_year, template=new, scores="partly")
    changes = {row.number: row.cells[-1].change for row in compared(now).rows}
    assert {number: str(change) for number, change in changes.items() if change} == {3: "wording", 9: "text"}
    client = signed_in(leader)
    comparison = client.get(reverse("assessments:compare", args=[now.pk]))
    assert comparison.text.count(">Ny ordlyd<") == 1
    assert comparison.text.count("Teksten om rådet er endret") == 1
    assert "Rådet hadde en annen ordlyd da." in page_of(client, now, 3).text
    assert "Ordlyden er den samme." in page_of(client, now, 9).text
    assert "ordlyd" not in text_of(page_of(client, now, 8)).lower()


def test_the_centre_is_told_of_real_differences_only(signed_in, settings):
    settings.MEDVIRKNING_DEMO = True
    centre = signed_in(factories.centre())
    put_back(8)
    assert "Den nyeste malen er lik rådene" in text_of(centre.get(reverse("assessments:templates")))
    address = reverse("assessments:adopt")
    assert "ikke noe å ta i bruk" in text_of(centre.get(address))
    assert centre.post(address, {"against": 1, "note": ""}).status_code == 200
    assert AssessmentTemplate.objects.count() == 1
    advice_factories.publish(advice_factories.advice(9), practical_steps=LINKED)
    assert "1 råd er endret siden" in text_of(centre.get(reverse("assessments:templates")))
    assert centre.post(address, {"against": 1, "note": ""}).status_code == 302
    new = AssessmentTemplate.objects.get(number=2)
    assert [change.number for change in templates.changes_between(AssessmentTemplate.objects.get(number=1), new)] == [
        9
    ]
    assert '<a href="https://helse.example/h' in centre.get(reverse("assessments:template", args=[2])).text


def test_a_template_without_steps_says_so_of_itself(draft, leader, signed_in):
    client = signed_in(leader)
    page = text_of(page_of(client, draft, 9))
    assert "Malen som egenvurderingen følger, har ingen praktiske grep til dette rådet." in page
    assert "neste mal" not in page
    advice_factories.publish(advice_factories.advice(9), practical_steps="Lag plan")
    assert "De kommer med i neste mal." in text_of(page_of(client, draft, 9))
    advice_factories.template()
    page = page_of(client, draft, 9)
    assert "Den nyeste malen har praktiske grep." in page.text
    assert reverse("assessments:change-template", args=[draft.pk]) in page.text


def test_steps_show_links_and_emphasis_in_one_line(leader, unit, signed_in):
    advice_factories.publish(advice_factories.advice(1), practical_steps=f"{LINKED}\n<script>alert(1)</script>")
    advice_factories.template()
    draft = filling.start(actor=leader, subject=unit, year=timezone.localdate().year)
    client = signed_in(leader)
    page = page_of(client, draft, 1).text
    assert '<span lang="nb">Les <a href="https://helse.example/h' in page
    assert "<strong>sammen</strong></span></label>" in page
    assert "<script>alert" not in page
    address = reverse("assessments:answer", args=[draft.pk, 1])
    client.post(address, {"version": 1, "score": "partly", "steps_done": [LINKED]})
    conflict = client.post(address, {"version": 1, "score": "fully", "steps_done": []})
    assert conflict.status_code == 409
    assert '<td role="cell" data-label="Lagret nå"><div>Les håndboken sammen</div></td>' in conflict.text
    answer_all(leader, draft, steps_done=[])
    draft = deciding.submit(actor=leader, assessment=draft)
    assert "</span></li>" in page_of(client, draft, 1).text
    assert '<a href="https://helse.example/h' in page_of(client, draft, 1).text
    deciding.approve(actor=factories.centre(), assessment=draft)
    assert '<a href="https://helse.example/h' in client.get(draft.get_absolute_url()).text


def test_a_page_of_an_earlier_template_meets_the_words_of_now(leader, unit, signed_in):
    """A step keeps its words: it never ticks the one that has come in its place."""
    advice_factories.publish(advice_factories.advice(1), practical_steps="Lag plan\nSpør rådet")
    advice_factories.template()
    draft = filling.start(actor=leader, subject=unit, year=timezone.localdate().year)
    answer_all(leader, draft)
    version = answer_of(draft).version
    advice_factories.publish(advice_factories.advice(1), wording="Ledere skal møte", practical_steps="Møt rådet")
    filling.change_template(actor=leader, assessment=draft, template=advice_factories.template())
    typed = {"version": version, "score": "fully", "comment": "Skrevet i går", "steps_done": ["Lag plan"]}
    response = signed_in(leader).post(reverse("assessments:answer", args=[draft.pk, 1]), typed)
    assert response.status_code == 409
    assert "Ledere skal møte" in response.text
    assert "Rådet har fått ny ordlyd siden dere svarte." in response.text
    assert {row.label for row in response.context["rows"]} >= {"Hva bygger dere svaret på?"}
    assert "Skrevet i går" in response.text
    assert "Lag plan" in response.text
    assert response.context["form"]["steps_done"].subwidgets[0].data["selected"] is False


def keep(user, draft, position, comment):
    """A draft of an answer, as the page saves it."""
    data = QueryDict(mutable=True)
    data.update({"version": "1", "score": "partly", "comment": comment})
    drafts.save_draft(
        user=user, form_key="assessments.answer", object_key=f"{draft.pk}-{position}", data=data, version_seen=1
    )


def test_what_is_typed_and_not_saved_is_told_before_sending(draft, leader, unit, signed_in):
    client, sending = signed_in(leader), reverse("assessments:submit", args=[draft.pk])
    answer_all(leader, draft)
    assert "uten å lagre" not in text_of(client.get(sending))
    keep(leader, draft, 4, "Bare en kladd")
    keep(advice_factories.service_leader(of=unit), draft, 5, "En annens")
    page = client.get(sending)
    assert "Du har skrevet på 1 råd uten å lagre." in text_of(page)
    assert [line.number for line in page.context["unsaved"]] == [4]
    assert reverse("assessments:answer", args=[draft.pk, 4]) in page.text
    assert client.post(sending, {"version": draft.version}).status_code == 302
    sent = page_of(client, draft, 4).text
    assert "Forkast og begynn på nytt" not in sent
    assert "Bare en kladd" not in sent
    assert "uten å lagre" not in client.get(sending).text


def test_who_only_reads_an_action_is_told_of_no_draft(draft, leader, signed_in):
    action = advice_factories.action(draft)
    page = signed_in(factories.centre()).get(reverse("assessments:action", args=[action.pk]), follow=True)
    assert page.context.get("autosave_url", "") == ""


def test_parts_of_the_comparison_have_names_of_their_own(draft, leader, unit, signed_in):
    advice_factories.assessment(unit=unit, year=draft.year - 1, scores="partly")
    page = signed_in(leader).get(reverse("assessments:compare", args=[draft.pk])).text
    assert page.count('aria-labelledby="pieces"') == 1


def test_units_and_departments_have_a_heading_of_their_own(draft, leader, signed_in):
    """«Enhet» alone is the directorate's department, in English too."""
    with override("en"):
        department = gettext("Enhet")
    client = signed_in(leader)
    advice_factories.action(draft)
    for name in ("assessments:actions", "assessments:list", "assessments:home"):
        page = client.get(reverse(name), headers={"accept-language": "en"})
        assert f">{department}<" not in page.text
