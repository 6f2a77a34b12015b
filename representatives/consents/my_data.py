"""What a person is told of the own consents."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.dates import format_date, format_moment
from representatives.consents.models import Consent, GuardianRequest
from representatives.people import my_data
from representatives.people.models import Person


def _consents(person: Person) -> list[my_data.Record]:
    rows = Consent.objects.filter(person=person).select_related("text").order_by("-given_at", "-pk")
    return [
        {
            "purpose": my_data.Told(_("Formål"), row.get_purpose_display()),
            "given": my_data.Told(_("Gitt"), format_moment(row.given_at)),
            "channel": my_data.Told(_("Hvordan"), row.get_channel_display()),
            "answered_by": my_data.Told(_("Hvem svarte"), _("en foresatt") if row.guardian_id else _("du selv")),
            "expires": my_data.Told(_("Gjelder til og med"), format_date(row.expires_on)),
            "ended": my_data.Told(
                _("Avsluttet"), f"{format_moment(row.ended_at)}, {row.get_end_display()}" if row.ended_at else ""
            ),
            "text": my_data.Told(_("Tekst"), row.text.text),
            "text_version": my_data.Told(_("Versjon av teksten"), row.text.number),
        }
        for row in rows
    ]


def _guardians(person: Person) -> list[my_data.Record]:
    """The young person is told who was asked, and what was answered."""
    rows = GuardianRequest.objects.filter(person=person).order_by("-invited_at", "-pk")
    return [
        {
            "name": my_data.Told(_("Navn"), row.name),
            "email": my_data.Told(_("E-post"), row.email),
            "asked": my_data.Told(_("Spurt"), format_moment(row.invited_at)),
            "answered": my_data.Told(_("Svart"), format_moment(row.answered_at)),
            "agreed": my_data.Told(
                _("Samtykket"), "" if row.agreed is None else (_("ja") if row.agreed else _("nei"))
            ),
        }
        for row in rows
    ]


my_data.register(
    my_data.Section(
        key="consents",
        label=gettext_lazy("Samtykker"),
        records=_consents,
        covers=frozenset({"representatives.Consent.person"}),
        order=30,
    )
)
my_data.register(
    my_data.Section(
        key="guardians",
        label=gettext_lazy("Foresatte som er spurt"),
        records=_guardians,
        covers=frozenset({"representatives.GuardianRequest.person"}),
        order=31,
    )
)
