"""Who sees what a person writes on «Min side»: the table of `enrolments.reading`, in words, by the own consents.

One place, so that no page promises more or less than what holds for its reader today (docs/adr/0200).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from representatives.consents.enums import Audience
from representatives.consents.reading import consents_of
from representatives.people import posts
from representatives.people.models import Person

CONTACT, ABOUT, TAKING_PART, INTERESTS, AVAILABILITY, TRAINING = (
    "contact", "about", "taking-part", "interests", "availability", "training",
)  # fmt: skip

# What staff do with it, of somebody who agreed to be shown to them and can be found.
BY_STAFF: dict[str, Promise] = {
    CONTACT: gettext_lazy("Siden du lar ansatte finne deg, ser de det når du er foreslått til et oppdrag hos dem."),
    ABOUT: gettext_lazy(
        "Siden du lar ansatte finne deg, kan de søke etter erfaring og tema uten å se hvem du er. Resten ser de når "
        "du er foreslått til et oppdrag hos dem. Hvert søk står under «Hvem har sett opplysningene mine»."
    ),
    TAKING_PART: gettext_lazy(
        "Siden du lar ansatte finne deg, kan de søke etter fylke, språk og måter å delta på uten å se hvem du er. "
        "Timene, og hva som må til for at du kan delta, ser de bare når du er foreslått til et oppdrag hos dem."
    ),
    INTERESTS: gettext_lazy(
        "Siden du lar ansatte finne deg, ser den som oppnevner deg, det når du er foreslått til et oppdrag hos dem."
    ),
    AVAILABILITY: gettext_lazy(
        "Siden du lar ansatte finne deg, finner de deg når de søker etter noen som kan delta på en bestemt dag."
    ),
    TRAINING: gettext_lazy("Siden du lar ansatte finne deg, kan de søke etter hvem som har tatt opplæringen."),
}


@dataclass(frozen=True)
class Openness:
    """To whom the person's own words are open today."""

    is_in_register: bool
    is_findable: bool
    # By a mandate or an employment: now, or at any time.
    is_entered: bool
    was_entered: bool
    sits_on_panels: bool


def openness_of(person: Person) -> Openness:
    """One query beside those of the consents."""
    consents = consents_of(person)
    return Openness(
        is_in_register=consents.is_in_register,
        is_findable=consents.is_findable,
        is_entered=Audience.ADULT in consents.standing,
        was_entered=Person.objects.filter(posts.was_entered(), pk=person.pk).exists(),
        sits_on_panels=bool(consents.standing - {Audience.ADULT}),
    )


def who_sees(page: str, openness: Openness) -> str:
    """Who sees what is written on one of the pages, in one to three sentences."""
    if not openness.is_in_register:
        return _("Dette ser bare du. Du står ikke i registeret, så ingen andre ser det nå.")
    readers = [_("du")]
    if openness.is_entered:
        readers.append(_("organisasjonen din"))
    if openness.was_entered:
        readers.append(pgettext("among those who see", "Senter for brukermedvirkning"))
    if page == CONTACT and openness.sits_on_panels:
        readers.append(_("de som leder eller eier paneler du er med i"))
    told = _("Dette ser bare %(who)s.") % {"who": _listed(readers)}
    if openness.is_findable:
        return f"{told} {BY_STAFF[page]}"
    if openness.is_entered:
        return f"{told} {_('Ansatte finner deg ikke, for du har ikke sagt ja til å bli vist til dem.')}"
    return told


def _listed(words: Sequence[str]) -> str:
    """«du, organisasjonen din og Senter for brukermedvirkning»."""
    if len(words) == 1:
        return words[0]
    return _("%(first)s og %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
