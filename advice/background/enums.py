from django.db import models
from django.utils.translation import gettext_lazy as _


class Section(models.TextChoices):
    """What a text is about. Its place is a page, or a part of one (`PAGES`)."""

    PURPOSE = "purpose", _("Hvorfor rådene finnes")
    KNOWLEDGE = "knowledge", _("Tre slags kunnskap")
    EFFECT = "effect", _("Seks virkninger av medvirkning")
    PUBLICATION = "publication", _("Utgivelser rådene ikke erstatter")
    PROCESS = "process", _("Prosessen")
    PROJECT_GROUP = "project_group", _("Prosjektgruppa")
    LAW = "law", _("Lov, forskrift og råd")


# The page that a section stands on.
PAGES: dict[str, str] = {
    Section.PURPOSE: "purpose",
    Section.KNOWLEDGE: "knowledge",
    Section.EFFECT: "knowledge",
    Section.PUBLICATION: "publication",
    Section.PROCESS: "process",
    Section.PROJECT_GROUP: "process",
    Section.LAW: "law",
}
