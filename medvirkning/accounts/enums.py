"""Roles, languages and what a token may do."""

from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in the portal, from a date to a date. Rights follow from these and from the rows reached."""

    STAFF = "staff", _("Ansatt")
    CENTRE = "centre", _("Senter for brukermedvirkning")
    ADMINISTRATOR = "administrator", _("Administrator")
    ORGANISATION_CONTACT = "organisation_contact", _("Organisasjonskontakt")
    REPRESENTATIVE = "representative", _("Representant")
    SERVICE_LEADER = "service_leader", _("Leder av tjenesteenhet")


# Who works in the directorate; leaders of departments are staff too.
DIRECTORATE_ROLES = frozenset({Role.STAFF, Role.CENTRE, Role.ADMINISTRATOR})
# The second factor is demanded of these.
SECOND_FACTOR_ROLES = frozenset({Role.CENTRE, Role.ADMINISTRATOR})


class Language(models.TextChoices):
    """The language a person reads; screens and mails follow it."""

    NB = "nb", "Bokmål"
    NN = "nn", "Nynorsk"
    EN = "en", "English"

    @classmethod
    def of_the_page(cls) -> Self:
        """The language of the page that is read now: the best guess of who has no account yet."""
        active = (get_language() or "")[:2]
        return cls(active) if active in cls.values else cls.NB


class Scope(models.TextChoices):
    """What an API token may do. `people:read` is never given by default."""

    SHARES_READ = "shares:read", _("Lese andeler")
    REGISTER_READ = "register:read", _("Lese registeret")
    REGISTER_WRITE = "register:write", _("Endre registeret")
    PEOPLE_READ = "people:read", _("Lese opplysninger om personer")
