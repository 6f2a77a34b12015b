"""Representatives' own scores, by a link from the unit: 7 days, renewed at most 4 times, spent by the answer."""

import datetime
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advice.assessments import notices
from advice.assessments.enums import AssessmentState, Score
from advice.assessments.models import Assessment, RepresentativeScore, ScoreInvitation
from advice.assessments.reading import items_of
from advice.assessments.services.checks import AssessmentRefusedError, demand, locked
from medvirkning.accounts.models import User

VALID_FOR = datetime.timedelta(days=7)
MOST_RENEWALS = 4
# Open or answered: more voices than this are no unit's representatives. (issue: their score is their own)
MOST_VOICES = 12
# With those that expired or were withdrawn.
MOST_INVITATIONS = 30


@dataclass(frozen=True)
class Given:
    """What a representative said of a piece; an empty score is «vet ikke». A piece passed by is not given at all."""

    score: str
    comment: str = ""


class LinkSpentError(AssessmentRefusedError):
    """The link was answered, withdrawn, has expired, or its assessment is frozen."""


def hash_token(token: str) -> str:
    """What is stored of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_by(token: str) -> ScoreInvitation | None:
    """The invitation of a link, whatever its state."""
    return (
        ScoreInvitation.objects.filter(token_hash=hash_token(token))
        .select_related("assessment__unit", "assessment__department", "assessment__template__edition")
        .first()
    )


def given_by(invitation: ScoreInvitation) -> dict[int, Given]:
    """What the representative has said of each piece, by the key of its item."""
    return {row.item_id: Given(score=row.score, comment=row.comment) for row in invitation.scores.all()}


def is_usable(invitation: ScoreInvitation) -> bool:
    """Whether its link still takes an answer."""
    return (
        invitation.answered_at is None
        and invitation.withdrawn_at is None
        and invitation.expires_at > timezone.now()
        and invitation.assessment.state != AssessmentState.APPROVED
    )


@transaction.atomic
def invite(*, actor: User, assessment: Assessment, label: str, email: str = "") -> tuple[ScoreInvitation, str]:
    """Ask a representative; gives the link's token, which is stored nowhere. With an address it is mailed.

    Raises `NotAllowedError` and `AssessmentRefusedError`.
    """
    demand(actor, "assessments.act", assessment)
    held = _open(assessment)
    if not label.strip():
        raise AssessmentRefusedError(_("Skriv hvem representanten kommer fra."), field="label")
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise AssessmentRefusedError(_("Skriv en e-postadresse som finnes."), field="email") from error
    _demand_room(held)
    if held.score_invitations.count() >= MOST_INVITATIONS:
        raise AssessmentRefusedError(_("Det er sendt mange nok invitasjoner til denne egenvurderingen."))
    token = secrets.token_urlsafe(32)
    made = ScoreInvitation.objects.create(
        assessment=held,
        label=label.strip(),
        email=email.strip(),
        was_mailed=bool(email.strip()),
        token_hash=hash_token(token),
        invited_by=actor,
        expires_at=timezone.now() + VALID_FOR,
    )
    if made.email:
        notices.send_link(made, token)
    return made, token


@transaction.atomic
def renew(*, actor: User, invitation: ScoreInvitation) -> tuple[ScoreInvitation, str]:
    """A new link for another 7 days; the old one is dead. Raises `NotAllowedError` and `AssessmentRefusedError`."""
    demand(actor, "assessments.act", invitation.assessment)
    _open(invitation.assessment)
    held = _held(invitation)
    if held.answered_at is not None or held.withdrawn_at is not None:
        raise AssessmentRefusedError(_("Invitasjonen er besvart eller trukket tilbake."))
    if held.renewals >= MOST_RENEWALS:
        raise AssessmentRefusedError(_("Lenken er fornyet fire ganger. Lag en ny invitasjon."))
    token = secrets.token_urlsafe(32)
    held.token_hash, held.renewals = hash_token(token), held.renewals + 1
    if held.expires_at <= timezone.now():
        _demand_room(invitation.assessment)
    held.expires_at, held.was_mailed = timezone.now() + VALID_FOR, bool(held.email)
    held.save(update_fields=["token_hash", "renewals", "expires_at", "was_mailed"])
    if held.email:
        notices.send_link(held, token)
    return held, token


@transaction.atomic
def withdraw(*, actor: User, invitation: ScoreInvitation) -> ScoreInvitation:
    """The link stops working, and an address that was given is forgotten. What was answered stays.

    Raises `NotAllowedError` and `AssessmentRefusedError`.
    """
    demand(actor, "assessments.act", invitation.assessment)
    held = _held(invitation)
    if held.answered_at is not None:
        raise AssessmentRefusedError(_("Representanten har svart. Svaret blir stående."))
    if held.withdrawn_at is None:
        held.withdrawn_at, held.email = timezone.now(), ""
        held.save(update_fields=["withdrawn_at", "email"])
    return held


@transaction.atomic
def give_scores(*, invitation: ScoreInvitation, token: str, given: Mapping[int, Given]) -> ScoreInvitation:
    """Save what the representative says of each piece, by the key of its item, and spend the link.

    Two at once: the second waits for the first and finds the link spent. Raises `LinkSpentError` and
    `AssessmentRefusedError`.
    """
    assessment = locked(invitation.assessment)
    held = _held(invitation)
    held.assessment = assessment
    if not is_usable(held) or held.token_hash != hash_token(token):
        raise LinkSpentError(_("Lenken kan ikke brukes nå."))
    items = items_of(assessment.template_id)
    if set(given) - {item.pk for item in items}:
        raise AssessmentRefusedError(
            _(
                "Rådene er endret mens du svarte, så svaret er ikke lagret. Det du skrev, står under. "
                "Åpne lenken på nytt for å svare på rådene slik de er nå."
            )
        )
    if not any(one.score for one in given.values()):
        raise AssessmentRefusedError(_("Vurder minst ett av rådene."))
    rows = []
    for item in items:
        one = given.get(item.pk)
        if one is None:
            continue
        if one.score and one.score not in Score.values:
            raise AssessmentRefusedError(_("Velg et trinn på skalaen."), field=f"score_{item.pk}")
        rows.append(
            RepresentativeScore(invitation=held, item=item, score=one.score, comment=one.comment.strip()[:4000])
        )
    RepresentativeScore.objects.bulk_create(rows)
    held.answered_at = timezone.now()
    held.save(update_fields=["answered_at"])
    notices.tell_answered(held)
    return held


def _open(assessment: Assessment) -> Assessment:
    held = locked(assessment)
    if held.state == AssessmentState.APPROVED:
        raise AssessmentRefusedError(_("Egenvurderingen er godkjent og låst."))
    return held


def _demand_room(assessment: Assessment) -> None:
    """Raises `AssessmentRefusedError` where as many as may be are asked already."""
    if assessment.score_invitations.counting().count() >= MOST_VOICES:
        raise AssessmentRefusedError(
            _(
                "Dere har %(n)s lenker som er åpne eller besvart. Flere kan dere ikke ha. "
                "Trekk tilbake en åpen lenke først."
            )
            % {"n": MOST_VOICES}
        )


def _held(invitation: ScoreInvitation) -> ScoreInvitation:
    return ScoreInvitation.objects.select_for_update().get(pk=invitation.pk)
