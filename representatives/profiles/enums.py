from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Gender(models.TextChoices):
    """The person's to give; empty is not given."""

    WOMAN = "woman", _("Kvinne")
    MAN = "man", _("Mann")
    OTHER = "other", _("Annet")


class AgeGroup(models.TextChoices):
    """The person's to give; empty is not given."""

    UNDER_18 = "under_18", _("Under 18 år")
    FROM_18 = "18_25", _("18–25 år")
    FROM_26 = "26_39", _("26–39 år")
    FROM_40 = "40_66", _("40–66 år")
    FROM_67 = "67_plus", _("67 år eller eldre")


class Experience(models.TextChoices):
    """Whose perspective a person brings (domain, Words: perspective)."""

    USER = "user", _("Bruker")
    CARER = "carer", _("Pårørende")
    BOTH = "both", _("Begge")


class WayOfTakingPart(models.TextChoices):
    MEETING = "meeting", _("Møter der folk er til stede")
    VIDEO = "video", _("Møter på video")
    TRAVEL = "travel", _("Møter som krever overnatting")
    PHONE = "phone", _("Samtaler på telefon")
    WRITING = "writing", _("Skriftlige innspill")


# The same in a row of a table, where each has a word or two.
WAYS_IN_SHORT: dict[str, str | Promise] = {
    WayOfTakingPart.MEETING: pgettext_lazy("way of taking part", "møter"),
    WayOfTakingPart.VIDEO: pgettext_lazy("way of taking part", "video"),
    WayOfTakingPart.TRAVEL: pgettext_lazy("way of taking part", "overnatting"),
    WayOfTakingPart.PHONE: pgettext_lazy("way of taking part", "telefon"),
    WayOfTakingPart.WRITING: pgettext_lazy("way of taking part", "skriftlig"),
}


class ContactChoice(models.TextChoices):
    """How a person wants to be reached."""

    MAIL = "mail", _("E-post")
    PHONE = "phone", _("Telefon")
    LETTER = "letter", _("Brev")


class TrainingKind(models.TextChoices):
    """What a person has taken (S11, and the training that others give)."""

    CARER_MODULE = "carer_module", _("Opplæringsmodulen for pårørenderepresentanter")
    WEB_COURSE = "web_course", _("Nasjonalt nettkurs i brukermedvirkning")
    OWN = "own", _("Organisasjonens egen opplæring")
    OTHER = "other", _("Annen opplæring")


TRAININGS_IN_SHORT: dict[str, str | Promise] = {
    TrainingKind.CARER_MODULE: pgettext_lazy("training", "pårørendemodulen"),
    TrainingKind.WEB_COURSE: pgettext_lazy("training", "nettkurset"),
    TrainingKind.OWN: pgettext_lazy("training", "organisasjonens egen"),
    TrainingKind.OTHER: pgettext_lazy("training", "annen"),
}
