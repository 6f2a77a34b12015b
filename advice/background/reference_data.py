"""The background loads itself after migrating, as its source has it: `data/background.toml`, quoted from the slides.

No slide ties any of it to a piece of advice, so that relation is left «ikke satt» for the Centre to set.
"""

import tomllib
from typing import Any

from django.apps.registry import Apps
from django.conf import settings

from advice.catalogue.reference_data import SLUG as EDITION
from advice.content.seeding import add_text, after_migrating

# Room between two texts for those that the Centre adds.
STEP = 10


def rows() -> list[dict[str, Any]]:
    """The texts in their order, each with the name of the source."""
    with (settings.BASE_DIR / "data" / "background.toml").open("rb") as file:
        content = tomllib.load(file)
    return [{"source": content["source"], **row} for row in content["article"]]


def load(apps: Apps, using: str) -> None:
    """Add the texts that are missing."""
    edition = apps.get_model("advice", "Edition")._base_manager.using(using).get(slug=EDITION)
    for place, row in enumerate(rows(), start=1):
        add_text(
            apps,
            using,
            "Article",
            key={"edition": edition, "slug": row["slug"]},
            record={"section": row["section"], "position": place * STEP},
            text={
                "title": row["title"],
                "body": row.get("body", "").strip(),
                "when": row.get("when", ""),
                "references": row.get("references", "").strip(),
                "url": row.get("url", ""),
                "source": row["source"],
                "source_place": row["place"],
            },
        )


after_migrating("background", load)
