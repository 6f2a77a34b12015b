"""What a person is told of what the log holds: events, inputs, answers."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.dates import PartialDate
from projects.involvement.models import Input, InvolvementConfirmation
from projects.involvement.my_part import events_of, inputs_of, said, title_of, took_part
from projects.work.models import WorkItem
from representatives.people import my_data
from representatives.people.models import Person


def _day(label: str, day: datetime.date, precision: str) -> my_data.Told:
    """As exactly as it is known: `2026-11-22`, `2026-11` or `2026`."""
    known = PartialDate.of(day, precision)
    return my_data.Told(label, known.isoformat(), known)


def _title(work_item: WorkItem) -> str | None:
    """Nothing of what is shielded: in words it is called so."""
    return None if work_item.restricted else work_item.title


def _outcome(row: Input) -> str | None:
    return row.outcome or None


def _events(person: Person) -> list[my_data.Record]:
    return [
        {
            "first_day": _day(_("Første dag"), row.event.started_on, row.event.started_on_precision),
            "last_day": _day(_("Siste dag"), row.event.ended_on, row.event.ended_on_precision),
            "what": my_data.Told(_("Hva"), row.event.form.code, one.form),
            "work": my_data.Told(
                _("Arbeid"), [_title(held.work_item) for held in row.event.involvements.all()], ", ".join(one.work)
            ),
            "organisation": my_data.Told(_("Organisasjon"), one.organisation),
            "role": my_data.Told(_("Rolle"), row.capacity, one.capacity),
        }
        for row, one in ((row, took_part(row)) for row in events_of(person))
    ]


def _inputs(person: Person) -> list[my_data.Record]:
    return [
        {
            "given": my_data.Told(_("Gitt"), one.line.row.given_on),
            "work": my_data.Told(_("Arbeid"), _title(one.line.row.involvement.work_item), one.work),
            "input": my_data.Told(_("Innspill"), one.line.row.text),
            "outcome": my_data.Told(
                _("Utfall"), _outcome(one.line.row), one.line.outcome.label if one.line.outcome else ""
            ),
            "reason": my_data.Told(_("Begrunnelse"), one.line.reason),
        }
        for one in said(list(inputs_of(person)))
    ]


def _answers(person: Person) -> list[my_data.Record]:
    rows = InvolvementConfirmation.objects.filter(person=person).select_related("involvement__work_item")
    return [
        {
            "work": my_data.Told(_("Arbeid"), _title(row.involvement.work_item), title_of(row.involvement.work_item)),
            "asked": my_data.Told(_("Spurt"), row.asked_at),
            "answer": my_data.Told(_("Svar"), row.answer, row.get_answer_display()),
            "answered": my_data.Told(_("Svart"), row.answered_at),
            "comment": my_data.Told(_("Kommentar"), row.comment),
            "set_aside_reason": my_data.Told(_("Hvorfor svaret er satt til side"), row.set_aside_reason),
        }
        for row in rows.order_by("asked_at", "pk")
    ]


SECTIONS = (
    ("events", gettext_lazy("Det du har deltatt i"), _events, "EventPerson.person", 50),
    ("inputs", gettext_lazy("Innspillene dine, og hva som skjedde"), _inputs, "Input.given_by", 51),
    ("answers", gettext_lazy("Det du svarte da vi spurte"), _answers, "InvolvementConfirmation.person", 52),
)
for key, label, records, relation, order in SECTIONS:
    covers = frozenset({f"projects.{relation}"})
    my_data.register(my_data.Section(key=key, label=label, records=records, covers=covers, order=order))
