"""What the network of the implementation holds of its members."""

from django.utils.translation import gettext_lazy as _

from medvirkning.audit.purposes import Purpose, register

register(
    Purpose(
        key="network",
        what_for=_("Samarbeide om å ta rådene i bruk"),
        data=_("Navn, e-postadresse, rolle og organisasjon"),
        whose=_("Medlemmer av implementeringsnettverket"),
        seen_by=_("Ansatte og Senter for brukermedvirkning. Andre ser organisasjon og rolle."),
        rules=("network_members",),
        covers=frozenset({"advice.NetworkMember"}),
        order=70,
    )
)
