"""How long what belongs to self-assessments is kept.

Evidence files lie with their assessment and go with it, or when a leader takes them away. A representative's comment
stays with the assessment: it stands there without a name.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from advice.assessments.models import ScoreInvitation
from medvirkning.audit import retention
from medvirkning.audit.services import empty_history


def forget_addresses(rows: models.QuerySet[Any, Any]) -> int:
    """The addresses of representatives go, in the history too; what they answered stays."""
    pks = list(rows.values_list("pk", flat=True))
    ScoreInvitation._base_manager.filter(pk__in=pks).update(email="")
    empty_history(model=ScoreInvitation, pks=pks)
    return len(pks)


retention.register(
    retention.RetentionRule(
        name="score_invitation_addresses",
        what=_("E-postadresser til representanter som er bedt om å vurdere en tjeneste"),
        days=30,
        find=ScoreInvitation.objects.done_with_before,
        erase=forget_addresses,
    )
)
