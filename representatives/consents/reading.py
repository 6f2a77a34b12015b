"""The consents of one person as the page tells them: purpose by purpose, with the text to read."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from representatives.consents.alone import waits_for_guardian
from representatives.consents.enums import Audience, ConsentEnd, ConsentPurpose
from representatives.consents.models import Consent, ConsentText
from representatives.consents.standing import audience_of, does_something, standing_of
from representatives.people.models import Person

# From when the page says that a consent runs out soon: as the first mail.
SOON = datetime.timedelta(days=30)


@dataclass(frozen=True)
class ConsentLine:
    """One purpose: what the person has answered, and what may be answered now."""

    purpose: str
    label: str
    # The newest answer, whatever became of it; none was ever given where empty.
    consent: Consent | None
    # What is read: the text agreed to while it holds, else the one shown today. A guardian's text is the guardian's:
    # the young person reads the own.
    text: ConsentText | None
    # What is agreed to by a press today.
    next_text: ConsentText | None
    holds: bool
    runs_out_soon: bool
    may_give: bool

    @property
    def has_run_out(self) -> bool:
        return self.consent is not None and not self.holds and self.consent.ended_at is None

    @property
    def is_withdrawn(self) -> bool:
        return self.consent is not None and self.consent.end == ConsentEnd.WITHDRAWN

    @property
    def is_a_guardians(self) -> bool:
        """Whether a guardian has agreed, by a text of the guardians' own."""
        return self.consent is not None and _is_a_guardians(self.consent)

    @property
    def text_has_changed(self) -> bool:
        """Whether another text than the one agreed to is shown today: a newer one, or that of what one is now."""
        return self.holds and self.text != self.next_text


@dataclass(frozen=True)
class ConsentsOfPerson:
    """All purposes, and what one press may give anew."""

    lines: tuple[ConsentLine, ...]
    is_in_register: bool
    by_guardian: bool
    # A guardian has been asked, and has not answered.
    waits_for_guardian: bool
    # What the person is in the register today: nothing where no post is left.
    standing: frozenset[Audience]
    # The texts of what a re-confirmation gives anew; none where there is nothing to confirm.
    renews: tuple[ConsentText, ...]

    @property
    def has_a_post(self) -> bool:
        """Whether there is something in the register to agree to."""
        return bool(self.standing)

    @property
    def is_findable(self) -> bool:
        """Whether staff who search may find the person: by a mandate or an employment, and the own yes to it."""
        return Audience.ADULT in self.standing and any(
            line.purpose == ConsentPurpose.SHOWN and line.holds for line in self.lines
        )

    @property
    def needs_guardian(self) -> bool:
        """Whether the person agrees to nothing alone."""
        return self.by_guardian or self.waits_for_guardian

    @property
    def asks_for_renewal(self) -> bool:
        """Something runs out soon, or has."""
        return bool(self.renews) and any(line.runs_out_soon or line.has_run_out for line in self.lines)

    @property
    def left_on(self) -> datetime.date | None:
        """Since when the person is in the register no more."""
        last = self.lines[0].consent
        if self.is_in_register or last is None:
            return None
        return timezone.localdate(last.ended_at) if last.ended_at else last.expires_on


def consents_of(person: Person, today: datetime.date | None = None) -> ConsentsOfPerson:
    """The person's consents today, in four queries; five where no post is left."""
    day = today or timezone.localdate()
    newest: dict[str, Consent] = {}
    for row in Consent.objects.filter(person=person).select_related("text").order_by("given_at", "pk"):
        newest[row.purpose] = row
    first = newest.get(ConsentPurpose.REGISTER)
    in_register = first is not None and _holds(first, day)
    by_guardian = first is not None and first.guardian_id is not None and first.end != ConsentEnd.OF_AGE
    waits = waits_for_guardian(person)
    is_alone = not by_guardian and not waits
    standing = standing_of(person)
    texts = _texts(audience_of(person, standing), day)
    lines = []
    for purpose in ConsentPurpose:
        consent, next_text = newest.get(purpose), texts.get(purpose)
        holds = consent is not None and _holds(consent, day) and in_register
        rests = in_register or purpose == ConsentPurpose.REGISTER
        does = does_something(purpose, standing)
        if standing and not does and consent is None:
            continue
        may_give = next_text is not None and is_alone and bool(standing) and does and rests
        lines.append(
            ConsentLine(
                purpose=purpose.value,
                label=str(purpose.label),
                consent=consent,
                text=consent.text if consent is not None and holds and not _is_a_guardians(consent) else next_text,
                next_text=next_text,
                holds=holds,
                runs_out_soon=holds and consent is not None and consent.expires_on - day <= SOON,
                may_give=may_give and not holds,
            )
        )
    given = [one for one in lines if one.consent is not None and one.consent.ended_at is None]
    renewed = [texts.get(one.purpose) for one in given if does_something(one.purpose, standing)]
    may_renew = bool(standing) and is_alone and first is not None and first.ended_at is None
    return ConsentsOfPerson(
        lines=tuple(lines),
        is_in_register=in_register,
        by_guardian=by_guardian,
        waits_for_guardian=waits,
        standing=standing,
        renews=tuple(text for text in renewed if text is not None) if may_renew else (),
    )


def is_in_register(person: Person) -> bool:
    """Whether the person agrees to stand in the register today."""
    return Consent.objects.in_force().filter(person=person, purpose=ConsentPurpose.REGISTER).exists()


def _is_a_guardians(consent: Consent) -> bool:
    return consent.text.audience == Audience.GUARDIAN


def _holds(consent: Any, day: datetime.date) -> bool:
    return consent.ended_at is None and consent.expires_on >= day


def _texts(audience: Audience, day: datetime.date) -> dict[str, ConsentText]:
    """The text of each purpose for an audience, in the adults' words where it has none of its own."""
    found: dict[str, ConsentText] = {}
    for text in ConsentText.objects.shown(day).filter(audience__in=[Audience.ADULT, audience]):
        if text.audience == audience or text.purpose not in found:
            found[text.purpose] = text
    return found
