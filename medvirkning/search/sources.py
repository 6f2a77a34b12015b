"""What one search looks in. Being on top, it names its sources itself; each gives only what the person may see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from advice.background.models import Article
from advice.catalogue.models import Advice
from advice.glossary.models import Term
from advice.units.models import ServiceUnit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.web.pagination import Count, count_rows
from projects.departments.models import Department
from projects.work.models import WorkItem
from representatives.enrolments.models import Enrolment
from representatives.enrolments.querysets import EnrolmentQuerySet, consultants_for, representatives_for
from representatives.grants.amounts import in_kroner
from representatives.grants.models import Grant
from representatives.grants.querysets import grants_for, schemes_for
from representatives.organisations.models import Organisation, OrganisationContact
from representatives.organisations.querysets import applications_for, contacts_for, organisations_of
from representatives.panels.querysets import panels_for
from representatives.people.models import Person
from representatives.people.querysets import people_for

SHOWN = 10
# A common word is in thousands of titles; so far is counted.
COUNTED = 100


@dataclass(frozen=True)
class Hit:
    """One record found: what it is called, where it is, and what tells it from others."""

    title: str
    url: str
    text: str = ""


@dataclass(frozen=True)
class Group:
    """The hits of one source; `more_url` leads to the list where there are more than are shown."""

    title: str | Promise
    hits: Sequence[Hit]
    count: Count
    more_url: str = ""


@dataclass(frozen=True)
class Source:
    title: str | Promise
    find: Callable[[User, str], QuerySet[Any]]
    show: Callable[[Any], Hit]
    more: Callable[[], str] | None = None


def _work(user: User, words: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = WorkItem.objects.visible_to(user).matching(words)
    return rows.order_by("-likeness", "sort_key", "pk")


def _departments(user: User, words: str) -> QuerySet[Any]:
    return Department.objects.visible_to(user).in_tree().matching(words).order_by("sort_key", "pk")


def _organisations(user: User, words: str) -> QuerySet[Any]:
    return Organisation.objects.visible_to(user).matching(words).order_by("sort_key", "pk")


def _panels(user: User, words: str) -> QuerySet[Any]:
    return panels_for(user).matching(words).order_by("sort_key", "pk")


def _people(user: User, words: str) -> QuerySet[Any]:
    rows = people_for(user).matching(words).prefetch_related("affiliations__organisation")
    if not user.has_role(Role.CENTRE):
        return rows
    # Whoever has a post is found with the link to it.
    posts = (representatives_for(user), consultants_for(user))
    return rows.filter(*(~Exists(_of_somebody(one).filter(person=OuterRef("pk"))) for one in posts))


def _mandates(user: User, words: str) -> QuerySet[Any]:
    return _posts(user, representatives_for(user), words)


def _employments(user: User, words: str) -> QuerySet[Any]:
    return _posts(user, consultants_for(user), words)


def _posts(user: User, rows: EnrolmentQuerySet, words: str) -> QuerySet[Any]:
    """By name alone, for who looks after the organisation; a person's own posts stand on «Min side»."""
    if not user.has_role(Role.CENTRE):
        own = organisations_of(user)
        if not own:
            return rows.none()
        rows = rows.filter(organisation__in=own)
    called_so = Q(person__in=Person.objects.matching(words)) | Q(name__icontains=words)
    found: QuerySet[Any] = _of_somebody(rows).filter(called_so).select_related("person", "organisation")
    return found.order_by("person__sort_key", "name", "pk")


def _of_somebody(rows: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Without those that said no, never answered, or have left the register: gone for the organisation."""
    return rows.with_somebody().not_left()


def _contacts(user: User, words: str) -> QuerySet[Any]:
    rows = contacts_for(user).not_ended().matching(words).select_related("user", "organisation")
    return rows.order_by("user__name_sort", "organisation__sort_key", "pk")


def _applications(user: User, words: str) -> QuerySet[Any]:
    return applications_for(user).matching(words).waiting_first()


def _schemes(user: User, words: str) -> QuerySet[Any]:
    return schemes_for(user).matching(words).order_by("sort_key", "pk")


def _grants(user: User, words: str) -> QuerySet[Any]:
    if not user.has_perm("grants.list"):
        return grants_for(user).none()
    rows: QuerySet[Any] = grants_for(user).matching(words).with_list_data()
    return rows.order_by("-year", "scheme__sort_key", "recipient_key", "pk")


def _advice(user: User, words: str) -> QuerySet[Any]:
    return Advice.objects.matching(words).with_text()


def _terms(user: User, words: str) -> QuerySet[Any]:
    return Term.objects.matching(words).with_text()


def _background(user: User, words: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = Article.objects.matching(words).select_related("current", "edition")
    return rows.order_by("section", "position", "pk")


def _units(user: User, words: str) -> QuerySet[Any]:
    return ServiceUnit.objects.visible_to(user).matching(words).order_by("sort_key", "pk")


def _post(row: Enrolment) -> Hit:
    return Hit(str(row), row.get_absolute_url(), f"{row.organisation}, {row.get_state_display().lower()}")  # type: ignore[attr-defined]


def _contact(row: OrganisationContact) -> Hit:
    organisation = row.organisation
    return Hit(row.user.name, organisation.get_absolute_url(), str(organisation))


def _grant(row: Grant) -> Hit:
    return Hit(f"{row.recipient}, {row.year}", row.get_absolute_url(), f"{row.scheme}, {in_kroner(row.amount)}")


SOURCES = (
    Source(
        _("Oppdrag og faste oppgaver"),
        _work,
        lambda row: Hit(
            row.title, reverse("work:detail", args=[row.reference]), f"{row.reference}, {row.get_kind_display()}"
        ),
        lambda: reverse("work:list"),
    ),
    Source(
        _("Råd"),
        _advice,
        lambda row: Hit(
            row.current.wording,
            row.get_absolute_url(),
            f"{row}, {row.current.get_strength_display()}, {row.current.get_level_display()}",
        ),
        lambda: reverse("catalogue:list"),
    ),
    Source(
        _("Begreper"),
        _terms,
        lambda row: Hit(row.current.name, row.get_absolute_url(), Truncator(row.current.definition).chars(120)),
        lambda: reverse("glossary:list"),
    ),
    Source(
        _("Bakgrunnen for rådene"),
        _background,
        lambda row: Hit(row.current.title, row.get_absolute_url(), row.get_section_display()),
    ),
    Source(
        _("Tjenesteenheter"),
        _units,
        lambda row: Hit(row.name, row.get_absolute_url(), f"{row.owner_name}, {row.get_county_display()}"),
        lambda: reverse("units:list"),
    ),
    Source(
        _("Enheter"),
        _departments,
        lambda row: Hit(row.name, reverse("insight:department", args=[row.code]), row.code),
    ),
    Source(
        _("Organisasjoner"),
        _organisations,
        lambda row: Hit(row.name, row.get_absolute_url(), row.get_kind_display()),
        lambda: reverse("organisations:list"),
    ),
    Source(
        _("Innmeldinger"),
        _applications,
        lambda row: Hit(row.name, row.get_absolute_url(), row.get_state_display()),
        lambda: reverse("organisations:applications"),
    ),
    Source(_("Kontaktpersoner"), _contacts, _contact),
    Source(_("Representanter"), _mandates, _post),
    Source(_("Erfaringskonsulenter"), _employments, _post),
    Source(
        _("Paneler"),
        _panels,
        lambda row: Hit(row.name, row.get_absolute_url(), row.get_kind_display()),
        lambda: reverse("panels:list"),
    ),
    Source(
        _("Personer"),
        _people,
        lambda row: Hit(row.name, "", ", ".join(one.organisation.name for one in row.affiliations.all())),
    ),
    Source(
        _("Tilskuddsordninger"),
        _schemes,
        lambda row: Hit(row.name, row.get_absolute_url(), row.code),
        lambda: reverse("grants:schemes"),
    ),
    Source(_("Tilskudd"), _grants, _grant, lambda: reverse("grants:list")),
)


def search(user: User, words: str) -> list[Group]:
    """Everything the person may see that matches, source by source; sources without a hit are left out."""
    groups = []
    for source in SOURCES:
        rows = source.find(user, words)
        hits = [source.show(row) for row in rows[: SHOWN + 1]]
        if hits:
            count = Count(len(hits), exact=True) if len(hits) <= SHOWN else count_rows(rows, COUNTED)
            more = source.more() if source.more and count.number > SHOWN else ""
            groups.append(Group(source.title, hits[:SHOWN], count, more))
    return groups


def hits(groups: Sequence[Group]) -> Count:
    """All that was found, as far as it was counted."""
    counts = [group.count for group in groups]
    return Count(sum(count.number for count in counts), exact=all(count.exact for count in counts))
