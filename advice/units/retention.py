"""When who asked for a unit, and who was invited to lead it, is of no use any more."""

from django.utils.translation import gettext_lazy as _

from advice.units.models import ServiceUnit, UnitInvitation
from medvirkning.audit import retention

_applicant = retention.emptying(applicant_name="", applicant_email="", applicant_language="", application_text="")

for rule in (
    retention.RetentionRule(
        name="refused_units",
        what=_("Navn, e-postadresse og melding fra den som meldte inn en tjeneste som ble avslått"),
        days=30,
        find=ServiceUnit.objects.all().refused_before,
        erase=_applicant,
    ),
    retention.RetentionRule(
        name="registered_units",
        what=_("Navn, e-postadresse og melding fra den som meldte inn en tjeneste, etter at den har fått en leder"),
        days=30,
        find=ServiceUnit.objects.all().led_since_before,
        erase=_applicant,
    ),
    retention.RetentionRule(
        name="unit_invitations",
        what=_(
            "Navn og e-postadresse i invitasjoner til å lede en tjeneste, etter at de er brukt, trukket eller utløpt"
        ),
        days=30,
        find=UnitInvitation.objects.all().done_before,
        erase=retention.emptying(name="", email=""),
    ),
):
    retention.register(rule)
