"""What a person is told of the own profile, availability and training."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from representatives.people import my_data
from representatives.people.models import Person
from representatives.profiles.models import AvailabilityPeriod, Profile, TrainingRecord
from representatives.profiles.reading import in_words


def _profile(person: Person) -> list[my_data.Record]:
    profile = Profile.objects.filter(person=person).select_related("person__user").first()
    if profile is None:
        return []
    record = {
        fact.name: my_data.Told(fact.label, _held(profile, fact.name), fact.value) for fact in in_words(profile).all
    }
    return [record | {"interests_declared": my_data.Told(_("Bindinger oppgitt"), profile.interests_declared_on)}]


def _held(profile: Profile, name: str) -> object:
    """A field as it is stored; how the account is reached stands with the account."""
    account = profile.person.user
    if name in {"email", "language"}:
        return getattr(account, name) if account is not None else None
    return getattr(profile, name)


def _availability(person: Person) -> list[my_data.Record]:
    rows = AvailabilityPeriod.objects.filter(person=person).order_by("valid_from")
    return [
        {
            "valid_from": my_data.Told(_("Fra"), row.valid_from),
            "valid_to": my_data.Told(_("Til og med"), row.valid_to),
        }
        for row in rows
    ]


def _training(person: Person) -> list[my_data.Record]:
    rows = TrainingRecord.objects.filter(person=person).select_related("stated_by").order_by("pk")
    return [
        {
            "training": my_data.Told(_("Opplæring"), row.kind, str(row)),
            "completed": my_data.Told(_("Fullført"), row.completed_on),
            "stated_by": my_data.Told(
                _("Oppgitt av"), row.stated_by.name if row.stated_by else "self", None if row.stated_by else _("deg")
            ),
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
