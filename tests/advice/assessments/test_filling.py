"""From the beginning to the last answer: what may be saved, by whom, and what is never lost."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from advice.assessments.models import Assessment, AssessmentAction, AssessmentAnswer, Evidence
from advice.assessments.reading import items_of
from advice.assessments.services import deciding, filling
from advice.assessments.services.checks import AssessmentRefusedError
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.models import Draft
from medvirkning.web.refusals import NotAllowedError
from tests import advice_factories, factories
from tests.advice.assessments.cases import answer_all, main_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]
PDF = b"%PDF-1.7 en fil"


def piece(draft, position=1):
    return next(item for item in items_of(draft.template_id) if item.position == position)


def answered(client, draft, position=1, **values):
    row = AssessmentAnswer.objects.get(assessment=draft, item__position=position)
    sent = {"version": row.version, "score": "partly", "comment": "", "not_relevant_reason": "", **values}
    return client.post(reverse("assessments:answer", args=[draft.pk, position]), sent)


def test_the_first_template_asks_the_11_pieces(draft):
    assert draft.template.number == 1
    assert [item.advice_version.of.number for item in items_of(draft.template_id)] == list(range(1, 12))
    assert draft.answers.count() == 11


def test_a_leader_begins_from_the_first_page(leader, unit, signed_in):
    client = signed_in(leader)
    page = client.get(reverse("assessments:home"))
    assert reverse("assessments:start", args=[unit.pk]) in page.content.decode()
    answer = client.post(reverse("assessments:start", args=[unit.pk]), {"year": timezone.localdate().year})
    made = Assessment.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    page = text_of(client.get(made.get_absolute_url()))
    assert "0 av 11 råd er besvart." in page
    # What nobody has answered is no gap.
    assert "ikke på plass" not in page
    assert "Ikke besvart ennå 11" in page
    again = client.get(reverse("assessments:start", args=[unit.pk]))
    assert again.status_code == 200
    assert f'href="{made.get_absolute_url()}"' in again.text


def test_a_year_begun_in_another_tab_is_told_with_the_way_to_it(leader, unit, signed_in):
    client, address = signed_in(leader), reverse("assessments:start", args=[unit.pk])
    this_year = timezone.localdate().year
    for year in (this_year, this_year - 1):
        made = filling.start(actor=leader, subject=unit, year=year)
        response = client.post(address, {"year": year})
        assert f"Egenvurderingen for {year} er alt begynt." in text_of(response)
        assert f'href="{made.get_absolute_url()}"' in response.text
        assert "gyldig valg" not in response.text
    assert "Velg i år eller i fjor." in str(client.post(address, {"year": 1999}).context["form"].errors)


def test_a_year_is_begun_once_and_only_this_or_the_last(draft, leader, unit):
    this_year = timezone.localdate().year
    for year in (this_year, this_year + 1, this_year - 2):
        with pytest.raises(AssessmentRefusedError):
            filling.start(actor=leader, subject=unit, year=year)
    assert filling.start(actor=leader, subject=unit, year=this_year - 1)


def test_saving_a_piece_leads_to_the_next(draft, leader, signed_in):
    client = signed_in(leader)
    assert answered(client, draft)["Location"] == reverse("assessments:answer", args=[draft.pk, 2])
    assert answered(client, draft, 11)["Location"] == draft.get_absolute_url()
    assert answered(client, draft, 2, stay="1")["Location"] == reverse("assessments:answer", args=[draft.pk, 2])
    page = text_of(client.get(draft.get_absolute_url()))
    assert "3 av 11 råd er besvart." in page
    assert "Fortsett der du slapp" in page


def test_not_relevant_demands_a_reason_and_loses_nothing(draft, leader, signed_in):
    client = signed_in(leader)
    response = answered(client, draft, score="not_relevant", comment="Vi har ingen slike tjenester")
    assert response.status_code == 200
    page = response.content.decode()
    assert "Skriv hvorfor rådet ikke er relevant." in page
    assert "Vi har ingen slike tjenester" in page
    assert answered(client, draft, score="not_relevant", not_relevant_reason="Ikke barn").status_code == 302
    row = AssessmentAnswer.objects.get(assessment=draft, item__position=1)
    assert (row.score, row.not_relevant_reason) == ("not_relevant", "Ikke barn")


def test_a_score_may_wait(draft, leader, signed_in):
    assert answered(signed_in(leader), draft, score="", comment="Vi må spørre flere").status_code == 302
    row = AssessmentAnswer.objects.get(assessment=draft, item__position=1)
    assert (row.score, row.comment) == ("", "Vi må spørre flere")


def test_the_second_of_two_leaders_sees_both(draft, leader, unit, signed_in):
    other = advice_factories.service_leader(of=unit, name="Odd Annen")
    row = AssessmentAnswer.objects.get(assessment=draft, item__position=1)
    assert answered(signed_in(other), draft, score="mostly", comment="Odd skrev").status_code == 302
    response = answered(signed_in(leader), draft, score="planned", comment="Liv skrev", version=row.version)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Odd skrev" in page
    assert "Liv skrev" in page
    row.refresh_from_db()
    assert row.score == "mostly"


def test_practical_steps_are_ticked_in_the_words_of_the_version(leader, unit, signed_in):
    version = advice_factories.publish(advice_factories.advice(1), practical_steps="- Lag plan\nSpør rådet")
    advice_factories.template()
    draft = filling.start(actor=leader, subject=unit, year=timezone.localdate().year)
    client = signed_in(leader)
    assert answered(client, draft, steps_done=["Spør rådet", "Fra en annen mal"]).status_code == 302
    row = AssessmentAnswer.objects.get(assessment=draft, item__position=1)
    assert row.steps_done == ["Spør rådet"]
    assert version.steps == ["Lag plan", "Spør rådet"]
    with pytest.raises(AssessmentRefusedError):
        filling.answer(
            actor=leader, assessment=draft, item=piece(draft), expected_version=row.version, score="partly",
            steps_done=["Noe annet"],
        )  # fmt: skip


def test_nobody_else_fills_it_in(draft, signed_in):
    stranger = advice_factories.service_leader(of=advice_factories.unit())
    assert answered(signed_in(stranger), draft).status_code == 404
    assert answered(signed_in(factories.centre()), draft).status_code in (302, 403)
    with pytest.raises(NotAllowedError):
        filling.answer(actor=stranger, assessment=draft, item=piece(draft), expected_version=1, score="fully")


def test_a_leader_above_may_fill_in_below(unit):
    above = advice_factories.service_leader(of=unit)
    below = advice_factories.unit(parent=unit)
    made = filling.start(actor=above, subject=below, year=timezone.localdate().year)
    assert made.unit == below
    only_below = advice_factories.service_leader(of=below)
    with pytest.raises(NotAllowedError):
        filling.start(actor=only_below, subject=unit, year=timezone.localdate().year)


def test_a_new_template_keeps_answers_and_marks_new_wording(draft, leader, signed_in):
    answer_all(leader, draft, "mostly")
    advice_factories.publish(advice_factories.advice(3), wording="Ledere skal lære")
    new = advice_factories.template()
    client = signed_in(leader)
    assert "Det har kommet en ny mal, nummer 2" in text_of(client.get(draft.get_absolute_url()))
    address = reverse("assessments:change-template", args=[draft.pk])
    assert "Ledere skal lære" in text_of(client.get(address))
    assert client.post(address).status_code == 302
    draft.refresh_from_db()
    assert draft.template == new
    assert {row.score for row in draft.answers.all()} == {"mostly"}
    assert [row.item.advice_version.of.number for row in draft.answers.filter(look_again=True)] == [3]
    page = text_of(client.get(reverse("assessments:submit", args=[draft.pk])))
    assert "1 råd mangler svar eller må ses på igjen." in page
    answered(client, draft, 3, score="partly")
    assert not draft.answers.filter(look_again=True).exists()
    with pytest.raises(AssessmentRefusedError):
        filling.change_template(actor=leader, assessment=draft, template=new)


def test_a_page_of_the_old_template_meets_a_conflict(draft, leader):
    old = piece(draft)
    advice_factories.publish(advice_factories.advice(1), wording="Ny ordlyd")
    filling.change_template(actor=leader, assessment=draft, template=advice_factories.template())
    with pytest.raises(StaleVersion):
        filling.answer(actor=leader, assessment=draft, item=old, expected_version=1, score="fully")


def add(client, draft, **values):
    address = reverse("assessments:add-evidence", args=[draft.pk, 1])
    return client.post(address, {"label": "Referat", "url": "", **values})


def test_an_address_must_be_https(draft, leader, signed_in):
    client = signed_in(leader)
    for wrong in ("http://kommune.example/", "javascript:alert(1)", "kommune.example", ""):
        assert add(client, draft, url=wrong).status_code == 200
    assert add(client, draft, url="https://kommune.example/referat").status_code == 302
    row = Evidence.objects.get()
    assert (row.kind, row.url) == ("address", "https://kommune.example/referat")
    gone = client.post(reverse("assessments:remove-evidence", args=[row.pk]))
    assert gone.status_code == 302
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("program.exe", b"MZ"),
        ("side.html", b"<script>"),
        ("bilde.svg", b"<svg/>"),
        ("referat.pdf", b"MZ ikke en pdf"),
        ("tekst.docx", b"PK\x03\x04 ikke en zip"),
        ("stor.pdf", PDF + b"0" * (10 * 1024 * 1024)),
    ],
)
def test_files_of_another_kind_or_too_big_are_refused(draft, leader, signed_in, name, content):
    response = add(signed_in(leader), draft, file=SimpleUploadedFile(name, content))
    assert response.status_code == 200
    assert not Evidence.objects.exists()


def test_a_file_is_read_by_those_who_see_the_assessment(
    draft, leader, signed_in, client, django_capture_on_commit_callbacks
):
    file = SimpleUploadedFile("Kari Nordmann.pdf", PDF)
    assert add(signed_in(leader), draft, file=file).status_code == 302
    row = Evidence.objects.get()
    assert "Kari" not in row.file.name
    address = reverse("assessments:evidence", args=[row.pk])
    response = signed_in(leader).get(address)
    assert response.content == PDF
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert client.get(address).status_code == 302
    assert signed_in(factories.staff()).get(address).status_code == 404
    storage, name = row.file.storage, row.file.name
    with django_capture_on_commit_callbacks(execute=True):
        filling.forget_file(row)
    assert not storage.exists(name)
    assert signed_in(leader).get(address).status_code == 410


def test_a_department_shows_its_own_involvement_only(signed_in):
    department = factories.division()
    boss = factories.leader(of=department)
    own = factories.involvement(factories.assignment(department=department, title="Vårt arbeid"))
    other = factories.involvement(factories.assignment(department=factories.division(), title="Andres arbeid"))
    draft = filling.start(actor=boss, subject=department, year=timezone.localdate().year)
    client = signed_in(boss)
    page = client.get(reverse("assessments:add-evidence", args=[draft.pk, 1])).content.decode()
    assert "Vårt arbeid" in page
    assert "Andres arbeid" not in page
    assert add(client, draft, involvement=other.pk).status_code == 200
    assert add(client, draft, involvement=own.pk).status_code == 302
    first = text_of(client.get(reverse("assessments:answer", args=[draft.pk, 1])))
    assert "Rådet er skrevet for tjenestene." in first
    last = text_of(client.get(reverse("assessments:answer", args=[draft.pk, 11])))
    assert "kontroll av det dere gir ut" in last
    read = signed_in(factories.staff(of=factories.division()))
    assert "Vurdering" in text_of(read.get(reverse("assessments:answer", args=[draft.pk, 1])))
    assert read.post(reverse("assessments:answer", args=[draft.pk, 1]), {"version": 1}).status_code == 403


def act(client, draft, **values):
    due = timezone.localdate() + datetime.timedelta(days=30)
    sent = {"text": "Lag en plan", "owner_name": "Avdelingsleder", "due_on": due.isoformat(), **values}
    return client.post(reverse("assessments:add-action", args=[draft.pk, 1]), sent)


def test_an_action_has_an_owner_and_a_deadline_ahead(draft, leader, signed_in):
    client = signed_in(leader)
    past = (timezone.localdate() - datetime.timedelta(days=1)).isoformat()
    for wrong in ({"due_on": past}, {"owner_name": " "}, {"text": ""}, {"due_on": "31.02.2027"}):
        assert act(client, draft, **wrong).status_code == 200
    assert act(client, draft).status_code == 302
    assert "Lag en plan" in text_of(client.get(reverse("assessments:actions")))
    assert "Lag en plan" in text_of(client.get(reverse("assessments:answer", args=[draft.pk, 1])))


def follow(client, action, **values):
    sent = {
        "version": action.version,
        "text": action.text,
        "owner_name": action.owner_name,
        "due_on": action.due_on.isoformat(),
        "state": action.state,
        "done_on": "",
        "outcome": "",
        **values,
    }
    return client.post(reverse("assessments:action", args=[action.pk]), sent)


def test_an_action_is_followed_up(draft, leader, signed_in):
    client, action = signed_in(leader), advice_factories.action(draft)
    assert follow(client, action, state="dropped").status_code == 200
    assert follow(client, action, state="done", outcome="Planen er laget").status_code == 302
    action.refresh_from_db()
    assert (action.state, action.done_on, action.outcome) == ("done", timezone.localdate(), "Planen er laget")
    assert follow(client, action, version=1, outcome="Sent ute").status_code == 409
    assert follow(client, action, state="ongoing").status_code == 302
    assert AssessmentAction.objects.get().done_on is None


def test_actions_live_on_into_the_next_year(leader, unit, signed_in):
    this_year = timezone.localdate().year
    old = filling.start(actor=leader, subject=unit, year=this_year - 1)
    advice_factories.action(old, text="Bli ferdig med planen")
    new = filling.start(actor=leader, subject=unit, year=this_year)
    page = main_of(signed_in(leader).get(reverse("assessments:answer", args=[new.pk, 1]))).decode()
    assert "Bli ferdig med planen" in page


def test_overdue_actions_stand_first_and_can_be_downloaded(draft, leader, signed_in):
    today = timezone.localdate()
    advice_factories.action(draft, text="Senere", due_on=today + datetime.timedelta(days=3))
    advice_factories.action(draft, text="For sent", due_on=today - datetime.timedelta(days=3))
    client = signed_in(leader)
    page = text_of(client.get(reverse("assessments:actions")))
    assert page.index("For sent") < page.index("Senere")
    assert "Fristen er passert" in page
    late = text_of(client.get(reverse("assessments:actions"), {"tilstand": "overdue"}))
    assert "Senere" not in late
    file = b"".join(client.get(reverse("assessments:actions"), {"format": "csv"}).streaming_content).decode()
    assert "For sent" in file
    other = signed_in(advice_factories.service_leader(of=advice_factories.unit()))
    assert "For sent" not in text_of(other.get(reverse("assessments:actions")))


@pytest.mark.parametrize(("state", "why"), [("submitted", "sendt til godkjenning"), ("approved", "godkjent og låst")])
def test_what_is_typed_into_an_assessment_that_has_closed_is_shown_and_not_said_to_be_kept(
    draft, leader, signed_in, state, why
):
    client = signed_in(leader)
    draft_url = client.get(reverse("assessments:answer", args=[draft.pk, 1])).context["autosave_url"]
    answer_all(leader, draft)
    deciding.submit(actor=leader, assessment=draft)
    if state == "approved":
        deciding.approve(actor=factories.centre(), assessment=draft)
    response = answered(client, draft, comment="Skrevet for sent")
    assert response.status_code == 409
    assert why in response.text
    assert "Skrevet for sent" in response.text
    assert "Det du skrev, er ikke lagret." in response.text
    assert "Kladden" not in response.text
    saved = client.post(draft_url, {"comment": "Skrevet for sent"})
    assert saved.status_code == 409
    assert why in saved.text
    assert "Kladden" not in saved.text
    assert not Draft.objects.exists()
    assert "lagres som kladd" not in client.get(reverse("assessments:answer", args=[draft.pk, 1]), follow=True).text


def test_sent_while_the_answer_was_on_its_way(draft, leader, signed_in, monkeypatch):
    client = signed_in(leader)
    answer_all(leader, draft)
    save = filling.answer

    def sent_first(**given):
        deciding.submit(actor=leader, assessment=draft)
        return save(**given)

    monkeypatch.setattr(filling, "answer", sent_first)
    response = answered(client, draft, comment="I siste liten")
    assert response.status_code == 409
    assert "I siste liten" in response.text
    assert "sendt til godkjenning" in response.text


@pytest.mark.parametrize("version", ["", "x", "0"])
def test_a_page_that_did_not_send_its_version_says_what_to_do(draft, leader, signed_in, version):
    response = answered(signed_in(leader), draft, version=version)
    assert "Siden sendte ikke med alt den skulle. Last den på nytt og prøv igjen." in response.text
    assert "Version" not in text_of(response)


def test_sources_tell_their_language(draft, leader, signed_in):
    source = piece(draft).advice_version.source
    page = signed_in(leader).get(reverse("assessments:answer", args=[draft.pk, 1]), headers={"accept-language": "en"})
    assert f'<span lang="nb">{escape(source)}</span>' in page.text
    answer_all(leader, draft)
    deciding.submit(actor=leader, assessment=draft)
    deciding.approve(actor=factories.centre(), assessment=draft)
    page = signed_in(leader).get(draft.get_absolute_url())
    assert f'lang="nb">{escape(source)}' in page.text
