from django.db import models
from django.utils.translation import gettext_lazy as _


class Section(models.TextChoices):
    """What a text is about: each section is one page."""

    PURPOSE = "purpose", _("Hvorfor rådene finnes")
    KNOWLEDGE = "knowledge", _("Tre slags kunnskap")
    EFFECT = "effect", _("Seks virkninger av medvirkning")
    PUBLICATION = "publication", _("Utgivelser rådene ikke erstatter")
    PROCESS = "process", _("Prosessen")
    PROJECT_GROUP = "project_group", _("Prosjektgruppa")
    LAW = "law", _("Lov, forskrift og råd")
