"""What readers of the advice tell."""

from django.utils.translation import gettext_lazy as _

from medvirkning.audit.purposes import Purpose, register

register(
    Purpose(
        key="advice_feedback",
        what_for=_("Gjøre rådene bedre, og svare den som ønsker svar"),
        data=_("Det du skriver i en tilbakemelding, og e-postadressen hvis du vil ha svar"),
        whose=_("Lesere av rådene"),
        seen_by=_("Senter for brukermedvirkning"),
        rules=("advice_feedback",),
        covers=frozenset({"advice.AdviceFeedback"}),
        order=50,
    )
)
