"""People's answers to whether an involvement took place as logged; the involvement's confirmation is derived."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from projects.involvement.enums import Answer, Confirmation
from projects.involvement.models import Involvement, InvolvementConfirmation
from projects.involvement.services.checks import LogRefusedError
from projects.work.services import touch
from representatives.people.models import Person


@transaction.atomic
def ask(*, actor: User, involvement: Involvement, person: Person) -> InvolvementConfirmation:
    """Note that a person was asked; asking again changes nothing."""
    row, _created = InvolvementConfirmation.objects.get_or_create(
        involvement=involvement, person=person, defaults={"asked_at": timezone.now()}
    )
    _derive(involvement)
    return row


@transaction.atomic
def answer(*, confirmation: InvolvementConfirmation, given: str, comment: str = "") -> None:
    """Take a person's answer. The latest one stands, and undoes that an earlier one was set aside."""
    confirmation.answer = given
    confirmation.comment = comment
    confirmation.answered_at = timezone.now()
    confirmation.set_aside_by, confirmation.set_aside_reason = None, ""
    confirmation.save()
    _derive(confirmation.involvement)


@transaction.atomic
def set_aside(*, actor: User, confirmation: InvolvementConfirmation, reason: str) -> None:
    """The Centre sets aside a mistaken no, with a reason. Raises `LogRefusedError`."""
    if confirmation.answer != Answer.NO:
        raise LogRefusedError(_("Bare et nei kan settes til side."))
    if not reason.strip():
        raise LogRefusedError(_("Skriv hvorfor svaret settes til side."), field="reason")
    confirmation.set_aside_by, confirmation.set_aside_reason = actor, reason
    confirmation.save()
    _derive(confirmation.involvement)


def derived(answers: list[str | None]) -> Confirmation:
    """The involvement's confirmation from the answers that stand (None: asked, not answered).

    Rejected when somebody answered and all who answered said no; confirmed when all said yes; in between, partly.
    """
    given = [one for one in answers if one is not None]
    if not answers:
        return Confirmation.NOT_ASKED
    if not given:
        return Confirmation.ASKED
    if all(one == Answer.NO for one in given):
        return Confirmation.REJECTED
    return Confirmation.CONFIRMED if all(one == Answer.YES for one in given) else Confirmation.PARTLY


def _derive(involvement: Involvement) -> None:
    rows = involvement.confirmations.all()
    state = derived([None if row.set_aside_reason else row.answer for row in rows])
    Involvement.objects.filter(pk=involvement.pk).update(confirmation=state)
    involvement.confirmation = state
    touch([involvement.work_item_id])
