"""What people said, and what became of it."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import save_versioned
from projects.involvement.enums import InvolvementState, OutcomeKind
from projects.involvement.models import Input, Involvement, Outcome
from projects.involvement.services.checks import LogRefusedError
from projects.work.services import touch
from representatives.organisations.models import Organisation
from representatives.people.models import Person


@transaction.atomic
def add_input(
    *,
    actor: User,
    involvement: Involvement,
    text: str,
    given_on: datetime.date,
    given_by: Person | None = None,
    given_for: Organisation | None = None,
) -> Input:
    """Note something somebody said. It waits for an outcome. Raises `LogRefusedError`."""
    if not text.strip():
        raise LogRefusedError(_("Skriv hva innspillet gikk ut på."), field="text")
    if involvement.state == InvolvementState.ANNULLED:
        raise LogRefusedError(_("Medvirkningen er annullert."))
    row = Input.objects.create(
        involvement=involvement, text=text, given_on=given_on, given_by=given_by, given_for=given_for
    )
    touch([involvement.work_item_id])
    return row


@transaction.atomic
def answer_input(*, actor: User, given: Input, expected_version: int, outcome: str, reason: str) -> Outcome:
    """Say what became of an input, with the reason. A later answer is a new row; the latest stands.

    Raises `LogRefusedError` without a reason, `StaleVersion` when somebody else answered in the meantime.
    """
    if outcome != OutcomeKind.CONSIDERED and not reason.strip():
        raise LogRefusedError(_("Skriv en begrunnelse for utfallet."), field="reason")
    given.outcome = outcome
    save_versioned(given, expected_version=expected_version, fields=["outcome"])
    row = Outcome.objects.create(input=given, outcome=outcome, reason=reason, decided_by=actor)
    touch([given.involvement.work_item_id])
    return row
