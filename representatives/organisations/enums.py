from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    USER = "user", _("brukerorganisasjon")
    CARER = "carer", _("pårørendeorganisasjon")
    BOTH = "both", _("bruker- og pårørendeorganisasjon")
    UMBRELLA = "umbrella", _("paraplyorganisasjon")
    PUBLIC_BODY = "public_body", _("offentlig virksomhet")
    INFORMAL = "informal", _("gruppe uten organisasjonsnummer")


# Kinds that may be known by an identifier of their own instead of an organisation number (contracts, Files).
WITHOUT_NUMBER = (OrganisationKind.PUBLIC_BODY, OrganisationKind.INFORMAL)
# Kinds whose answer makes a public consultation count as involvement (the words of the counting rule).
INVOLVING = (OrganisationKind.USER, OrganisationKind.CARER, OrganisationKind.BOTH, OrganisationKind.UMBRELLA)
# Kinds that the glossary's definition of a user and carer organisation is about: they confirm that they fit it.
CONFIRMING = INVOLVING


class RegistryState(models.TextChoices):
    """What the national register of legal entities says of an organisation."""

    UNKNOWN = "unknown", _("ikke slått opp")
    ACTIVE = "active", _("i drift")
    BANKRUPT = "bankrupt", _("konkurs")
    WINDING_UP = "winding_up", _("under avvikling")
    DELETED = "deleted", _("slettet")
    NOT_FOUND = "not_found", _("finnes ikke")


# What the Centre is told of: an organisation in one of these has no future.
ENDING = (RegistryState.BANKRUPT, RegistryState.WINDING_UP, RegistryState.DELETED, RegistryState.NOT_FOUND)

# Of these, the ones in which nobody can answer for a mandate: its people are not found, and none are entered.
HELD_BACK = (RegistryState.BANKRUPT, RegistryState.DELETED)


class ApplicationState(models.TextChoices):
    """An organisation signs up; the Centre approves it, returns it with a reason, or refuses it with one."""

    SUBMITTED = "submitted", _("Venter på godkjenning")
    RETURNED = "returned", _("Sendt tilbake")
    APPROVED = "approved", _("Godkjent")
    REFUSED = "refused", _("Avslått")


# Which state follows which.
APPLICATION_TRANSITIONS: dict[str, frozenset[str]] = {
    ApplicationState.SUBMITTED: frozenset(
        {ApplicationState.APPROVED, ApplicationState.RETURNED, ApplicationState.REFUSED}
    ),
    # What was missing may be told on the phone: then the Centre approves, and notes what was told.
    ApplicationState.RETURNED: frozenset(
        {ApplicationState.SUBMITTED, ApplicationState.APPROVED, ApplicationState.REFUSED}
    ),
    ApplicationState.APPROVED: frozenset(),
    ApplicationState.REFUSED: frozenset(),
}
