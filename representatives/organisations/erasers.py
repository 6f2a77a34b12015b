"""What becomes of organisations, their applications and contacts when an account is erased."""

from typing import Any

from django.db import models

from medvirkning.audit import erasers
from medvirkning.audit.services import empty_history
from representatives.organisations.models import OrganisationApplication

DONE = "The organisation and what was decided stand; the name behind the key is gone."
NAMED = "The invitation stays as a count; the name and the address it was sent to go."
SIGNED_UP = "That somebody acted for it stays; where the same person signed it up, name, address and message go."


def _forget_who_signed_up(rows: models.QuerySet[Any, Any]) -> list[int]:
    """The application by which a contact came in names the contact too, until retention empties it."""
    for contact in rows.select_related("user"):
        named = OrganisationApplication.objects.filter(
            organisation=contact.organisation_id, applicant_email=contact.user.email
        )
        keys = list(named.values_list("pk", flat=True))
        named.update(applicant_name="", applicant_email="", applicant_language="", message="")
        empty_history(model=OrganisationApplication, pks=keys)
    return []


erasers.register("representatives.OrganisationApplication.decided_by", erasers.keep, why=DONE)
erasers.register("representatives.OrganisationContact.user", _forget_who_signed_up, why=SIGNED_UP)
erasers.register("representatives.OrganisationInvitation.invited_by", erasers.keep, why=DONE)
erasers.register("representatives.OrganisationInvitation.accepted_by", erasers.blank(name="", email=""), why=NAMED)
