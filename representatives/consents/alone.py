"""Who answers for oneself. One rule, asked by everything that gives a consent or takes somebody in.

Whoever a guardian has answered for, and whoever waits for one, agrees to nothing alone: on no page, by no link, on no
phone (docs/adr/0197).
"""

from django.utils.translation import gettext as _

from medvirkning.web.refusals import RefusedError
from representatives.consents.enums import ConsentEnd, ConsentPurpose
from representatives.consents.models import Consent, GuardianRequest
from representatives.people.models import Person


class ConsentRefusedError(RefusedError):
    """The consent can't be given as asked."""


def answers_by_guardian(person: Person) -> bool:
    """Whether it was a guardian who agreed that the person is here: then only a guardian agrees to more."""
    last = Consent.objects.filter(person=person, purpose=ConsentPurpose.REGISTER).order_by("-given_at", "-pk").first()
    return last is not None and last.guardian_id is not None and last.end != ConsentEnd.OF_AGE


def waits_for_guardian(person: Person) -> bool:
    """Whether a guardian has been asked and has not answered. A link that has gone out makes nobody older."""
    return GuardianRequest.objects.unanswered_about(person.pk).exists()


def needs_guardian(person: Person) -> bool:
    """Whether only a guardian agrees to anything for the person."""
    return waits_for_guardian(person) or answers_by_guardian(person)


def demand_alone(person: Person) -> None:
    """Raises `ConsentRefusedError`, in words to the person."""
    if answers_by_guardian(person):
        raise ConsentRefusedError(
            _("En foresatt har samtykket for deg. Du kan ikke si ja til mer før du er gammel nok til å svare selv.")
        )
    if waits_for_guardian(person):
        raise ConsentRefusedError(
            _("Vi venter på svar fra en foresatt. Du kan ikke si ja til mer før du er gammel nok til å svare selv.")
        )


def demand_alone_by_hand(person: Person) -> None:
    """The same, in words to who writes it down."""
    if answers_by_guardian(person):
        raise ConsentRefusedError(_("En foresatt har samtykket for personen, og må svare på dette."))
    if waits_for_guardian(person):
        raise ConsentRefusedError(_("En foresatt er spurt for personen, og må svare på dette."))
