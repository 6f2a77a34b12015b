from django.db import models
from django.utils.translation import gettext_lazy as _


class County(models.TextChoices):
    """The counties since 2024, by name; the values are their official numbers."""

    AGDER = "42", "Agder"
    AKERSHUS = "32", "Akershus"
    BUSKERUD = "33", "Buskerud"
    FINNMARK = "56", "Finnmark"
    INNLANDET = "34", "Innlandet"
    MORE_OG_ROMSDAL = "15", "Møre og Romsdal"
    NORDLAND = "18", "Nordland"
    OSLO = "03", "Oslo"
    ROGALAND = "11", "Rogaland"
    TELEMARK = "40", "Telemark"
    TROMS = "55", "Troms"
    TRONDELAG = "50", "Trøndelag"
    VESTFOLD = "39", "Vestfold"
    VESTLAND = "46", "Vestland"
    OSTFOLD = "31", "Østfold"


class Region(models.TextChoices):
    """The four health regions."""

    NORTH = "north", _("Helse Nord")
    MIDDLE = "middle", _("Helse Midt-Norge")
    WEST = "west", _("Helse Vest")
    SOUTH_EAST = "south_east", _("Helse Sør-Øst")


REGION_OF: dict[str, str] = {
    County.NORDLAND: Region.NORTH,
    County.TROMS: Region.NORTH,
    County.FINNMARK: Region.NORTH,
    County.TRONDELAG: Region.MIDDLE,
    County.MORE_OG_ROMSDAL: Region.MIDDLE,
    County.VESTLAND: Region.WEST,
    County.ROGALAND: Region.WEST,
    County.OSLO: Region.SOUTH_EAST,
    County.OSTFOLD: Region.SOUTH_EAST,
    County.AKERSHUS: Region.SOUTH_EAST,
    County.BUSKERUD: Region.SOUTH_EAST,
    County.INNLANDET: Region.SOUTH_EAST,
    County.VESTFOLD: Region.SOUTH_EAST,
    County.TELEMARK: Region.SOUTH_EAST,
    County.AGDER: Region.SOUTH_EAST,
}


def counties_of(region: str) -> list[str]:
    """The counties of a health region."""
    return [county for county, one in REGION_OF.items() if one == region]
