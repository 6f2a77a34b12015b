from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionState(models.TextChoices):
    """A version is written as a draft and published once; what is published never changes."""

    DRAFT = "draft", _("Utkast")
    PUBLISHED = "published", _("Publisert")
