"""A body that holds an activity or sends a member: written by name or number, kept by the register where it is there.

Centres of competence, municipalities and health trusts are not in the register of user organisations, so a plain name
is as good (docs/adr/0151).
"""

from dataclasses import dataclass

from representatives.organisations.models import Organisation

DIGITS_OF_A_NUMBER = 9


@dataclass(frozen=True)
class Body:
    """Of the register, or a name alone; both empty is unknown."""

    organisation: Organisation | None
    name: str


def body_of(text: str) -> Body:
    """The body meant by a name or an organisation number. A name that two in the register share stays a name."""
    words = " ".join(text.split())
    if not words:
        return Body(None, "")
    digits = words.replace(" ", "")
    if digits.isdigit() and len(digits) == DIGITS_OF_A_NUMBER:
        found = list(Organisation.objects.filter(organisation_number=digits))
    else:
        found = list(Organisation.objects.filter(name__iexact=words).order_by("pk")[:2])
    return Body(found[0], "") if len(found) == 1 else Body(None, words)
