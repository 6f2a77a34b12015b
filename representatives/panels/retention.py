"""When who applied, was invited or answered as a guardian is of no use any more."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import retention
from representatives.panels.models import PanelMember
from representatives.panels.querysets import guardians_done_before
from representatives.panels.services.members import lapse, lock_members


def _lapse(rows: QuerySet) -> int:
    """Nobody answered: the row stays as a count, and the history forgets the name too."""
    done = 0
    for key in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            member = lock_members().waiting().filter(pk=key).first()
            if member is not None:
                lapse(member)
                done += 1
    return done


for rule in (
    retention.RetentionRule(
        name="panel_invitations",
        what=_("Navn og e-postadresse i invitasjoner til paneler som ingen har svart på"),
        days=30,
        find=PanelMember.objects.all().invited_before,
        erase=_lapse,
    ),
    retention.RetentionRule(
        name="panel_applications",
        what=_("Søknader til paneler som ingen har svart på, regnet fra fristen"),
        days=30,
        find=PanelMember.objects.all().applied_before,
        erase=_lapse,
    ),
    retention.RetentionRule(
        name="guardians",
        what=_("Navn og e-postadresse til foresatte, etter at samtykket har tatt slutt eller ingen svarte"),
        days=30,
        find=guardians_done_before,
        erase=retention.emptying(name="", email=""),
    ),
):
    retention.register(rule)
