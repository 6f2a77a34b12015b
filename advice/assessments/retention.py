"""How long what belongs to self-assessments is kept.

Evidence files lie with their assessment and go with it, or when a leader takes them away. A representative's comment
stays with the assessment: it stands there without a name. So does what was answered by a link whose address goes.
"""

from django.utils.translation import gettext_lazy as _

from advice.assessments.models import ScoreInvitation
from medvirkning.audit import retention

retention.register(
    retention.RetentionRule(
        name="score_invitation_addresses",
        what=_("E-postadresser til representanter som er bedt om å vurdere en tjeneste"),
        days=30,
        find=ScoreInvitation.objects.done_with_before,
        erase=retention.emptying(email=""),
    )
)
