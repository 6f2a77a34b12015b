"""What a person is told of the own profile, availability and training."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.dates import format_date
from representatives.people import my_data
from representatives.people.models import Person
from representatives.profiles.models import AvailabilityPeriod, Profile, TrainingRecord
from representatives.profiles.reading import in_words


def _profile(person: Person) -> list[my_data.Record]:
    profile = Profile.objects.filter(person=person).select_related("person__user").first()
    return (
        [{fact.name: my_data.Told(fact.label, fact.value) for fact in in_words(profile).all}]
        if profile is not None
        else []
    )


def _availability(person: Person) -> list[my_data.Record]:
    rows = AvailabilityPeriod.objects.filter(person=person).order_by("valid_from")
    return [
        {
            "valid_from": my_data.Told(_("Fra"), format_date(row.valid_from)),
            "valid_to": my_data.Told(_("Til og med"), format_date(row.valid_to)),
        }
        for row in rows
    ]


def _training(person: Person) -> list[my_data.Record]:
    rows = TrainingRecord.objects.filter(person=person).select_related("stated_by").order_by("pk")
    return [
        {
            "training": my_data.Told(_("Opplæring"), str(row)),
            "completed": my_data.Told(_("Fullført"), format_date(row.completed_on)),
            "stated_by": my_data.Told(_("Oppgitt av"), row.stated_by.name if row.stated_by else _("deg")),
        }
        for row in rows
    ]


SECTIONS = (
    ("profile", gettext_lazy("Profil"), _profile, "Profile", 20),
    ("availability", gettext_lazy("Når du er tilgjengelig"), _availability, "AvailabilityPeriod", 21),
    ("training", gettext_lazy("Opplæring"), _training, "TrainingRecord", 22),
)
for key, label, records, model, order in SECTIONS:
    covers = frozenset({f"representatives.{model}.person"})
    my_data.register(my_data.Section(key=key, label=label, records=records, covers=covers, order=order))
