from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentPurpose(models.TextChoices):
    """What a person agrees to, each by itself. Without the first there is nothing for the others to rest on."""

    REGISTER = "register", _("Stå i registeret")
    SHOWN = "shown", _("Bli vist til ansatte som søker etter representanter")
    CONTACT = "contact", _("Bli kontaktet igjen senere")
    STORY = "story", _("Få historien min publisert")


class Audience(models.TextChoices):
    """Who a text is written for."""

    ADULT = "adult", _("Voksne")
    PANEL = "panel", _("Voksne i paneler")
    YOUNG = "young", _("Unge")
    GUARDIAN = "guardian", _("Foresatte")


# What a mandate or an employment alone gives anything of: nobody searches for, or writes later to, who sits on panels
# alone (docs/adr/0186).
OF_WHO_WAS_ENTERED = (ConsentPurpose.SHOWN, ConsentPurpose.CONTACT)


# Whose texts a person reads the next time: one whose guardian agreed reads those of the young.
READS: dict[str, Audience] = {
    Audience.ADULT: Audience.ADULT,
    Audience.PANEL: Audience.PANEL,
    Audience.YOUNG: Audience.YOUNG,
    Audience.GUARDIAN: Audience.YOUNG,
}


class ConsentChannel(models.TextChoices):
    """How a consent came."""

    PORTAL = "portal", _("i portalen")
    LINK = "link", _("ved lenke")
    PHONE = "phone", _("på telefon")
    LETTER = "letter", _("i brev")
    MAIL = "mail", _("på e-post")
    IN_PERSON = "in_person", _("ved oppmøte")


class ConsentEnd(models.TextChoices):
    """Why a consent holds no more before its time."""

    WITHDRAWN = "withdrawn", _("trukket tilbake")
    RENEWED = "renewed", _("gitt på nytt")
    OF_AGE = "of_age", _("den unge svarer selv")
    VOID = "void", _("gjelder ikke uten en foresatt")


# What is over against what the rows of an earlier day say: on the list without names (docs/adr/0195).
TAKEN_BACK = (ConsentEnd.WITHDRAWN, ConsentEnd.VOID)

# What somebody else writes down for the person.
BY_HAND = (ConsentChannel.PHONE, ConsentChannel.LETTER, ConsentChannel.MAIL, ConsentChannel.IN_PERSON)


def may_be_written(purpose: str, audience: str) -> bool:
    """Whether somebody reads such a text: a guardian is asked whether the young person may be here, nothing else."""
    if purpose not in ConsentPurpose.values or audience not in Audience.values:
        return False
    return audience != Audience.GUARDIAN or purpose == ConsentPurpose.REGISTER
