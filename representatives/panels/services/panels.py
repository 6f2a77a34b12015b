"""What a panel is, who runs it, and when it is closed."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import account_of
from medvirkning.web.concurrency import StaleVersion, save_versioned
from medvirkning.web.refusals import NotAllowedError, RefusedError
from representatives.organisations.models import Organisation
from representatives.organisations.querysets import organisations_of
from representatives.panels import leader_notices
from representatives.panels.age import completed, is_a_birth_year, usual_ages
from representatives.panels.enums import MEMBER_TRANSITIONS, MemberState, PanelKind
from representatives.panels.models import Panel, PanelManager, PanelMember

FACTS = (
    "name", "kind", "mandate", "county", "seats", "term_months", "youngest", "oldest", "pay", "pay_text",
    "recruits_from", "recruits_to", "recruitment_text", "started_on",
)  # fmt: skip


class PanelRefusedError(RefusedError):
    """The panel, or a seat on it, can't be changed like this."""


def locked(panel: Panel) -> Panel:
    """The panel as it is stored, held until the transaction ends: its seats are given one by one.

    Raises `StaleVersion` where it is gone.
    """
    found = Panel.objects.select_for_update(of=("self",)).filter(pk=panel.pk).first()
    if found is None:
        raise StaleVersion(None)
    return found


def demand(actor: User, permission: str, panel: Panel) -> None:
    """Raises `NotAllowedError`."""
    if not actor.has_perm(permission, panel):
        raise NotAllowedError(_("Du har ikke tilgang til å gjøre dette med panelet."))


def demand_step(member: PanelMember, state: MemberState) -> None:
    """Raises `PanelRefusedError` where the state table has no such step."""
    if state not in MEMBER_TRANSITIONS[member.state]:
        raise PanelRefusedError(_("Dette er alt avgjort: %(state)s.") % {"state": member.get_state_display().lower()})


def demand_birth_year(panel: Panel, year: int | None) -> int:
    """The year of birth of somebody who is to come into a youth panel. Raises `PanelRefusedError` in plain words."""
    if year is None or not is_a_birth_year(year):
        raise PanelRefusedError(_("Skriv året du er født, med fire tall."), field="birth_year")
    ages = panel.ages
    if ages is not None and not ages.take(year):
        this_year = timezone.localdate().year
        raise PanelRefusedError(
            _(
                "Panelet er for dem som fyller fra %(youngest)s til %(oldest)s år i år, altså født fra %(first)s til "
                "%(last)s."
            )
            % {
                "youngest": ages.youngest,
                "oldest": ages.oldest,
                "first": this_year - ages.oldest,
                "last": this_year - ages.youngest,
            },
            field="birth_year",
        )
    return year


def may_keep_members(actor: User, owner: Organisation | None) -> bool:
    """Whoever owns a panel sees its members: the Centre for the directorate, an organisation's contacts for theirs."""
    if owner is None:
        return actor.has_role(Role.CENTRE)
    return owner.pk in organisations_of(actor)


@transaction.atomic
def add_panel(
    *, actor: User, owner: Organisation | None, has_members: bool, values: Mapping[str, Any], subjects: Any = ()
) -> Panel:
    """Add a panel. One of another body is entered without members; who they are is for that body alone.

    Raises `NotAllowedError`, `PanelRefusedError` and `ValidationError`.
    """
    if not actor.has_perm("panels.add"):
        raise NotAllowedError(_("Du har ikke tilgang til å legge inn paneler."))
    is_outsider = not actor.has_role(Role.STAFF, Role.CENTRE)
    if is_outsider and (owner is None or owner.pk not in organisations_of(actor)):
        raise PanelRefusedError(_("Velg en organisasjon som du er kontakt for."), field="owner")
    if has_members and not may_keep_members(actor, owner):
        raise PanelRefusedError(
            _(
                "Et panel med medlemmer legges inn av den som eier det, for bare eieren får se hvem som sitter der. "
                "Direktoratets egne legges inn av Senter for brukermedvirkning."
            ),
            field="has_members",
        )
    if not has_members and owner is None:
        raise PanelRefusedError(_("Velg hvem som eier panelet."), field="owner")
    panel = Panel(owner=owner, has_members=has_members, **_tidy(values))
    _demand_ages(panel)
    panel.full_clean(exclude=["owner"])
    panel.save()
    panel.subject_areas.set(subjects)
    return panel


@transaction.atomic
def change_panel(
    *, actor: User, panel: Panel, expected_version: int, values: Mapping[str, Any], subjects: Any = None
) -> Panel:
    """Change what is said of a panel. Raises `NotAllowedError`, `StaleVersion`, `ValidationError`."""
    stored = locked(panel)
    demand(actor, "panels.change", stored)
    named = {name: value for name, value in _tidy(values).items() if name in FACTS}
    for name, value in named.items():
        setattr(stored, name, value)
    taken = stored.members.taken().count()
    if stored.seats is not None and stored.seats < taken:
        raise PanelRefusedError(
            _("Det sitter %(number)s i panelet. Skriv minst så mange plasser.") % {"number": taken}, field="seats"
        )
    _demand_ages(stored)
    stored.full_clean(exclude=["owner"])
    save_versioned(stored, expected_version=expected_version, fields=list(named))
    if subjects is not None:
        stored.subject_areas.set(subjects)
    return stored


@transaction.atomic
def name_manager(*, actor: User, panel: Panel, email: str) -> PanelManager:
    """An account runs the panel from today. Raises `NotAllowedError` and `PanelRefusedError`."""
    stored = locked(panel)
    demand(actor, "panels.name_managers", stored)
    account = account_of(email)
    if account is None or not _may_run(account, stored):
        raise PanelRefusedError(
            _(
                "Fant ingen med denne adressen som kan lede panelet. Direktoratets egne paneler ledes av ansatte, "
                "andres av kontaktpersoner hos eieren."
            ),
            field="email",
        )
    if stored.managers.not_ended().filter(user=account).exists():
        raise PanelRefusedError(_("Denne personen leder alt panelet."), field="email")
    made = PanelManager.objects.create(panel=stored, user=account, valid_from=timezone.localdate())
    account.forget_roles()
    leader_notices.tell_new_manager(made)
    return made


@transaction.atomic
def end_manager(*, actor: User, manager: PanelManager) -> None:
    """An account runs the panel no more, from now. Raises `NotAllowedError` and `PanelRefusedError`."""
    panel = locked(manager.panel)
    demand(actor, "panels.name_managers", panel)
    stored = panel.managers.select_for_update(of=("self",)).not_ended().filter(pk=manager.pk).first()
    if stored is None:
        raise PanelRefusedError(_("Personen leder ikke panelet lenger."))
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    if stored.valid_from > yesterday:
        stored.delete()
    else:
        stored.valid_to = yesterday
        stored.save(update_fields=["valid_to"])
    if stored.user_id == actor.pk:
        actor.forget_roles()


def _demand_ages(panel: Panel) -> None:
    """Nobody is a member of any panel so young (docs/adr/0187). Raises `PanelRefusedError`."""
    least = usual_ages().youngest
    if panel.youngest is not None and panel.youngest < least:
        raise PanelRefusedError(
            _("Ingen er medlem av et panel før det året de fyller %(age)s år.") % {"age": least}, field="youngest"
        )


def _may_run(account: User, panel: Panel) -> bool:
    """The directorate's own are led by staff, others by the owner's contacts: nobody lets strangers in to members."""
    if not account.is_active:
        return False
    if panel.owner_id is None:
        return account.has_role(Role.STAFF, Role.CENTRE)
    return panel.owner_id in organisations_of(account)


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without the spaces that nobody sees."""
    tidy: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if "name" in tidy:
        tidy["name"] = " ".join(tidy["name"].split())
    if "kind" in tidy and tidy["kind"] != PanelKind.YOUTH:
        # Asked of youth panels alone.
        tidy["youngest"] = tidy["oldest"] = None
    elif "youngest" in tidy:
        tidy["youngest"], tidy["oldest"] = completed(tidy["youngest"], tidy.get("oldest"))
    return tidy
