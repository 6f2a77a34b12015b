"""Representatives' own scores: by a link that shows and changes nothing until it is sent, and then is spent."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from advice.assessments.exports import rows_of
from advice.assessments.models import RepresentativeScore, ScoreInvitation
from advice.assessments.reading import items_of
from advice.assessments.record import record_of
from advice.assessments.score_forms import scale_explained
from advice.assessments.services import deciding, filling, scores
from advice.assessments.services.checks import AssessmentRefusedError
from advice.assessments.services.scores import Given, LinkSpentError
from medvirkning.audit import retention
from medvirkning.notifications.models import Message
from medvirkning.web.new_link import COOKIE
from medvirkning.web.refusals import NotAllowedError
from tests import advice_factories, factories
from tests.advice.assessments.cases import answer_all, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]


@pytest.fixture
def leader(unit):
    return advice_factories.service_leader(of=unit)


def page_of(token):
    return reverse("assessments:score", args=[token])


def all_pieces(draft, score="not_started"):
    return {f"score_{item.pk}": score for item in items_of(draft.template_id)}


def link_on(page):
    return page.content.decode().split('id="new-link"')[1].split('value="')[1].split('"')[0]


def test_a_link_to_hand_over_is_made_once_and_kept_nowhere_but_with_the_leader(draft, leader, signed_in, client):
    leading = signed_in(leader)
    address = reverse("assessments:representatives", args=[draft.pk])
    sent = {"label": "Brukerrådet", "email": "", "once_token": "t" * 24}
    assert leading.post(address, sent).status_code == 302
    shown = leading.get(address)
    assert "no-store" in shown["Cache-Control"]
    link = link_on(shown)
    assert leading.post(address, sent).status_code == 302
    assert ScoreInvitation.objects.count() == 1
    assert not Message.objects.exists()
    token = link.rstrip("/").rsplit("/", 1)[-1]
    assert token not in ScoreInvitation.objects.get().token_hash
    assert not any(token in str(row.get_decoded()) for row in Session.objects.all())
    assert client.get(page_of(token)).status_code == 200
    client.post(page_of(token), all_pieces(draft))
    assert link not in leading.get(address).text


def test_a_new_link_is_shown_to_its_maker_for_five_minutes(draft, leader, unit, signed_in, time_machine):
    invitation, _token = scores.invite(actor=leader, assessment=draft, label="Brukerrådet")
    leading = signed_in(leader)
    address = reverse("assessments:representatives", args=[draft.pk])
    away = leading.post(reverse("assessments:renew", args=[invitation.pk]))
    assert (away.status_code, away["Location"]) == (302, address)
    cookie = away.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (address, True, "Strict")
    link = link_on(leading.get(address))
    assert link_on(leading.get(address)) == link
    invitation.refresh_from_db()
    assert invitation.renewals == 1
    other = signed_in(advice_factories.service_leader(of=unit))
    other.cookies[COOKIE] = cookie.value
    assert "new-link" not in other.get(address).text
    time_machine.move_to(timezone.now() + datetime.timedelta(minutes=6))
    leading = signed_in(leader)
    leading.cookies[COOKIE] = cookie.value
    assert "new-link" not in leading.get(address).text


def test_another_answer_in_another_tab_is_not_thanked_for(draft, leader, client):
    _invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus")
    first, second, *_rest = items_of(draft.template_id)
    sent = {f"score_{first.pk}": "partly"}
    assert client.post(page_of(token), sent).status_code == 302
    again = client.post(page_of(token), sent)
    assert "Svaret ditt er lagret." in text_of(again)
    other = client.post(
        page_of(token), {**sent, f"score_{second.pk}": "planned", f"comment_{second.pk}": "Vi merker lite"}
    )
    assert other.status_code == 409
    assert "er ikke lagret" in other.text
    assert "Vi merker lite" in other.text
    assert "Planlagt" in other.text
    assert "Takk for" not in other.text
    assert RepresentativeScore.objects.count() == 1


def test_what_was_typed_behind_a_link_that_died_is_given_back(draft, leader, client):
    invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus")
    scores.withdraw(actor=leader, invitation=invitation)
    first = items_of(draft.template_id)[0]
    gone = client.post(page_of(token), {f"score_{first.pk}": "partly", f"comment_{first.pk}": "Vi merker lite"})
    assert gone.status_code == 410
    assert "Vi merker lite" in gone.text


def test_an_answer_on_an_earlier_template_is_given_back_and_spends_nothing(draft, leader, client):
    invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus")
    sent = {f"comment_{item.pk}": "" for item in items_of(draft.template_id)}
    first = items_of(draft.template_id)[0]
    sent |= {f"score_{first.pk}": "partly", f"comment_{first.pk}": "Vi merker lite"}
    advice_factories.publish(advice_factories.advice(1), wording="Ny ordlyd")
    filling.change_template(actor=leader, assessment=draft, template=advice_factories.template())
    response = client.post(page_of(token), sent)
    assert response.status_code == 200
    assert "Rådene er endret mens du svarte" in response.text
    assert "Vi merker lite" in response.text
    invitation.refresh_from_db()
    assert invitation.answered_at is None
    assert "Ny ordlyd" in text_of(client.get(page_of(token)))


def test_the_steps_are_explained_to_the_representative(draft, leader, client):
    _invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus")
    page = text_of(client.get(page_of(token)))
    for _step, explanation in scale_explained():
        assert str(explanation) in page
    assert "Rådet er et «skal»." in page


def test_reading_changes_nothing_and_says_who_sees_it(draft, leader, client):
    invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus", email="rep@org.example")
    mail = Message.objects.get()
    assert (mail.address, mail.is_secret) == ("rep@org.example", True)
    assert token in mail.words
    for _turn in range(3):
        response = client.get(page_of(token))
        page = text_of(response)
        assert "Hvem ser svaret ditt" in page
        assert page.index("Hvem ser svaret ditt") < page.index("Send vurderingen")
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    invitation.refresh_from_db()
    assert invitation.answered_at is None


def test_sending_saves_all_and_spends_the_link(draft, leader, client, signed_in):
    invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus")
    answer_all(leader, draft, "fully")
    items = items_of(draft.template_id)
    sent = {**all_pieces(draft), f"score_{items[1].pk}": "unknown", f"comment_{items[0].pk}": "Vi merker lite"}
    assert client.post(page_of(token), sent).status_code == 302
    assert "Svaret ditt er lagret." in text_of(client.get(page_of(token)))
    assert client.post(page_of(token), all_pieces(draft, "fully")).status_code == 409
    given = RepresentativeScore.objects.filter(invitation=invitation)
    assert given.count() == 11
    assert sorted(set(given.values_list("score", flat=True))) == ["", "not_started"]
    leading = signed_in(leader)
    piece = text_of(leading.get(reverse("assessments:answer", args=[draft.pk, 1])))
    assert "Erfaring rus: Ikke begynt" in piece
    assert "4 trinn lavere enn lederen" in piece
    assert "Vi merker lite" in piece
    assert "Erfaring rus: Vet ikke" in text_of(leading.get(reverse("assessments:answer", args=[draft.pk, 2])))
    assert leader.email in Message.objects.values_list("address", flat=True)
    with pytest.raises(LinkSpentError):
        scores.give_scores(invitation=invitation, token=token, given={items[0].pk: Given("fully")})


def test_an_empty_form_is_given_back_and_spends_nothing(draft, leader, client):
    _invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus")
    response = client.post(page_of(token), {})
    assert response.status_code == 200
    assert "Vurder minst ett av rådene." in text_of(response)
    assert client.post(page_of(token), {**all_pieces(draft), "score_0": "fully"}).status_code == 302


def test_a_dead_link_answers_that_it_is_dead(draft, leader, client):
    invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus", email="rep@org.example")
    renewed, fresh = scores.renew(actor=leader, invitation=invitation)
    assert client.get(page_of(token)).status_code == 410
    assert client.get(page_of(fresh)).status_code == 200
    ScoreInvitation.objects.filter(pk=renewed.pk).update(expires_at=timezone.now())
    assert client.get(page_of(fresh)).status_code == 410
    assert client.post(page_of(fresh), all_pieces(draft)).status_code == 410
    for _turn in range(3):
        renewed, fresh = scores.renew(actor=leader, invitation=invitation)
    with pytest.raises(AssessmentRefusedError):
        scores.renew(actor=leader, invitation=invitation)
    scores.withdraw(actor=leader, invitation=invitation)
    assert client.get(page_of(fresh)).status_code == 410
    assert client.get(page_of("finnes-ikke")).status_code == 410
    assert not RepresentativeScore.objects.exists()
    assert ScoreInvitation.objects.get().email == ""


def test_a_renewed_link_to_hand_over_takes_the_place_of_the_first(draft, leader, signed_in, client):
    invitation, token = scores.invite(actor=leader, assessment=draft, label="Brukerrådet")
    leading = signed_in(leader)
    leading.post(reverse("assessments:renew", args=[invitation.pk]))
    link = link_on(leading.get(reverse("assessments:representatives", args=[draft.pk])))
    assert client.get(page_of(token)).status_code == 410
    assert client.get(link.removeprefix("http://testserver")).status_code == 200
    gone = leading.post(reverse("assessments:withdraw", args=[invitation.pk]))
    assert gone.status_code == 302
    assert client.get(link.removeprefix("http://testserver")).status_code == 410


def test_only_its_leaders_invite(draft):
    with pytest.raises(NotAllowedError):
        scores.invite(actor=advice_factories.service_leader(of=advice_factories.unit()), assessment=draft, label="X")


def test_scores_keep_the_wording_they_were_given_on(draft, leader, client, signed_in):
    _invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus")
    client.post(page_of(token), all_pieces(draft))
    advice_factories.publish(advice_factories.advice(1), wording="Ny ordlyd")
    filling.change_template(actor=leader, assessment=draft, template=advice_factories.template())
    draft.refresh_from_db()
    leading = signed_in(leader)
    assert "Svarte på en tidligere ordlyd." in text_of(leading.get(reverse("assessments:answer", args=[draft.pk, 1])))
    assert "tidligere ordlyd" not in text_of(leading.get(reverse("assessments:answer", args=[draft.pk, 2])))


def test_addresses_are_forgotten_after_30_days(draft, leader):
    invitation, _token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus", email="rep@org.example")
    day = timezone.localdate(invitation.expires_at)
    retention.erase_expired(today=day + datetime.timedelta(days=29))
    invitation.refresh_from_db()
    assert invitation.email
    retention.erase_expired(today=day + datetime.timedelta(days=32))
    invitation.refresh_from_db()
    assert invitation.email == ""
    assert not invitation.history.model.objects.filter(pgh_obj_id=invitation.pk, payload__isnull=False).exists()


def test_a_piece_passed_by_is_no_answer_at_all(draft, leader, client, signed_in):
    _invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus")
    items = items_of(draft.template_id)
    client.post(page_of(token), {f"score_{items[0].pk}": "partly", f"score_{items[1].pk}": "unknown"})
    assert set(RepresentativeScore.objects.values_list("item__position", "score")) == {(1, "partly"), (2, "")}
    leading = signed_in(leader)
    assert "Erfaring rus: Vet ikke" in text_of(leading.get(reverse("assessments:answer", args=[draft.pk, 2])))
    assert "Erfaring rus" not in text_of(leading.get(reverse("assessments:answer", args=[draft.pk, 3])))
    pieces = record_of(draft)["pieces"]
    assert [len(piece["representatives"]) for piece in pieces] == [1, 1] + [0] * 9
    told = [row[12] for row in rows_of(record_of(draft))][1:]
    assert told == ["Erfaring rus: Delvis i bruk", "Erfaring rus: Vet ikke"] + [""] * 9


def test_a_comment_asks_for_a_choice_and_is_kept(draft, leader, client):
    _invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus")
    first, second, *_rest = items_of(draft.template_id)
    sent = {f"score_{first.pk}": "partly", f"comment_{second.pk}": "Vi merker lite"}
    response = client.post(page_of(token), sent)
    assert f"score_{second.pk}" in response.context["form"].errors
    assert "Vi merker lite" in response.text
    assert not RepresentativeScore.objects.exists()


def test_an_impossible_score_is_told_without_markup(draft, leader, client):
    _invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus")
    first = items_of(draft.template_id)[0]
    page = client.post(page_of(token), {f"score_{first.pk}": "sju"}).text
    assert "&lt;span" not in page
    assert f"1 {first.advice_version.wording}" in page.replace("\n", " ")


def test_no_more_than_twelve_links_that_are_open_or_answered(draft, leader):
    made = [scores.invite(actor=leader, assessment=draft, label=f"Lag {n}")[0] for n in range(scores.MOST_VOICES)]
    with pytest.raises(AssessmentRefusedError, match="12"):
        scores.invite(actor=leader, assessment=draft, label="Lag 13")
    ScoreInvitation.objects.filter(pk=made[0].pk).update(answered_at=timezone.now(), expires_at=timezone.now())
    with pytest.raises(AssessmentRefusedError, match="12"):
        scores.invite(actor=leader, assessment=draft, label="Lag 13")
    ScoreInvitation.objects.filter(pk=made[1].pk).update(expires_at=timezone.now())
    scores.invite(actor=leader, assessment=draft, label="Lag 13")
    with pytest.raises(AssessmentRefusedError, match="12"):
        scores.renew(actor=leader, invitation=made[1])
    scores.withdraw(actor=leader, invitation=made[2])
    scores.renew(actor=leader, invitation=made[1])


def test_how_each_link_went_is_told_to_the_leader_and_kept(draft, leader, client, signed_in):
    _one, token = scores.invite(actor=leader, assessment=draft, label="Brukerrådet", email="rep@org.example")
    _two, other = scores.invite(actor=leader, assessment=draft, label="Pårørendelaget")
    mailed = "Portalen sendte lenken til en e-postadresse som lederen oppga."
    handed = "Lederen fikk lenken og ga den videre selv."
    page = text_of(signed_in(leader).get(reverse("assessments:representatives", args=[draft.pk])))
    assert page.index("Brukerrådet") < page.index(mailed) < page.index("Pårørendelaget") < page.index(handed)
    client.post(page_of(token), all_pieces(draft))
    client.post(page_of(other), all_pieces(draft))
    ScoreInvitation.objects.update(email="")
    answer_all(leader, draft)
    deciding.submit(actor=leader, assessment=draft)
    frozen = deciding.approve(actor=factories.centre(), assessment=draft)
    page = text_of(signed_in(leader).get(frozen.get_absolute_url()))
    assert f"Brukerrådet: {mailed}" in page
    assert f"Pårørendelaget: {handed}" in page
