"""What the implementation adds to the catalogue's pages, and the parts of an activity's history."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from advice.catalogue.models import Advice, Edition
from advice.implementation import addresses
from advice.implementation.models import ActivityPiece, ImplementationActivity
from advice.implementation.querysets import activities_for
from advice.implementation.reading import Figures
from medvirkning import audit
from medvirkning.web import slots
from medvirkning.web.slots import Fragment

FEW_COMING = 3

audit.register_part(
    ImplementationActivity, audit.Part(ActivityPiece, by="implementationactivity", label=_("Råd"), link="advice")
)


def activities_of_piece(request: HttpRequest, piece: Advice) -> Fragment:
    """What is coming about the piece, and what has been."""
    seen: Any = activities_for(request.user).filter(pieces=piece)
    key = addresses.key_of_piece(piece)
    return Fragment(
        "advice/implementation/_of_piece.html",
        {
            "coming": list(seen.select_related("organisation").coming()[:FEW_COMING]),
            "figures": Figures.of(seen.figures(), rad=key),
            "all_url": addresses.activities(rad=key),
        },
    )


def plan_of_edition(request: HttpRequest, edition: Edition) -> Fragment:
    """The way to the plan."""
    query = "" if edition.is_main else f"?utgave={edition.slug}"
    return Fragment("advice/implementation/_of_edition.html", {"query": query})


slots.register("advice.detail", activities_of_piece, order=60)
slots.register("advice.list", plan_of_edition, order=60)
