"""Evidence from restricted work stands as «Skjermet» for those who may not open the work (docs/adr/0130)."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from advice.assessments.enums import EvidenceKind
from advice.assessments.reading import Sheet
from projects.involvement.models import Involvement

Record = dict[str, Any]


def let_read(user: Any, sheet: Sheet) -> Sheet:
    """Tell the evidence of a sheet which of it the account may open."""
    rows = [one for line in sheet.lines if line.answer.pk for one in line.answer.evidence.all()]
    open_ones = _open_to(user, {one.involvement_id for one in rows if one.involvement_id})
    for one in rows:
        one.is_open_to_reader = one.involvement_id is None or one.involvement_id in open_ones
    return sheet


def as_read_by(user: Any, record: Record) -> Record:
    """A record whose evidence from work that the account may not open has neither its label nor its address."""
    pieces = record.get("pieces", [])
    pointed_at = {_involvement(one) for piece in pieces for one in piece["evidence"] if _is_involvement(one)}
    if not pointed_at:
        return record
    open_ones = _open_to(user, pointed_at)

    def shown(one: Record) -> Record:
        if not _is_involvement(one) or _involvement(one) in open_ones:
            return one
        return {**one, "label": _("Skjermet"), "address": ""}

    return {**record, "pieces": [{**piece, "evidence": [*map(shown, piece["evidence"])]} for piece in pieces]}


def _open_to(user: Any, keys: Collection[int]) -> set[int]:
    """The involvement that the account may open: that of work it may open."""
    if not keys:
        return set()
    return set(Involvement.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))


def _is_involvement(evidence: Record) -> bool:
    return bool(evidence["kind"]["key"] == EvidenceKind.INVOLVEMENT)


def _involvement(evidence: Record) -> int:
    """Its key: the last part of its address. 0, which is open to nobody, where that says none."""
    key = evidence["address"].rstrip("/").rpartition("/")[2]
    return int(key) if key.isascii() and key.isdigit() else 0
