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
            _("Når"): one.when,
            _("Hva"): one.form,
            _("Arbeid"): ", ".join(one.work),
            _("Organisasjon"): one.organisation,
            _("Rolle"): one.capacity,
        }
        for one in map(took_part, events_of(person))
    ]


def _inputs(person: Person) -> list[my_data.Record]:
    return [
        {
            _("Gitt"): format_date(one.line.row.given_on),
            _("Arbeid"): one.work,
            _("Innspill"): one.line.row.text,
            _("Utfall"): str(one.line.outcome.label) if one.line.outcome else "",
            _("Begrunnelse"): one.line.reason,
        }
        for one in said(list(inputs_of(person)))
    ]


def _answers(person: Person) -> list[my_data.Record]:
    rows = InvolvementConfirmation.objects.filter(person=person).select_related("involvement__work_item")
    return [
        {
            _("Arbeid"): title_of(row.involvement.work_item),
            _("Spurt"): format_moment(row.asked_at),
            _("Svar"): row.get_answer_display() if row.answer else "",
            _("Svart"): format_moment(row.answered_at),
            _("Kommentar"): row.comment,
            _("Hvorfor svaret er satt til side"): row.set_aside_reason,
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
