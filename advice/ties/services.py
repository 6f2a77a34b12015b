"""Saying which pieces of advice a work item serves.

A tie changes no count: whether users were involved is told by the log alone, so nothing is recounted.
"""

import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from advice.catalogue.models import Advice
from advice.ties.models import AdviceTie
from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import NotAllowedError, RefusedError
from projects.work.models import WorkItem

LONGEST_NOTE = 300
# How the work serves each piece, by the piece's key; empty is not told.
Served = Mapping[int, str]


class TiesRefusedError(RefusedError):
    """The work can't be tied to these pieces."""


def served_by(work_item: WorkItem) -> dict[int, str]:
    """The pieces that the work serves now."""
    ties = AdviceTie.objects.filter(work_item=work_item).order_by("advice_id")
    return dict(ties.values_list("advice_id", "note"))


def mark_of(served: Served) -> str:
    """What a form carries of the set it was shown with, so that two people at once are told."""
    told = "\n".join(f"{key}:{served[key]}" for key in sorted(served))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


@transaction.atomic
def set_ties(*, actor: User, work_item: WorkItem, served: Served, shown: str) -> WorkItem:
    """Let the work serve these pieces and no others. `shown` is the mark of the set that was looked at.

    What was there stays the same row, so that its history goes on. Raises `NotAllowedError`, `TiesRefusedError`, and
    `StaleVersion` where somebody else changed the set meanwhile.
    """
    if not actor.has_perm("work.change", work_item):
        raise NotAllowedError(_("Bare de som kan endre arbeidet, sier hvilke råd det tjener."))
    # Two who save at the same time come one after the other.
    WorkItem._base_manager.select_for_update(of=("self",)).get(pk=work_item.pk)
    stored = {tie.advice_id: tie for tie in AdviceTie.objects.filter(work_item=work_item)}
    if mark_of({key: tie.note for key, tie in stored.items()}) != shown:
        raise StaleVersion(work_item)
    wanted = {key: " ".join(note.split()) for key, note in served.items()}
    if any(len(note) > LONGEST_NOTE for note in wanted.values()):
        raise TiesRefusedError(_("Skriv kortere: en tekst kan ha %(most)s tegn.") % {"most": LONGEST_NOTE})
    new = set(wanted) - set(stored)
    if Advice.objects.published().filter(pk__in=new).count() != len(new):
        raise TiesRefusedError(_("Et av rådene finnes ikke lenger. Last sida på nytt."))
    AdviceTie.objects.filter(pk__in=[tie.pk for key, tie in stored.items() if key not in wanted]).delete()
    for key, tie in stored.items():
        if key in wanted and tie.note != wanted[key]:
            tie.note = wanted[key]
            tie.save(update_fields=["note"])
    AdviceTie.objects.bulk_create(
        AdviceTie(work_item=work_item, advice_id=key, note=wanted[key], added_by=actor) for key in sorted(new)
    )
    return work_item
