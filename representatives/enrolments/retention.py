"""When what an organisation said of somebody who never said yes is of no use any more."""

from django.db import models, transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import retention
from medvirkning.audit.services import empty_history
from representatives.enrolments import notices
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.kinds import CONSULTANT, REPRESENTATIVE


@transaction.atomic
def lapse(rows: models.QuerySet) -> int:
    """The row stays as a count of who was asked; name and contact go, and the link works no more."""
    pks = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    state = Case(
        When(state=EnrolmentState.INVITED, then=Value(EnrolmentState.LAPSED.value)),
        default=F("state"),
    )
    found = rows.model._base_manager.filter(pk__in=pks)
    found.update(state=state, name="", email="", phone="", version=F("version") + 1)
    empty_history(model=rows.model, pks=pks)
    notices.forget_mails(*found)
    return len(pks)


for kind, name, what in (
    (
        REPRESENTATIVE,
        "unanswered_representatives",
        _("Navn og kontaktopplysning til representanter som ikke har svart"),
    ),
    (
        CONSULTANT,
        "unanswered_consultants",
        _("Navn og kontaktopplysning til erfaringskonsulenter som ikke har svart"),
    ),
):
    retention.register(
        retention.RetentionRule(
            name=name, what=what, days=30, find=kind.model._default_manager.unanswered_since, erase=lapse
        )
    )
