"""What a person has learnt: said by the person, or by an organisation."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.refusals import NotAllowedError
from representatives.organisations.models import Organisation
from representatives.people.models import Person
from representatives.profiles.enums import TrainingKind
from representatives.profiles.models import TrainingRecord
from representatives.profiles.services.facts import ProfileRefusedError, demand_own

# An organisation's own training is the organisation's to state.
OWN_KINDS = (TrainingKind.CARER_MODULE, TrainingKind.WEB_COURSE, TrainingKind.OTHER)
KNOWN_BY_NAME = (TrainingKind.CARER_MODULE, TrainingKind.WEB_COURSE)


@transaction.atomic
def add_training(
    *,
    actor: User,
    person: Person,
    kind: TrainingKind | str,
    title: str = "",
    completed_on: datetime.date | None = None,
    stated_by: Organisation | None = None,
) -> TrainingRecord:
    """Note a training. With `stated_by` it is an organisation's word, and the room that calls has asked its rules.

    Raises `NotAllowedError` and `ProfileRefusedError`, which is what the second of two at once gets.
    """
    if stated_by is None:
        demand_own(actor, person)
        if kind not in OWN_KINDS:
            raise ProfileRefusedError(_("Velg hva slags opplæring det er."), field="kind")
    elif kind not in TrainingKind.values:
        raise ProfileRefusedError(_("Velg hva slags opplæring det er."), field="kind")
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    name = "" if kind in KNOWN_BY_NAME else " ".join(title.split())
    if kind not in KNOWN_BY_NAME and not name:
        raise ProfileRefusedError(_("Skriv hva opplæringen heter."), field="title")
    if completed_on is not None and completed_on > timezone.localdate():
        raise ProfileRefusedError(_("Datoen ligger fram i tid. Legg inn opplæringen når den er gjennomført."),
                                  field="completed_on")  # fmt: skip
    same = TrainingRecord.objects.filter(person=person, kind=kind)
    if kind not in KNOWN_BY_NAME:
        same = same.filter(title__iexact=name, completed_on=completed_on)
    if same.exists():
        raise ProfileRefusedError(_("Denne opplæringen står der alt."), field="kind")
    record = TrainingRecord(
        person=person, kind=kind, title=name, completed_on=completed_on, stated_by=stated_by, noted_by=actor
    )
    record.full_clean(exclude=["person", "stated_by", "noted_by"])
    record.save()
    return record


@transaction.atomic
def remove_training(*, actor: User, record: TrainingRecord) -> None:
    """Take away what the person noted. An organisation's word is its own to mend. Raises `NotAllowedError`."""
    stored = TrainingRecord.objects.select_for_update(of=("self",)).filter(pk=record.pk).first()
    if stored is None:
        return
    if not actor.has_perm("profiles.change", stored.person) or stored.stated_by_id is not None:
        raise NotAllowedError(_("Organisasjonen har oppgitt dette. Be dem rette det om det er feil."))
    stored.delete()
