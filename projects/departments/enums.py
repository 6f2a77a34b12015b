from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberRole(models.TextChoices):
    STAFF = "staff", _("ansatt")
    LEADER = "leader", _("leder")
