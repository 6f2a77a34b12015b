from django.db import models
from django.utils.translation import gettext_lazy as _


class Headline(models.TextChoices):
    """The measure that is shown large."""

    ANY = "with_any", _("med bruker- eller pårørendemedvirkning")
    BOTH = "with_both", _("med både bruker- og pårørendemedvirkning")


class Scope(models.TextChoices):
    OWN = "own", _("egne")
    TOTAL = "total", _("med alt under")


# The counts of the rule, in the order of the API's rows. Their meaning is `rule.MEASURES`.
COUNTS = (
    "carried_out",
    "with_any",
    "with_user",
    "with_carer",
    "with_both",
    "confirmed",
    "representation",
    "insight_only",
    "unknown_degree_only",
    "early",
    "systematic",
    "exempt",
    "not_performed",
    "cancelled",
    "overdue_open",
)
# Printed beside «confirmed»: whose involvement somebody could be asked about, was asked about, and answered for. They
# are stored like the counts but are no columns of the API's rows.
ASKED = ("could_be_asked", "asked", "answered")
STORED_COUNTS = (*COUNTS, *ASKED)


class Dimension(models.TextChoices):
    SUBJECT = "subject", _("fagområde")
    PRODUCT_TYPE = "product_type", _("produkttype")
    FIRST_PHASE = "first_phase", _("første fase")
    FORM = "form", _("form")
    DEGREE = "degree", _("høyeste grad")
    CAPACITY = "capacity", _("rolle")
