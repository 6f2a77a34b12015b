"""What the ties add: the pieces on the page of work, the work on the page of a piece, and both in the history."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from advice.catalogue.models import Advice
from advice.ties import addresses
from advice.ties.models import AdviceTie
from medvirkning import audit
from medvirkning.web import slots
from medvirkning.web.slots import Fragment
from projects.work.models import WorkItem

FEW_WORKS = 5

audit.register_part(WorkItem, audit.Part(AdviceTie, by="work_item", label=_("Råd som arbeidet tjener")))


def advice_of_work(request: HttpRequest, work_item: WorkItem) -> Fragment | None:
    """The pieces that the work serves. Nothing where none is told and the reader can't tell any."""
    user: Any = request.user
    may_change = user.has_perm("work.change", work_item)
    ties = list(
        AdviceTie.objects.filter(work_item=work_item)
        .select_related("advice__edition", "advice__current")
        .order_by("-advice__edition__is_main", "advice__edition", "advice__number")
    )
    if not ties and not may_change:
        return None
    return Fragment("advice/ties/_of_work.html", {"work_item": work_item, "ties": ties, "may_change": may_change})


def work_of_piece(request: HttpRequest, piece: Advice) -> Fragment | None:
    """The work that serves the piece, for staff and the Centre, as far as each may open it."""
    user: Any = request.user
    if not user.is_authenticated or not user.has_perm("work.list"):
        return None
    rows = WorkItem.objects.visible_to(user).filter(advice_ties__advice=piece).order_by("sort_key", "pk")
    return Fragment(
        "advice/ties/_of_piece.html",
        {"works": list(rows[:FEW_WORKS]), "count": rows.count(), "all_url": addresses.work_of(piece)},
    )


slots.register("work.overview", advice_of_work, order=50)
slots.register("advice.detail", work_of_piece, order=70)
