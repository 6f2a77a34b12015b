"""The edition for rus og psykisk helse as its sources have it: six chapters and 11 pieces, quoted.

Wording, level, strength, addressee and population come from `data/advice.csv`. The slides name the chapters, and put
pieces 1-9 under headings that are chapters of their own; 10 and 11 stand there under «individnivå» while the list of
chapters has «barn og unge» and «pårørende»: their chapter is not stated (docs/adr/0100).
"""

import csv
from typing import Any

from django.apps.registry import Apps
from django.conf import settings

from advice.catalogue.enums import AdviceLevel, Strength
from advice.content.enums import VersionState
from advice.content.seeding import add_text, after_migrating

SLUG = "rus-og-psykisk-helse"
PRESENTATION = "Helsedirektoratet, lysbilder om nasjonale faglige råd for bruker- og pårørendemedvirkning"
CHAPTERS = (
    "Bruker- og pårørendemedvirkning på systemnivå",
    "Bruker- og pårørendemedvirkning på tjenestenivå",
    "Bruker- og pårørendemedvirkning på individnivå",
    "Bruker- og pårørendemedvirkning barn og unge",
    "Pårørendemedvirkning",
    "Bakgrunn, metode og prosess",
)
EDITION = {
    "title": "Bruker- og pårørendemedvirkning i rus- og psykisk helsefeltet",
    "field": "rus og psykisk helse",
    "published_url": (
        "https://www.helsedirektoratet.no/faglige-rad/bruker-og-parorendemedvirkning-i-rus-og-psykisk-helsefeltet"
    ),
    "source": PRESENTATION,
    "is_main": True,
}
LEVELS = {"system": AdviceLevel.SYSTEM, "tjeneste": AdviceLevel.SERVICE, "individ": AdviceLevel.INDIVIDUAL}
STRENGTHS = {"skal": Strength.SHALL, "bør": Strength.SHOULD}
# The last piece under a slide heading that is a chapter's title, and that heading.
HEADINGS = (
    (2, "Råd om bruker- og pårørendemedvirkning på systemnivå for barn, unge og voksne"),
    (5, "Råd om bruker- og pårørendemedvirkning på tjenestenivå for barn, unge og voksne"),
    (8, "Råd om bruker- og pårørendemedvirkning på individnivå for barn, unge og voksne (1)"),
    (11, "Råd om bruker- og pårørendemedvirkning på individnivå for barn, unge og voksne (2)"),
)
CHAPTER_OF_LEVEL = {AdviceLevel.SYSTEM: 1, AdviceLevel.SERVICE: 2, AdviceLevel.INDIVIDUAL: 3}
CHAPTER_NOT_STATED = (10, 11)


def _rows(name: str) -> list[dict[str, str]]:
    with (settings.BASE_DIR / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(apps: Apps, using: str) -> None:
    """Add the edition with its chapters and pieces; pieces that are there are left as they are."""
    edition, _made = (
        apps.get_model("advice", "Edition")._base_manager.using(using).get_or_create(slug=SLUG, defaults=EDITION)
    )
    chapters = {
        position: apps.get_model("advice", "Chapter")
        ._base_manager.using(using)
        .get_or_create(edition=edition, position=position, defaults={"title": title})[0]
        for position, title in enumerate(CHAPTERS, start=1)
    }
    to_check = {row["number"]: row["legal_basis"] for row in _rows("advice_legal_basis_to_check.csv")}
    for row in _rows("advice.csv"):
        text = _text(row, chapters)
        key = {"edition": edition, "number": int(row["number"])}
        made = add_text(apps, using, "Advice", key=key, record={}, text=text)
        if made is not None and row["number"] in to_check:
            _draft_of_legal_basis(made, text, to_check[row["number"]], using)


def _text(row: dict[str, str], chapters: dict[int, Any]) -> dict[str, Any]:
    number, level = int(row["number"]), LEVELS[row["level"]]
    return {
        "wording": row["wording"],
        "level": level,
        "strength": STRENGTHS[row["strength"]],
        "addressee": row["addressee"],
        "population": row["population"],
        "chapter": None if number in CHAPTER_NOT_STATED else chapters[CHAPTER_OF_LEVEL[level]],
        "source": PRESENTATION,
        "source_place": f"Lysbildet «{next(heading for last, heading in HEADINGS if number <= last)}»",
    }


def _draft_of_legal_basis(advice: Any, text: dict[str, Any], legal_basis: str, using: str) -> None:
    """The proposal waits as a draft: only the Centre can publish it, and must say that it is checked."""
    type(advice.current)._base_manager.using(using).create(
        of=advice,
        state=VersionState.DRAFT,
        needs_check=True,
        **{**text, "legal_basis": legal_basis},
    )


after_migrating("catalogue", load)
