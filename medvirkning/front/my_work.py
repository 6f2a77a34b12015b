"""«Mitt arbeid»: what waits for the signed-in person, what others did, and their department's share.

Everything is read from the rooms' own querysets and from the stored figures; nothing is counted here.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.accounts.models import User
from medvirkning.front import advice_work
from medvirkning.front.centre_work import for_the_centre
from medvirkning.front.waiting import DAYS_AHEAD, SHOWN, Sort, Waiting, waiting_for
from medvirkning.web.linked import Linked, Number, Words
from medvirkning.web.numbers import format_number
from medvirkning.web.todo import Task, Waits, in_order
from projects.departments.models import Department
from projects.departments.reach import Reach, reach_of
from projects.insight import addresses
from projects.insight.querysets import tree_with_targets
from projects.insight.selection import Selection
from projects.involvement.models import Involvement
from projects.shares import figures
from projects.shares.enums import Scope
from projects.shares.figures import ALL_KINDS
from projects.work.enums import WorkKind
from projects.work.models import WorkItem
from projects.work.presenters import EXEMPTION, NOT_PERFORMED
from representatives.panels.waiting import waits_for_manager


@dataclass(frozen=True)
class Happening:
    """Something that others did with the person's work."""

    day: datetime.date
    text: str
    subject: str
    url: str


@dataclass(frozen=True)
class MyShare:
    """The department's share, as the dashboard shows it."""

    name: str
    url: str
    records_url: str
    carried_out_url: str
    year: int
    share: Decimal | None
    counted: int
    carried_out: int
    target: Decimal | None
    target_url: str
    last_year: Decimal | None
    last_year_url: str


def waits_for(user: User, today: datetime.date | None = None) -> Waits:
    """What waits for the person, a few of each sort."""
    day = today or timezone.localdate()
    rows: dict[Sort, list[Waiting]] = {sort: [] for sort in Sort}
    for row in waiting_for(user, day):
        rows[row.sort].append(row)
    tasks = [_task(row, day) for of_sort in rows.values() for row in of_sort[:SHOWN]]
    advice = advice_work.waits_for(user)
    return Waits(
        tasks=in_order([*tasks, *_centre(user, day), *advice.tasks, *waits_for_manager(user, day)], day),
        more=[*(words for sort, words in _lists().items() if len(rows[sort]) > SHOWN), *advice.more],
    )


def _lists() -> dict[Sort, tuple[str, str]]:
    near = {"mine": "on", "frist": "on", "uten": "on", "slag": WorkKind.ASSIGNMENT.value}
    return {
        Sort.DEADLINE: (_("Alle oppdragene dine nær fristen"), f"{reverse('work:list')}?{urlencode(near)}"),
        Sort.EXEMPTION: (_("Alt du kan avgjøre"), reverse("work:decisions")),
    }


def _task(row: Waiting, today: datetime.date) -> Task:
    text, action, url = _act(row, today)
    waited = (today - row.day).days if row.day else 0
    return Task(
        day=row.day,
        late=(row.sort == Sort.DEADLINE and waited > 0) or (row.sort == Sort.INPUT and waited > DAYS_AHEAD),
        subject=row.title,
        subject_url=reverse("work:detail", args=[row.reference]),
        text=text,
        action=action,
        action_url=url,
        when=_("i år") if row.sort == Sort.STANDING else "",
    )


def _act(row: Waiting, today: datetime.date) -> tuple[Words, str, str]:
    """What is said of the work, the words of the one act, and where it is done."""
    match row.sort:
        case Sort.INPUT:
            url = reverse("involvement:inputs", args=[row.reference])
            return _inputs(row, url, today), _("Svar"), url
        case Sort.EXEMPTION:
            return _("har et ønske om unntak"), _("Avgjør"), reverse("work:decide", args=[EXEMPTION, row.key])
        case Sort.NOT_PERFORMED:
            url = reverse("work:decide", args=[NOT_PERFORMED, row.key])
            return _("er meldt som ikke gjennomført"), _("Avgjør"), url
        case Sort.DRAFT:
            url = reverse("involvement:edit", args=[row.reference, row.key])
            return _("har en kladd som ikke er registrert"), _("Gjør ferdig"), url
    log = reverse("involvement:log", args=[row.reference])
    if row.sort == Sort.BEGUN:
        return _("har en medvirkning som er påbegynt og ikke registrert"), _("Gjør ferdig"), log
    if row.sort == Sort.STANDING:
        text = _("er en fast oppgave uten medvirkning i %(year)s") % {"year": today.year}
    elif row.day and row.day < today:
        text = _("er over fristen uten medvirkning")
    else:
        text = _("nærmer seg fristen uten medvirkning")
    return text, _("Registrer medvirkning"), log


def _inputs(row: Waiting, url: str, today: datetime.date) -> Words:
    pattern = ngettext(
        "har %(n)s innspill som venter på svar, det eldste i %(days)s dager",
        "har %(n)s innspill som venter på svar, det eldste i %(days)s dager",
        row.number,
    )
    days = (today - row.day).days if row.day else 0
    return Linked(pattern, {"n": Number(format_number(row.number), url), "days": Number(format_number(days))})


def _centre(user: User, today: datetime.date) -> Iterator[Task]:
    if not reach_of(user).is_centre:
        return
    yield from for_the_centre(user, today)


def happenings_of(user: User) -> list[Happening]:
    """The latest involvement that others logged on the person's work."""
    rows = (
        # Whoever may open the work sees its log, but for drafts, which don't count.
        Involvement.objects.counting_states()
        .filter(work_item__in=WorkItem.objects.visible_to(user).concerning(user).values("pk"))
        .exclude(logged_by=user)
        .select_related("work_item", "event__form", "logged_by")
        .order_by("-logged_at", "-pk")
    )
    return [
        Happening(
            day=timezone.localdate(row.logged_at),
            text=_("%(who)s registrerte %(form)s i")
            % {"who": row.logged_by or _("En annen"), "form": row.event.form.name.lower()},
            subject=row.work_item.title,
            url=reverse("involvement:detail", args=[row.work_item.reference, row.pk]),
        )
        for row in rows[:SHOWN]
    ]


def share_of(user: User, today: datetime.date | None = None) -> MyShare | None:
    """The share of the department the person leads or works in, the first by code; else the directorate's."""
    day = today or timezone.localdate()
    found = figures.read([day.year], departments=tree_with_targets(user, day.year))
    department = _department(found.departments, reach_of(user), day)
    if department is None:
        return None
    code, selection = department.code, Selection(day.year, ALL_KINDS, Scope.TOTAL.value, day)
    (row,) = found.rows(day.year, department=code, kinds=[ALL_KINDS], scopes=[Scope.TOTAL.value])
    (earlier,) = found.rows_to_date(
        selection.day_last_year, department=code, kinds=[ALL_KINDS], scopes=[Scope.TOTAL.value]
    )
    return MyShare(
        name=department.name,
        url=addresses.dashboard(code),
        records_url=addresses.records(code, selection, row.headline),
        carried_out_url=addresses.records(code, selection, "carried_out"),
        year=day.year,
        share=row.headline_share,
        counted=row.headline_count,
        carried_out=row.carried_out,
        target=department.target,  # type: ignore[attr-defined]
        target_url=addresses.targets(code),
        last_year=earlier.headline_share,
        last_year_url=addresses.records(code, selection, earlier.headline, to_date=selection.day_last_year),
    )


def _department(tree: list[Department], reach: Reach, day: datetime.date) -> Department | None:
    codes = reach.leads or reach.member_of
    chosen = [
        one
        for one in tree
        if one.valid_from <= day
        and (one.valid_to is None or one.valid_to >= day)
        and (one.code in codes if codes else one.parent_id is None)
    ]
    return min(chosen, key=lambda one: one.code, default=None)
