"""What the log holds of those who took part."""

from django.utils.translation import gettext_lazy as _

from medvirkning.audit.purposes import Purpose, register

register(
    Purpose(
        key="log",
        what_for=_("Vise hvem som har medvirket, med hva, og hva det førte til"),
        data=_(
            "Navn, organisasjonen du kom fra, hendelsene du var med på, innspill og svar. "
            "Perspektivet (bruker eller pårørende) står på medvirkningen, aldri ved navnet."
        ),
        whose=_("De som har medvirket"),
        seen_by=_("Ansatte og Senter for brukermedvirkning. I skjermet arbeid bare de som arbeider med det."),
        kept=_("Så lenge arbeidet står i registeret. Slettes personen, er navnet borte og antallet står igjen."),
        covers=frozenset({"representatives.Person", "projects.Input", "projects.InvolvementConfirmation"}),
        order=40,
    )
)
