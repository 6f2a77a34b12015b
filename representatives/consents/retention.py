"""What is left in the register when a person's consent to stand there is over (domain: 30 days)."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import retention
from representatives.consents.enums import ConsentPurpose
from representatives.consents.keeping import DEFAULT_DAYS
from representatives.consents.models import Consent
from representatives.people.erasing import EXPIRED, erase, erase_register_part
from representatives.people.models import Person


def left_before(day: datetime.date) -> QuerySet[Person]:
    """People whose consent to be in the register was withdrawn or ran out before a day, and was not given anew."""
    asked = Consent.objects.filter(person=OuterRef("pk"), purpose=ConsentPurpose.REGISTER)
    return Person.objects.filter(Exists(asked), ~Exists(asked.not_over_before(day))).order_by("pk")


def erase_left(people: QuerySet[Person]) -> int:
    """Whom the log names keeps the name there, and nothing else. The others go, with their accounts."""
    done = 0
    for pk in list(people.values_list("pk", flat=True)):
        with transaction.atomic():
            person = Person.objects.select_for_update(of=("self",)).get(pk=pk)
            # Who has come back in the meantime stays.
            if not people.filter(pk=pk).exists():
                continue
            if person.is_in_log:
                erase_register_part(person=person, rule=EXPIRED)
            else:
                erase(actor=None, person=person, rule=EXPIRED)
        done += 1
    return done


retention.register(
    retention.RetentionRule(
        name=EXPIRED,
        what=_("Det folk i registeret har oppgitt om seg selv, når samtykket er trukket eller gått ut"),
        days=DEFAULT_DAYS,
        find=left_before,
        erase=erase_left,
    )
)
