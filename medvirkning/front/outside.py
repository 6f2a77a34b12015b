"""The first page of those who are neither staff nor Centre: what waits for each role that the account holds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from advice.assessments.waiting import waits_for_service_leader
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.front.register_work import for_contacts
from medvirkning.web.todo import Task, in_order
from representatives.my_page.waiting import waits_for as waits_for_representative
from representatives.organisations.querysets import organisations_of
from representatives.panels.waiting import waits_for_manager, waits_for_member


@dataclass(frozen=True)
class OwnPage:
    """Where a role has its own things."""

    label: str | Promise
    url: Callable[[User], str]


def _for_representatives(user: User) -> list[Task]:
    return [*waits_for_representative(user), *waits_for_member(user)]


def _for_contacts(user: User) -> list[Task]:
    return [*for_contacts(user), *waits_for_manager(user)]


def _organisation(user: User) -> str:
    """The page of the one that the account acts for; who acts for several chooses."""
    own = organisations_of(user)
    return reverse("organisations:detail", args=own) if len(own) == 1 else reverse("organisations:list")


# By role: what waits, and the page that the role works from.
Part = tuple[Callable[[User], Iterable[Task]], OwnPage]
_ROLES: dict[Role, Part] = {
    Role.REPRESENTATIVE: (_for_representatives, OwnPage(_("Gå til Min side"), lambda _user: reverse("my_page:home"))),
    Role.ORGANISATION_CONTACT: (_for_contacts, OwnPage(_("Gå til organisasjonen din"), _organisation)),
    Role.SERVICE_LEADER: (
        waits_for_service_leader,
        OwnPage(_("Gå til egenvurderingene"), lambda _user: reverse("assessments:home")),
    ),
}


def waits_for(user: User) -> list[Task]:
    """What waits for the account in all its roles, the earliest day first."""
    tasks = [task for waits, _page in _parts_of(user) for task in waits(user)]
    return in_order(tasks, timezone.localdate())


def pages_of(user: User) -> list[tuple[str | Promise, str]]:
    """The pages that the account works from: what the link says, and where it leads."""
    return [(page.label, page.url(user)) for _waits, page in _parts_of(user)]


def _parts_of(user: User) -> list[Part]:
    """By the roles; who has none may yet stand in the register, as while waiting for a guardian."""
    parts = [part for role, part in _ROLES.items() if user.has_role(role)]
    if not parts and user.has_perm("my_page.view"):
        return [_ROLES[Role.REPRESENTATIVE]]
    return parts
