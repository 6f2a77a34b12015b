"""What self-assessments hold of people."""

from django.utils.translation import gettext_lazy as _

from medvirkning.audit.purposes import Purpose, register

register(
    Purpose(
        key="assessments",
        what_for=_("Vurdere tjenester mot rådene sammen med representanter, og følge opp tiltak"),
        data=_("E-postadressen til representanten som blir spurt, kommentaren uten navn, og hvem som har et tiltak"),
        whose=_("Representanter som blir spurt, og de som har et tiltak"),
        seen_by=_("Lederne av tjenesten og av dem over, og Senter for brukermedvirkning"),
        rules=("score_invitation_addresses",),
        kept=_("Det som er svart og avtalt, blir stående i egenvurderingen."),
        covers=frozenset({"advice.ScoreInvitation", "advice.RepresentativeScore", "advice.AssessmentAction"}),
        order=65,
    )
)
