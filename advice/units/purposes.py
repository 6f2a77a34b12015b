"""What is held of those who register services and lead them."""

from django.utils.translation import gettext_lazy as _

from medvirkning.audit.purposes import Purpose, register

register(
    Purpose(
        key="service_units",
        what_for=_("Melde inn tjenester, og vite hvem som leder dem"),
        data=_("Navn, e-postadresse, meldingen du sendte, og hvilken tjeneste du leder"),
        whose=_("De som melder inn, blir invitert til å lede eller leder en tjeneste"),
        seen_by=_("Senter for brukermedvirkning, og lederne av tjenesten og av dem over"),
        rules=("refused_units", "registered_units", "unit_invitations"),
        covers=frozenset({"advice.ServiceUnit", "advice.UnitInvitation"}),
        order=60,
    )
)
