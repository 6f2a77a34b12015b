"""Whether a person tells anything new of oneself, and why not. One rule, asked by every service and page that takes
it in.

All but how somebody is reached serves being found, so it is asked for of nobody who sits on panels alone: there only
the year of birth is kept beside name and contact data (docs/adr/0205). What stands there from before may always be
taken away.
"""

from django.utils.translation import gettext as _

from representatives.consents.enums import READS, Audience
from representatives.consents.reading import ConsentsOfPerson


def why_not(consents: ConsentsOfPerson, *, is_contact: bool = False) -> str:
    """Why the person writes nothing new, in words to the person; empty where nothing is in the way."""
    if not consents.is_in_register:
        return _why_not_outside(consents)
    if is_contact or not is_here_for_panels(consents):
        return ""
    return _(
        "Dette spør vi bare representanter og erfaringskonsulenter om, så de kan bli funnet til oppdrag. "
        "Du er med i panel, og da trenger vi ikke å vite mer om deg enn hvordan vi når deg."
    )


def _why_not_outside(consents: ConsentsOfPerson) -> str:
    if consents.waits_for_guardian:
        return _("Vi venter på svar fra en foresatt. Før det skriver du ingenting om deg selv.")
    if consents.by_guardian:
        return _("Du står ikke i registeret nå. Skal du skrive noe nytt, må en foresatt si ja på nytt først.")
    if not consents.has_a_post:
        return _(
            "Du står ikke i registeret nå, og har ingen verv, stillinger eller paneler der. "
            "Da er det ingenting å fylle ut."
        )
    return _("Du står ikke i registeret nå. Samtykk til det på «Min side» før du skriver noe nytt.")


def is_here_for_panels(consents: ConsentsOfPerson) -> bool:
    """By the posts; by what was agreed to last where none is left. A guardian's yes is to panels alone."""
    if consents.by_guardian:
        return True
    if consents.standing:
        return Audience.ADULT not in consents.standing
    agreed = consents.lines[0].consent
    return agreed is not None and READS[agreed.text.audience] != Audience.ADULT
