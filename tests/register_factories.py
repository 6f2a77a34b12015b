"""Builders of the register: registered organisations, their contacts, people with consents. See `tests.factories`.

They write rows directly. Whoever stands in the register has agreed to it unless told otherwise.
"""

import datetime
import hashlib
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from representatives.consents.enums import Audience, ConsentChannel, ConsentPurpose
from representatives.consents.models import Consent, GuardianRequest
from representatives.consents.services import last_day, text_for
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.geography.enums import County
from representatives.grants.enums import RecipientKind
from representatives.grants.models import Grant, GrantScheme, SchemeRules
from representatives.organisations.enums import ApplicationState, OrganisationKind
from representatives.organisations.models import (
    Organisation,
    OrganisationApplication,
    OrganisationContact,
    OrganisationInvitation,
)
from representatives.panels.enums import MeetingState, MemberState, PanelKind
from representatives.panels.models import Panel, PanelManager, PanelMeeting, PanelMember
from representatives.people.models import Disclosure, Person
from representatives.profiles.models import AvailabilityPeriod, Profile
from tests import factories
from tests.factories import LONG_AGO, number

A_LINK = "lenke-som-virker-en-gang"


def token_hash(token: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


# Organisations


def registered(**fields: Any) -> Organisation:
    """An organisation that the Centre approved long ago and that was confirmed today."""
    return factories.organisation(**{"registered_on": LONG_AGO, "confirmed_on": timezone.localdate()} | fields)


@audit.context(command="factory")
def contact(*, of: Organisation | None = None, account: User | None = None, **values: Any) -> User:
    """Somebody who acts for an organisation (a new one)."""
    account = account or factories.user(roles=[Role.ORGANISATION_CONTACT], **values)
    OrganisationContact.objects.create(user=account, organisation=of or registered(), valid_from=LONG_AGO)
    return account


@audit.context(command="factory")
def application(**values: Any) -> OrganisationApplication:
    """A user organisation that has signed up and waits."""
    key = number()
    facts = {
        "name": f"Søkerforeningen {key}",
        "kind": OrganisationKind.USER,
        "organisation_number": factories.organisation_number(key),
        "is_democratic": True,
        "is_member_based": True,
        "is_run_by_users": True,
        "involvement_is_core": True,
        "is_national": True,
        "applicant_name": "Kari Søker",
        "applicant_email": f"soker-{key}@forening.example",
        "applicant_language": "nb",
    }
    return OrganisationApplication.objects.create(**facts | values)


def returned(*, token: str = A_LINK, **values: Any) -> OrganisationApplication:
    """One that the Centre has returned, and that is mended by its link."""
    return application(
        **{
            "state": ApplicationState.RETURNED,
            "decision_reason": "Fortell hvem dere er til for.",
            "decided_at": timezone.now(),
            "token_hash": token_hash(token),
            "token_expires_at": timezone.now() + datetime.timedelta(days=30),
        }
        | values
    )


@audit.context(command="factory")
def organisation_invitation(*, of: Organisation, token: str = A_LINK, **values: Any) -> OrganisationInvitation:
    """An open invitation to act for an organisation."""
    return OrganisationInvitation.objects.create(
        organisation=of,
        **{
            "name": "Ny Kontakt",
            "email": f"kontakt-{number()}@forening.example",
            "token_hash": token_hash(token),
            "expires_at": timezone.now() + datetime.timedelta(days=14),
        }
        | values,
    )


# People


@audit.context(command="factory")
def person(
    *,
    name: str | None = None,
    purposes: Iterable[str] = ConsentPurpose.values,
    account: User | None = None,
    in_log: bool = False,
    **profile: Any,
) -> Person:
    """Somebody in the register, with an account, a profile and consent to the purposes (all of them)."""
    account = account or factories.user(roles=[Role.REPRESENTATIVE], name=name)
    made = Person.objects.create(name=name or account.name, user=account, is_in_log=in_log)
    Profile.objects.create(person=made, **{"county": County.TROMS, "themes": ["psykisk helse"]} | profile)
    for purpose in purposes:
        consent(of=made, purpose=purpose)
    return made


@audit.context(command="factory")
def consent(*, of: Person, purpose: str = ConsentPurpose.REGISTER, **values: Any) -> Consent:
    """A consent that was given today."""
    audience = values.pop("audience", Audience.ADULT)
    return Consent.objects.create(
        person=of,
        purpose=purpose,
        **{
            "text": text_for(purpose, audience),
            "channel": ConsentChannel.PORTAL,
            "expires_on": last_day(timezone.localdate()),
        }
        | values,
    )


@audit.context(command="factory")
def available(*, who: Person, first: datetime.date, last: datetime.date) -> AvailabilityPeriod:
    """Days on which somebody can take part."""
    return AvailabilityPeriod.objects.create(person=who, valid_from=first, valid_to=last)


@audit.context(command="factory")
def representative(*, of: Organisation | None = None, who: Person | None = None, **values: Any) -> Representative:
    """Somebody with an accepted mandate that holds for a year yet."""
    today = timezone.localdate()
    return Representative.objects.create(
        organisation=of or registered(),
        person=who or person(),
        **{
            "state": EnrolmentState.ACCEPTED,
            "valid_from": LONG_AGO,
            "valid_to": today + datetime.timedelta(days=365),
            "token_hash": token_hash(f"brukt-{number()}"),
            "expires_at": timezone.now(),
            "accepted_at": timezone.now(),
        }
        | values,
    )


@audit.context(command="factory")
def consultant(*, of: Organisation | None = None, who: Person | None = None, **values: Any) -> ExperienceConsultant:
    """Somebody employed for the own experience, at half time."""
    return ExperienceConsultant.objects.create(
        organisation=of or registered(kind=OrganisationKind.PUBLIC_BODY),
        person=who or person(),
        **{
            "state": EnrolmentState.ACCEPTED,
            "position": "Erfaringskonsulent",
            "percentage": 50,
            "valid_from": LONG_AGO,
            "token_hash": token_hash(f"brukt-{number()}"),
            "expires_at": timezone.now(),
            "accepted_at": timezone.now(),
        }
        | values,
    )


@audit.context(command="factory")
def agreed(*, of: Organisation | None = None, who: Person | None = None, **values: Any) -> Representative:
    """Somebody who has said yes, and whose mandate the organisation hasn't entered yet."""
    days = {"state": EnrolmentState.AGREED, "valid_from": None, "valid_to": None}
    return representative(of=of, who=who, **days | values)


@audit.context(command="factory")
def agreed_consultant(
    *, of: Organisation | None = None, who: Person | None = None, **values: Any
) -> ExperienceConsultant:
    """The same of an experience consultant."""
    unknown = {"state": EnrolmentState.AGREED, "position": "", "percentage": None, "valid_from": None}
    return consultant(of=of, who=who, **unknown | values)


@audit.context(command="factory")
def invited(*, by: Organisation, token: str = A_LINK, **values: Any) -> Representative:
    """Somebody entered by an organisation who has not answered."""
    return Representative.objects.create(
        organisation=by,
        **{
            "name": "Invitert Person",
            "email": f"invitert-{number()}@post.example",
            "token_hash": token_hash(token),
            "expires_at": timezone.now() + datetime.timedelta(days=14),
        }
        | values,
    )


@audit.context(command="factory")
def disclosure(*, of: Person, to: User, **values: Any) -> Disclosure:
    """An account may see a person's special data from today."""
    values = {
        "access_class": "special",
        "reason": f"nomination:{number()}",
        "valid_from": timezone.localdate(),
    } | values
    return Disclosure.objects.create(person=of, account=to, **values)


# Panels


@audit.context(command="factory")
def panel(*, run_by: User | None = None, **values: Any) -> Panel:
    """A panel of the directorate's own."""
    made = Panel.objects.create(**{"name": f"Panel {number()}", "kind": PanelKind.USER} | values)
    if run_by is not None:
        PanelManager.objects.create(panel=made, user=run_by, valid_from=LONG_AGO)
    return made


@audit.context(command="factory")
def member(*, of: Panel, who: Person | None = None, **values: Any) -> PanelMember:
    """Somebody who sits on a panel."""
    return PanelMember.objects.create(
        panel=of,
        person=who or person(purposes=[ConsentPurpose.REGISTER]),
        **{
            "state": MemberState.MEMBER,
            "valid_from": LONG_AGO,
            "token_hash": token_hash(f"brukt-{number()}"),
            "expires_at": timezone.now(),
            "accepted_at": timezone.now(),
        }
        | values,
    )


@audit.context(command="factory")
def panel_meeting(*, of: Panel, **values: Any) -> PanelMeeting:
    """A meeting that was held today."""
    values = {"title": "Om ventetid", "held_on": timezone.localdate(), "state": MeetingState.HELD} | values
    return PanelMeeting.objects.create(panel=of, **{"users_count": 6} | values)


@audit.context(command="factory")
def guardian_request(*, of: Person, token: str = A_LINK, **values: Any) -> GuardianRequest:
    """A guardian who has been asked and has not answered."""
    return GuardianRequest.objects.create(
        person=of,
        **{
            "name": "Forelder Foresatt",
            "email": f"foresatt-{number()}@post.example",
            "token_hash": token_hash(token),
            "expires_at": timezone.now() + datetime.timedelta(days=14),
        }
        | values,
    )


# Grants


@audit.context(command="factory")
def scheme(*, rules_from: int | None = None, **values: Any) -> GrantScheme:
    """A grant scheme, with rules from a year on where one is named."""
    made = GrantScheme.objects.create(**{"code": f"ORD{number()}", "name": f"Ordning {number()}"} | values)
    if rules_from is not None:
        SchemeRules.objects.create(
            scheme=made, number=1, first_year=rules_from, requirement="Brukere skal være med i styringen."
        )
    return made


@audit.context(command="factory")
def grant(*, to: Organisation | None = None, of: GrantScheme | None = None, **values: Any) -> Grant:
    """A grant to an organisation this year."""
    of = of or scheme(rules_from=2020)
    year = values.pop("year", timezone.localdate().year)
    return Grant.objects.create(
        scheme=of,
        year=year,
        rules=of.rules.for_year(year).first(),
        recipient_kind=RecipientKind.ORGANISATION,
        organisation=to or registered(),
        **{"amount": 250_000} | values,
    )


@audit.context(command="factory")
def municipal_grant(*, of: GrantScheme | None = None, **values: Any) -> Grant:
    """A grant to a municipality this year."""
    of = of or scheme(rules_from=2020)
    year = values.pop("year", timezone.localdate().year)
    return Grant.objects.create(
        scheme=of,
        year=year,
        rules=of.rules.for_year(year).first(),
        recipient_kind=RecipientKind.MUNICIPALITY,
        **{"municipality_number": "5501", "municipality_name": "Tromsø", "amount": 400_000} | values,
    )
