from django.db import models
from django.utils.translation import gettext_lazy as _


class EraseReason(models.TextChoices):
    """Why the Centre erases somebody."""

    ASKED = "asked", _("Personen ber om å bli slettet")
    ASKED_FOR = "asked_for", _("En foresatt eller verge ber om det for personen")
    MISTAKE = "mistake", _("Personen skulle ikke ha vært ført opp")


class EraseChannel(models.TextChoices):
    """How the request came."""

    LETTER = "letter", _("I brev")
    PHONE = "phone", _("På telefon")
    MAIL = "mail", _("På e-post")
    IN_PERSON = "in_person", _("Ved oppmøte")
