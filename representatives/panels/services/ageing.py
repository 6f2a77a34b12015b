"""What happens by itself: terms end, guardians don't answer or are asked anew, and young people come of age."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning import audit
from medvirkning.accounts.invitations import services as invitations
from medvirkning.accounts.models import User
from medvirkning.web.concurrency import save_versioned
from medvirkning.web.refusals import NotAllowedError
from representatives.consents import services as consents
from representatives.consents.enums import Audience, ConsentChannel, ConsentEnd, ConsentPurpose
from representatives.consents.guardian_mails import forget_guardians
from representatives.consents.models import Consent, GuardianRequest
from representatives.panels import notices
from representatives.panels.age import needs_guardian
from representatives.panels.enums import MemberState
from representatives.panels.models import PanelMember
from representatives.panels.services import guardians, members
from representatives.panels.services.panels import PanelRefusedError
from representatives.people.models import Person

# How long somebody who has come of age may think, and when the mail comes again.
ANSWERS_WITHIN = datetime.timedelta(days=30)
REMINDED_BEFORE = datetime.timedelta(days=7)


def look_after(today: datetime.date | None = None) -> int:
    """The daily round: each seat in a transaction of its own. Gives how many things were done."""
    day = today or timezone.localdate()
    done = 0
    for step in (_end_terms, _give_up_waiting, _ask_who_came_of_age, _ask_guardians_anew, _remind_guardians):
        with audit.context(command="panels-daily"):
            done += step(day)
    return done


@transaction.atomic
def answer_for_oneself(*, actor: User, member: PanelMember) -> None:
    """Somebody who has come of age says yes: the guardian's answer holds no more, for any seat.

    Raises `NotAllowedError` and `PanelRefusedError`.
    """
    if member.person is None or not actor.has_perm("panels.leave", member):
        raise NotAllowedError(_("Bare du selv kan svare på dette."))
    person = Person.objects.select_for_update(of=("self",)).get(pk=member.person.pk)
    rests = Q(answer_by__isnull=False) | Q(guardian_request__isnull=False)
    seats = list(members.lock_members().of_person(person.pk).filter(rests))
    if not any(seat.answer_by for seat in seats):
        raise PanelRefusedError(_("Dette er alt besvart."))
    Consent.objects.filter(person=person, ended_at=None, guardian__isnull=False).update(
        ended_at=timezone.now(), end=ConsentEnd.OF_AGE
    )
    # Whom no guardian answers for waits for none either.
    forget_guardians(GuardianRequest.objects.filter(person=person).values_list("pk", flat=True))
    consents.give(
        person=person, purposes=[ConsentPurpose.REGISTER], channel=ConsentChannel.PORTAL, audience=Audience.YOUNG
    )
    for seat in seats:
        if seat.state == MemberState.AWAITING_GUARDIAN:
            members.seat(seat)
        seat.answer_by, seat.guardian_request = None, None
        save_versioned(
            seat,
            expected_version=seat.version,
            fields=["state", "valid_from", "valid_to", "answer_by", "guardian_request"],
        )


def _end_terms(day: datetime.date) -> int:
    over = list(PanelMember.objects.term_is_over(day).values_list("pk", flat=True))
    for key in over:
        with transaction.atomic():
            members.lock_panels_of(PanelMember.objects.filter(pk=key))
            member = members.lock_members().term_is_over(day).filter(pk=key).first()
            if member is not None and member.valid_to is not None:
                members.end(actor=None, member=member, last_day=member.valid_to)
                notices.tell_term_is_over(member)
    return len(over)


def _give_up_waiting(day: datetime.date) -> int:
    """Seats whose guardian didn't answer in time, the first time or a later one, and members of age who didn't."""
    taken = Q(state__in=[MemberState.AWAITING_GUARDIAN, MemberState.MEMBER])
    unanswered = taken & Q(guardian_request__answered_at=None, guardian_request__expires_at__date__lt=day)
    silent = Q(state=MemberState.MEMBER, answer_by__lt=day)
    done = 0
    for found, why in ((unanswered, notices.GUARDIAN_SILENT), (silent, notices.SELF_SILENT)):
        for key in list(PanelMember.objects.filter(found).values_list("pk", flat=True)):
            with transaction.atomic():
                members.lock_panels_of(PanelMember.objects.filter(pk=key))
                member = members.lock_members().filter(found, pk=key).first()
                if member is not None:
                    guardians.give_up([member], why=why)
                    done += 1
    return done


def _ask_who_came_of_age(day: datetime.date) -> int:
    """On the first day that it is certain, or the first round after it; reminded a week before the answer is due."""
    rests = Consent.objects.in_force(day).filter(guardian__isnull=False, purpose=ConsentPurpose.REGISTER)
    people = rests.order_by("person").values("person")
    rows = PanelMember.objects.filter(state=MemberState.MEMBER, birth_year__isnull=False, person__in=people)
    done = 0
    for key in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            member = members.lock_members().filter(pk=key, state=MemberState.MEMBER).first()
            if member is None or member.birth_year is None or needs_guardian(member.birth_year, day):
                continue
            if member.answer_by is None:
                member.answer_by = day + ANSWERS_WITHIN
                save_versioned(member, expected_version=member.version, fields=["answer_by"])
                notices.ask_who_came_of_age(member)
                done += 1
            elif day >= member.answer_by - REMINDED_BEFORE:
                notices.remind_who_came_of_age(member)
    return done


def _ask_guardians_anew(day: datetime.date) -> int:
    """A guardian's consent holds for 12 months as any: 30 days before its end the guardian is asked again.

    Not where the young person comes of age before it ends: then the answer is the young person's own.
    """
    ends_soon = Consent.objects.in_force(day).filter(
        purpose=ConsentPurpose.REGISTER, guardian__isnull=False, expires_on__lte=day + ANSWERS_WITHIN
    )
    done = 0
    for consent in ends_soon.select_related("guardian", "person").order_by("pk"):
        with transaction.atomic():
            done += _ask_again(consent, day)
    return done


def _ask_again(consent: Consent, day: datetime.date) -> int:
    """One request for all of the guardian's seats. They rest on it from now; the consent, on the one before until
    it is answered.
    """
    earlier = consent.guardian
    if earlier is None or not earlier.email:
        return 0
    rows = members.lock_members().filter(guardian_request=earlier.pk, state=MemberState.MEMBER)
    seats = [one for one in rows if one.birth_year is not None and needs_guardian(one.birth_year, day)]
    if not seats:
        return 0
    request = GuardianRequest(person=consent.person, name=earlier.name, email=earlier.email)
    token = invitations.give_link(request, good_for=guardians.ANSWERS_WITHIN)
    request.save()
    for member in seats:
        member.guardian_request = request
        save_versioned(member, expected_version=member.version, fields=["guardian_request"])
    notices.ask_guardian_anew(seats[0], token=token)
    return 1


def _remind_guardians(day: datetime.date) -> int:
    """A week before a link goes out the guardian gets another, once; the earlier one works no more."""
    waits = PanelMember.objects.taken().filter(guardian_request__answered_at=None).order_by()
    due = GuardianRequest.objects.open().filter(
        pk__in=waits.values("guardian_request"), expires_at__date__lte=day + REMINDED_BEFORE
    )
    done = 0
    for key in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            request = GuardianRequest.objects.select_for_update(of=("self",)).open().filter(pk=key).first()
            if request is not None:
                done += _remind(request)
    return done


def _remind(request: GuardianRequest) -> int:
    """`invited_at` says when the last mail went: within the last week it is the reminder."""
    member = (
        PanelMember.objects.taken().filter(guardian_request=request.pk).select_related("panel", "person__user").first()
    )
    if member is None or request.invited_at > request.expires_at - REMINDED_BEFORE - datetime.timedelta(days=1):
        return 0
    token = invitations.give_link(request, good_for=request.expires_at - timezone.now())
    request.invited_at = timezone.now()
    request.save(update_fields=["token_hash", "expires_at", "invited_at"])
    member.guardian_request = request
    notices.ask_guardian(member, token=token)
    return 1
