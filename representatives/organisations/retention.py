"""When who signed an organisation up, and who was invited to act for it, is of no use any more."""

from django.utils.translation import gettext_lazy as _

from medvirkning.audit import retention
from representatives.organisations.models import OrganisationApplication, OrganisationInvitation

_applicant = retention.emptying(applicant_name="", applicant_email="", applicant_language="", message="")
_applications = OrganisationApplication.objects.all()

for rule in (
    retention.RetentionRule(
        name="refused_organisations",
        what=_("Navn, e-postadresse og melding fra den som meldte inn en organisasjon som ble avslått"),
        days=30,
        find=_applications.refused_before,
        erase=_applicant,
    ),
    retention.RetentionRule(
        name="registered_organisations",
        what=_(
            "Navn, e-postadresse og melding fra den som meldte inn en organisasjon, "
            "etter at den har fått en kontaktperson eller er lagt ned"
        ),
        days=30,
        find=_applications.contact_came_before,
        erase=_applicant,
    ),
    retention.RetentionRule(
        name="organisations_without_contact",
        what=_(
            "Navn, e-postadresse og melding fra den som meldte inn en organisasjon som ble godkjent, "
            "når ingen har tatt imot invitasjonen"
        ),
        days=365,
        find=_applications.approved_before,
        erase=_applicant,
    ),
    retention.RetentionRule(
        name="returned_organisations",
        what=_("Innmeldinger som ble sendt tilbake og ikke sendt inn på nytt, etter at lenken gikk ut"),
        days=30,
        find=_applications.link_ran_out_before,
    ),
    retention.RetentionRule(
        name="organisation_invitations",
        what=_(
            "Navn og e-postadresse i invitasjoner til å være kontaktperson, etter at de er brukt, trukket eller utløpt"
        ),
        days=30,
        find=OrganisationInvitation.objects.all().done_before,
        erase=retention.emptying(name="", email=""),
    ),
):
    retention.register(rule)
