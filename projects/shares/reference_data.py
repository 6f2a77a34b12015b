"""The counting rule, version 1. The Centre makes later versions; the first holds for all earlier years too."""

from django.utils.translation import gettext_noop

from medvirkning.web.reference_data import load_after_migrating
from projects.shares.enums import Headline
from projects.shares.rule import FIRST_YEAR

load_after_migrating(
    "projects",
    "RuleVersion",
    "number",
    [
        {
            "number": 1,
            "from_year": FIRST_YEAR,
            "headline": Headline.ANY,
            "least_degree": 1,
            "counts_unknown_degree": True,
            "reason": gettext_noop("Ingen publisert definisjon ble funnet, så regelen er portalens egen."),
        }
    ],
)
