"""The record of an assessment: everything its page shows, written when it is approved.

From then on the page is read from the record alone (docs/adr/0130). Words of the portal stand in it in every language;
wording, names and answers as they stood.
"""

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from advice.assessments.enums import ActionState, EvidenceKind, Score
from advice.assessments.models import Assessment, AssessmentAction, Evidence
from advice.assessments.reading import Line, Sheet, Voice, sheet_of
from advice.assessments.words import Words, for_departments, in_all_languages
from advice.catalogue.enums import AdviceLevel, Strength
from advice.units.models import ServiceUnit
from medvirkning.accounts.enums import Language
from projects.departments.models import Department

Record = dict[str, Any]
# The form of what is written; a reader of another form is written when this changes.
FORM = 1


def record_of(assessment: Assessment) -> Record:
    """The record as it would be written now; also what a download of an open assessment holds."""
    return from_sheet(sheet_of(assessment))


def from_sheet(sheet: Sheet) -> Record:
    """A sheet as plain JSON."""
    assessment = sheet.assessment
    template = assessment.template
    return {
        "form": FORM,
        "year": assessment.year,
        "subject": _subject(assessment.subject),
        "template": {
            "number": template.number,
            "adopted_on": timezone.localdate(template.adopted_at).isoformat(),
            "edition": template.edition.title,
        },
        "submitted": _act(assessment.submitted_by, assessment.submitted_at),
        "approved": _act(assessment.approved_by, assessment.approved_at),
        "scale": [{"key": score.value, "words": in_all_languages(score.label)} for score in Score],
        "last_year": sheet.last.year if sheet.last else None,
        "representatives": [
            {"label": one.label, "way": in_all_languages(lambda one=one: one.way)} for one in sheet.asked
        ],
        "pieces": [_piece(line) for line in sheet.lines],
    }


def _act(who: Any, when: datetime.datetime | None) -> Record:
    return {"by": str(who) if who else "", "at": when.isoformat() if when else ""}


def _subject(subject: ServiceUnit | Department) -> Record:
    if isinstance(subject, ServiceUnit):
        above = ServiceUnit.objects.filter(pk__in=subject.lineage[:-1])
        names = {one.pk: one.name for one in above}
        return {
            "kind": "unit",
            "names": dict.fromkeys(Language.values, subject.name),
            "above": [dict.fromkeys(Language.values, names[pk]) for pk in subject.lineage[:-1] if pk in names],
            "owner": subject.owner_name,
            "county": subject.get_county_display(),
            "about": in_all_languages(subject.get_kind_display),
        }
    known = {one.code: one for one in Department.objects.filter(code__in=subject.lineage[:-1])}
    return {
        "kind": "department",
        "names": _names(subject),
        "above": [_names(known[code]) for code in subject.lineage[:-1] if code in known],
        "owner": "",
        "county": "",
        "about": dict.fromkeys(Language.values, ""),
    }


def _names(department: Department) -> Words:
    """A department's name in each language: nynorsk where it has one."""
    nynorsk = department.name_nn or department.name_nb
    return {language: nynorsk if language == Language.NN else department.name_nb for language in Language.values}


def _piece(line: Line) -> Record:
    version = line.version
    return {
        "position": line.item.position,
        "number": line.number,
        "version": version.number,
        "wording": version.wording,
        "language": version.language,
        "strength": {"key": version.strength, "words": in_all_languages(Strength(version.strength).label)},
        "level": {"key": version.level, "words": in_all_languages(AdviceLevel(version.level).label)},
        "addressee": version.addressee,
        "population": version.population,
        "source": version.source,
        "source_place": version.source_place,
        "meant_as": in_all_languages(lambda: for_departments(line.number)) if line.meant_as else None,
        "score": line.answer.score,
        "not_relevant_reason": line.answer.not_relevant_reason,
        "comment": line.answer.comment,
        "steps": [{"text": text, "done": done} for text, done in line.steps],
        "evidence": [_evidence(one) for one in _evidence_of(line)],
        "representatives": [_voice(one) for one in line.voices],
        "actions": [_action(one) for one in line.actions],
        "last_score": line.last.answer.score if line.last else "",
        "last_wording_changed": bool(line.last and line.last.wording_changed),
    }


def _evidence_of(line: Line) -> list[Evidence]:
    return list(line.answer.evidence.all()) if line.answer.pk else []


def _evidence(row: Evidence) -> Record:
    return {
        "kind": {"key": row.kind, "words": in_all_languages(EvidenceKind(row.kind).label)},
        "label": row.label,
        "address": address_of(row),
    }


def address_of(row: Evidence) -> str:
    """Where a piece of evidence is read."""
    if row.involvement is not None:
        return reverse("involvement:detail", args=[row.involvement.work_item.reference, row.involvement.pk])
    return row.url or reverse("assessments:evidence", args=[row.pk])


def _voice(voice: Voice) -> Record:
    return {
        "label": voice.label,
        "score": voice.score,
        "comment": voice.comment,
        "earlier_wording": voice.earlier_wording,
    }


def _action(row: AssessmentAction) -> Record:
    return {
        "text": row.text,
        "owner": row.owner_name,
        "due_on": row.due_on.isoformat(),
        "state": {"key": row.state, "words": in_all_languages(ActionState(row.state).label)},
        "outcome": row.outcome,
    }
