"""What an organisation says that its people have learnt from it."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.refusals import NotAllowedError
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.kinds import Post
from representatives.enrolments.services import checks
from representatives.enrolments.services.checks import EnrolmentRefusedError
from representatives.enrolments.services.entering import held
from representatives.organisations.models import Organisation
from representatives.profiles.enums import TrainingKind
from representatives.profiles.models import TrainingRecord


@transaction.atomic
def note_training(*, actor: User, post: Post, title: str, completed_on: datetime.date | None) -> TrainingRecord:
    """The organisation's own training, taken by one of its people. The person sees it, other organisations don't.

    Raises `NotAllowedError` and `EnrolmentRefusedError`.
    """
    stored = held(post)
    checks.demand(actor, "enrolments.enter", stored.organisation)
    if stored.state != EnrolmentState.ACCEPTED or stored.person is None:
        raise EnrolmentRefusedError(_("Vervet er ikke i gang, eller er alt avsluttet."))
    name = " ".join(title.split())
    if not name:
        raise EnrolmentRefusedError(_("Skriv hva opplæringen heter."), field="title")
    if completed_on is not None and completed_on > timezone.localdate():
        raise EnrolmentRefusedError(_("Opplæringen kan ikke være fullført fram i tid."), field="completed_on")
    own = TrainingRecord.objects.filter(person=stored.person, stated_by=stored.organisation)
    if own.filter(title__iexact=name, completed_on=completed_on).exists():
        raise EnrolmentRefusedError(_("Denne opplæringen står der alt."), field="title")
    return TrainingRecord.objects.create(
        person=stored.person,
        kind=TrainingKind.OWN,
        title=name,
        completed_on=completed_on,
        stated_by=stored.organisation,
        noted_by=actor,
    )


@transaction.atomic
def remove_training(*, actor: User, record: TrainingRecord, organisation: Organisation) -> None:
    """What the organisation has said itself may be taken back. Raises `NotAllowedError`."""
    checks.demand(actor, "enrolments.end", organisation)
    if record.stated_by_id != organisation.pk:
        raise NotAllowedError(_("Organisasjonen har ikke oppgitt denne opplæringen."))
    record.delete()
