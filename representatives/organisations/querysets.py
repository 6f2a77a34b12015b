"""Reading organisations: staff and the Centre see all, a contact the own ones."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from medvirkning.accounts.enums import DIRECTORATE_ROLES, Role
from medvirkning.accounts.invitations.querysets import InvitationQuerySet
from medvirkning.accounts.remembered import remembered
from medvirkning.accounts.services import hash_token
from medvirkning.web.periods import DatedQuerySet
from medvirkning.web.visible import visible_rows
from representatives.organisations.enums import ENDING, HELD_BACK, ApplicationState, OrganisationKind

if TYPE_CHECKING:
    from representatives.organisations.models import Organisation, OrganisationApplication  # noqa: F401

# Facts and criteria are confirmed anew within a year (product: re-confirmation every 12 months).
CONFIRMED_FOR = datetime.timedelta(days=365)
# From so long before that runs out, contacts are asked.
ASKED_BEFORE = datetime.timedelta(days=30)
# Names that are so alike may be one organisation's.
ALIKE = 0.4


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: Any) -> Self:
        """Staff and the Centre see every organisation, a contact those it acts for."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.STAFF, Role.CENTRE):
            return self
        return self.filter(pk__in=organisations_of(user))

    def matching(self, words: str) -> Self:
        """Names that hold the words, or parts of them by trigrams; or the number, with or without spaces."""
        return self.filter(
            Q(name__icontains=words)
            | Q(name__trigram_word_similar=words)
            | Q(organisation_number="".join(words.split()))
            | Q(external_id__iexact=words)
        )

    def registered(self, on: datetime.date | None = None) -> Self:
        """Approved by the Centre, and not closed before a day (today)."""
        day = on or timezone.localdate()
        return self.filter(Q(closed_on=None) | Q(closed_on__gte=day), registered_on__isnull=False)

    def overdue(self, on: datetime.date | None = None) -> Self:
        """In the register, and not confirmed within the last year."""
        day = on or timezone.localdate()
        return self.registered(day).filter(confirmed_on__lt=day - CONFIRMED_FOR)

    def running_out(self, first: datetime.date, last: datetime.date) -> Self:
        """In the register, with a confirmation whose last day lies between two days, both included."""
        return self.registered().filter(confirmed_on__range=(first - CONFIRMED_FOR, last - CONFIRMED_FOR))

    def ending(self) -> Self:
        """In the register, while the national one says that it has ended or is about to."""
        return self.registered().filter(registry_state__in=[state.value for state in ENDING])

    def answering(self, on: datetime.date | None = None) -> Self:
        """In the register, and neither bankrupt nor deleted in the national one: somebody answers for its mandates."""
        return self.registered(on).exclude(registry_state__in=[state.value for state in HELD_BACK])

    def merely_known(self) -> Self:
        """Known from the log alone: never in the register, and not closed."""
        return self.filter(registered_on=None, closed_on=None)

    def closed(self, on: datetime.date | None = None) -> Self:
        """Closed before a day (today)."""
        return self.filter(closed_on__lt=on or timezone.localdate())

    def umbrellas(self) -> Self:
        """Umbrella organisations of the register."""
        return self.registered().filter(kind=OrganisationKind.UMBRELLA)

    def in_county(self, county: str) -> Self:
        """Those of a county, and those of the whole country."""
        return self.filter(Q(is_national=True) | Q(counties__contains=[county]))

    def named_like(self, name: str) -> Self:
        """Names that are alike, the likest first."""
        rows = self.annotate(likeness=TrigramSimilarity("name", name)).filter(likeness__gte=ALIKE)
        return rows.order_by("-likeness", "sort_key", "pk")

    def to_be_looked_up(self) -> Self:
        """Those whose number the national register is asked about: the one asked longest ago first."""
        rows = self.registered().exclude(organisation_number=None)
        return rows.order_by(models.F("registry_checked_at").asc(nulls_first=True), "pk")

    def with_list_data(self) -> Self:
        """`has_contact`: whether somebody acts for it today. And its subject areas, in one query for all."""
        contacts: Any = self.model.contacts.rel.related_model
        in_force = contacts.objects.in_force().filter(organisation=OuterRef("pk"))
        return self.annotate(has_contact=Exists(in_force)).prefetch_related("subject_areas")


class OrganisationApplicationQuerySet(models.QuerySet["OrganisationApplication"]):
    def visible_to(self, user: Any) -> Self:
        """The Centre decides them; nobody else sees any."""
        if user.is_authenticated and user.has_role(Role.CENTRE):
            return self
        return self.none()

    def matching(self, words: str) -> Self:
        """By the organisation's name or number, or the name of whoever signed it up."""
        number = "".join(words.split())
        return self.filter(
            Q(name__icontains=words) | Q(organisation_number=number) | Q(applicant_name__icontains=words)
        )

    def waiting(self) -> Self:
        """Those that wait for the Centre."""
        return self.filter(state=ApplicationState.SUBMITTED)

    def waiting_first(self) -> Self:
        """Those that wait first, the oldest on top; then the others, the newest on top."""
        waits = models.Case(models.When(state=ApplicationState.SUBMITTED, then=models.F("submitted_at")))
        return self.order_by(waits.asc(nulls_last=True), "-submitted_at", "pk")

    def unsettled(self) -> Self:
        """Those that wait for the Centre, or were returned and can still be mended."""
        returned = Q(state=ApplicationState.RETURNED, token_expires_at__gt=timezone.now())
        return self.filter(Q(state=ApplicationState.SUBMITTED) | returned)

    def left_lying(self) -> Self:
        """Returned, and not mended while the link held; without a link nobody can."""
        over = Q(token_expires_at=None) | Q(token_expires_at__lte=timezone.now())
        return self.filter(over, state=ApplicationState.RETURNED)

    def by_token(self, token: str) -> Self:
        """The application of a link."""
        return self.filter(token_hash=hash_token(token))

    def named_like(self, name: str) -> Self:
        """Names that are alike, the likest first."""
        rows = self.annotate(likeness=TrigramSimilarity("name", name)).filter(likeness__gte=ALIKE)
        return rows.order_by("-likeness", "pk")

    def naming_somebody(self) -> Self:
        """With the name, the address or the message of whoever signed the organisation up still there."""
        return self.exclude(applicant_name="", applicant_email="", message="")

    def refused_before(self, day: datetime.date) -> Self:
        """Refused before a day, and still naming somebody."""
        return self.naming_somebody().filter(state=ApplicationState.REFUSED, decided_at__date__lt=day)

    def contact_came_before(self, day: datetime.date) -> Self:
        """Approved, with a contact who began before a day or closed before it: who signed up is of no use any more."""
        from representatives.organisations.models import OrganisationContact  # noqa: PLC0415 - it imports this file

        came = OrganisationContact.objects.filter(organisation=OuterRef("organisation"), valid_from__lt=day)
        closed = Q(organisation__closed_on__lt=day)
        return self.naming_somebody().filter(Exists(came) | closed, state=ApplicationState.APPROVED)

    def approved_before(self, day: datetime.date) -> Self:
        """Approved before a day, and still naming somebody."""
        return self.naming_somebody().filter(state=ApplicationState.APPROVED, decided_at__date__lt=day)

    def link_ran_out_before(self, day: datetime.date) -> Self:
        """Returned and never mended, with a link that ran out before a day, or none since then."""
        over = Q(token_expires_at__date__lt=day) | Q(token_expires_at=None, decided_at__date__lt=day)
        return self.filter(over, state=ApplicationState.RETURNED)


class OrganisationContactQuerySet(DatedQuerySet):
    def in_force(self, on: datetime.date | None = None) -> Self:
        """Who acts for an organisation on a day (today).

        Nobody does who works in the directorate that day: staff read of people by the rules for staff alone
        (docs/adr/0207). The row stays, and says so on the organisation's page.
        """
        day = on or timezone.localdate()
        return super().in_force(day).filter(~_works_in_the_directorate(day))

    def matching(self, words: str) -> Self:
        """By the name of the account, or its whole address."""
        return self.filter(Q(user__name__icontains=words) | Q(user__email__iexact=words))

    def with_workplace(self) -> Self:
        """`works_here`: whether the contact works in the directorate today, and so doesn't act for it."""
        return self.annotate(works_here=_works_in_the_directorate(timezone.localdate()))

    def visible_to(self, user: Any) -> Self:
        """Who acts for the organisations that the account acts for; the Centre sees all."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.CENTRE):
            return self
        return self.filter(organisation__in=organisations_of(user))


class OrganisationInvitationQuerySet(InvitationQuerySet):
    def visible_to(self, user: Any) -> Self:
        """As the contacts they are to become."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.CENTRE):
            return self
        return self.filter(organisation__in=organisations_of(user))


def _works_in_the_directorate(day: datetime.date) -> Exists:
    """Of rows with a `user`: whether the account has a role of the directorate on a day."""
    from medvirkning.accounts.models import RoleGrant  # noqa: PLC0415 - models of this room import this file

    return Exists(RoleGrant.objects.in_force(day).filter(user=OuterRef("user"), role__in=DIRECTORATE_ROLES))


def organisations_of(user: Any, on: datetime.date | None = None) -> list[int]:
    """Keys of the organisations that the account acts for on a day (today): none for whoever works in the directorate.

    Read once for each loaded account.
    """
    from representatives.organisations.models import OrganisationContact  # noqa: PLC0415 - it imports this file

    if not user.is_authenticated:
        return []
    day = on or timezone.localdate()
    cache: dict[datetime.date, list[int]] = remembered(user, "organisations_of")
    if day not in cache:
        rows = OrganisationContact.objects.in_force(day).filter(user=user.pk)
        cache[day] = list(rows.values_list("organisation_id", flat=True))
    return cache[day]


def organisations_for(user: Any) -> OrganisationQuerySet:
    """The organisations that the account sees."""
    return visible_rows(OrganisationQuerySet, "representatives.Organisation", user)


def applications_for(user: Any) -> OrganisationApplicationQuerySet:
    """The applications that the account sees."""
    return visible_rows(OrganisationApplicationQuerySet, "representatives.OrganisationApplication", user)


def contacts_for(user: Any) -> OrganisationContactQuerySet:
    """Who acts for organisations, as far as the account sees it."""
    return visible_rows(OrganisationContactQuerySet, "representatives.OrganisationContact", user)
