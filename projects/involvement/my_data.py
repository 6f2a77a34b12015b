"""What a person is told of what the log holds: events, inputs, answers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.dates import format_date, format_moment
from projects.involvement.models import InvolvementConfirmation
from projects.involvement.my_part import events_of, inputs_of, said, title_of, took_part
from representatives.people import my_data
from representatives.people.models import Person


def _events(person: Person) -> list[my_data.Record]:
    return [
        {
            "when": my_data.Told(_("Når"), one.when),
            "what": my_data.Told(_("Hva"), one.form),
            "work": my_data.Told(_("Arbeid"), ", ".join(one.work)),
            "organisation": my_data.Told(_("Organisasjon"), one.organisation),
            "role": my_data.Told(_("Rolle"), one.capacity),
        }
        for one in map(took_part, events_of(person))
    ]


def _inputs(person: Person) -> list[my_data.Record]:
    return [
        {
            "given": my_data.Told(_("Gitt"), format_date(one.line.row.given_on)),
            "work": my_data.Told(_("Arbeid"), one.work),
            "input": my_data.Told(_("Innspill"), one.line.row.text),
            "outcome": my_data.Told(_("Utfall"), str(one.line.outcome.label) if one.line.outcome else ""),
            "reason": my_data.Told(_("Begrunnelse"), one.line.reason),
        }
        for one in said(list(inputs_of(person)))
    ]


def _answers(person: Person) -> list[my_data.Record]:
    rows = InvolvementConfirmation.objects.filter(person=person).select_related("involvement__work_item")
    return [
        {
            "work": my_data.Told(_("Arbeid"), title_of(row.involvement.work_item)),
            "asked": my_data.Told(_("Spurt"), format_moment(row.asked_at)),
            "answer": my_data.Told(_("Svar"), row.get_answer_display() if row.answer else ""),
            "answered": my_data.Told(_("Svart"), format_moment(row.answered_at)),
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
