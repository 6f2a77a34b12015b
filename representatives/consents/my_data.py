"""What a person is told of the own consents."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from representatives.consents.models import Consent, ConsentText, GuardianRequest
from representatives.people import my_data
from representatives.people.models import Person


def _consents(person: Person) -> list[my_data.Record]:
    rows = Consent.objects.filter(person=person).select_related("text").order_by("-given_at", "-pk")
    return [
        {
            "purpose": my_data.Told(_("Formål"), row.purpose, row.get_purpose_display()),
            "given": my_data.Told(_("Gitt"), row.given_at),
            "channel": my_data.Told(_("Hvordan"), row.channel, row.get_channel_display()),
            "answered_by": my_data.Told(
                _("Hvem svarte"),
                "guardian" if row.guardian_id else "self",
                _("en foresatt") if row.guardian_id else _("du selv"),
            ),
            "expires": my_data.Told(_("Gjelder til og med"), row.expires_on),
            "ended": my_data.Told(_("Avsluttet"), row.ended_at),
            "end": my_data.Told(_("Hvorfor det er slutt"), row.end, row.get_end_display()),
            "text": my_data.Told(_("Tekst"), _in_all_languages(row.text), row.text.text),
            "text_version": my_data.Told(_("Versjon av teksten"), row.text.number),
        }
        for row in rows
    ]


def _in_all_languages(text: ConsentText) -> dict[str, str]:
    """Word for word, whichever language the file is read in."""
    return {"nb": text.text_nb, "nn": text.text_nn, "en": text.text_en}


def _guardians(person: Person) -> list[my_data.Record]:
    """The young person is told who was asked, and what was answered."""
    rows = GuardianRequest.objects.filter(person=person).order_by("-invited_at", "-pk")
    return [
        {
            "name": my_data.Told(_("Navn"), row.name),
            "email": my_data.Told(_("E-post"), row.email),
            "asked": my_data.Told(_("Spurt"), row.invited_at),
            "answered": my_data.Told(_("Svart"), row.answered_at),
            "agreed": my_data.Told(_("Samtykket"), row.agreed),
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
