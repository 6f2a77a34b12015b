"""«Mitt arbeid»: what waits for a person, in order of date, each with its one act.

Everything is read from the rooms' querysets and from the stored figures; nothing is counted here.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.accounts.models import User
from medvirkning.web.models import Draft
from projects.departments.models import Department
from projects.departments.reach import reach_of
from projects.insight import addresses
from projects.insight.selection import Selection
from projects.involvement.models import Input, Involvement
from projects.shares import figures
from projects.shares.enums import Scope
from projects.shares.figures import ALL_KINDS
from projects.shares.models import CountDifference, CountedWork, Target
from projects.shares.rule import WITHOUT_ANY
from projects.work.models import Exemption, NotPerformed, WorkItem
from projects.work.presenters import EXEMPTION, NOT_PERFORMED

# How long before a deadline work without involvement begins to wait for somebody.
DAYS_AHEAD = 60
# So many of each sort are told; the rest is a link.
SHOWN = 5


@dataclass(frozen=True)
class Task:
    """Something that waits: the day it is due, what it is, and the one act."""

    day: datetime.date | None
    late: bool
    subject: str
    subject_url: str
    text: str
    action: str
    action_url: str


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
    last_year: Decimal | None


def tasks_of(user: User, today: datetime.date | None = None) -> list[Task]:
    """What waits for the person, the earliest day first, what has no day last."""
    day = today or timezone.localdate()
    found = [
        *_inputs(user, day),
        *_decisions(user),
        *_deadlines(user, day),
        *_standing_tasks(user, day),
        *_drafts(user),
        *_centre(user, day),
    ]
    return sorted(found, key=lambda task: (task.day is None, task.day or day))


def _deadlines(user: User, today: datetime.date) -> Iterator[Task]:
    rows = (
        WorkItem.objects.visible_to(user)
        .concerning(user)
        .assignments()
        .open()
        .filter(due_on__lte=today + datetime.timedelta(days=DAYS_AHEAD))
        .without_involvement()
        .order_by("due_on", "pk")
    )
    for item in rows[:SHOWN]:
        late = item.due_on is not None and item.due_on < today
        yield Task(
            day=item.due_on,
            late=late,
            subject=item.title,
            subject_url=reverse("work:detail", args=[item.reference]),
            text=_("er over fristen uten medvirkning") if late else _("nærmer seg fristen uten medvirkning"),
            action=_("Registrer medvirkning"),
            action_url=reverse("involvement:log", args=[item.reference]),
        )


def _standing_tasks(user: User, today: datetime.date) -> Iterator[Task]:
    version = figures.rule_version_of(today.year).number
    rows = (
        CountedWork.objects.filter(year=today.year, rule_version=version, work_item__responsible=user)
        .holding(WITHOUT_ANY.q())
        .filter(kind="standing_task")
        .select_related("work_item")
        .order_by("work_item__sort_key", "pk")
    )
    for row in rows[:SHOWN]:
        yield Task(
            day=None,
            late=False,
            subject=row.work_item.title,
            subject_url=reverse("work:detail", args=[row.work_item.reference]),
            text=_("er en fast oppgave uten medvirkning i %(year)s") % {"year": today.year},
            action=_("Registrer medvirkning"),
            action_url=reverse("involvement:log", args=[row.work_item.reference]),
        )


def _inputs(user: User, today: datetime.date) -> Iterator[Task]:
    """One task for each work item, dated by the input that has waited longest."""
    rows = (
        WorkItem.objects.visible_to(user)
        .concerning(user)
        .filter(involvements__inputs__in=Input.objects.waiting())
        .annotate(oldest=Min("involvements__inputs__given_on"), waiting=Count("involvements__inputs"))
        .order_by("oldest", "pk")
    )
    for item in rows[:SHOWN]:
        waited = (today - item.oldest).days
        yield Task(
            day=item.oldest,
            late=waited > DAYS_AHEAD,
            subject=item.title,
            subject_url=reverse("work:detail", args=[item.reference]),
            text=ngettext(
                "har %(n)s innspill som venter på svar, det eldste i %(days)s dager",
                "har %(n)s innspill som venter på svar, det eldste i %(days)s dager",
                item.waiting,
            )
            % {"n": item.waiting, "days": waited},
            action=_("Svar"),
            action_url=reverse("involvement:inputs", args=[item.reference]),
        )


def _drafts(user: User) -> Iterator[Task]:
    for row in Involvement.objects.drafts_of(user).select_related("work_item", "event").order_by("-pk")[:SHOWN]:
        yield Task(
            day=row.event.started_on,
            late=False,
            subject=row.work_item.title,
            subject_url=reverse("work:detail", args=[row.work_item.reference]),
            text=_("har en kladd som ikke er registrert"),
            action=_("Gjør ferdig"),
            action_url=reverse("involvement:edit", args=[row.work_item.reference, row.pk]),
        )
    begun = {
        int(draft.object_key): draft
        for draft in Draft.objects.visible_to(user).filter(form_key="involvement.log").order_by("-updated_at", "pk")
        if draft.object_key.isdecimal()
    }
    for item in WorkItem.objects.visible_to(user).filter(pk__in=begun).order_by("sort_key", "pk")[:SHOWN]:
        yield Task(
            day=timezone.localdate(begun[item.pk].updated_at),
            late=False,
            subject=item.title,
            subject_url=reverse("work:detail", args=[item.reference]),
            text=_("har en medvirkning som er påbegynt og ikke registrert"),
            action=_("Gjør ferdig"),
            action_url=reverse("involvement:log", args=[item.reference]),
        )


def _decisions(user: User) -> Iterator[Task]:
    for model, kind, text in (
        (Exemption, EXEMPTION, _("har et ønske om unntak")),
        (NotPerformed, NOT_PERFORMED, _("er meldt som ikke gjennomført")),
    ):
        for row in (
            model.objects.to_be_decided_by(user).select_related("work_item").order_by("requested_on", "pk")[:SHOWN]
        ):
            yield Task(
                day=row.requested_on,
                late=False,
                subject=row.work_item.title,
                subject_url=reverse("work:detail", args=[row.work_item.reference]),
                text=text,
                action=_("Avgjør"),
                action_url=reverse("work:decide", args=[kind, row.pk]),
            )


def _centre(user: User, today: datetime.date) -> Iterator[Task]:
    if not reach_of(user).is_centre:
        return
    mending = WorkItem.objects.visible_to(user).to_mend(today).count()
    if mending:
        yield Task(
            day=None,
            late=False,
            subject=_("Til opprydding"),
            subject_url=reverse("work:to-mend"),
            text=ngettext(
                "%(n)s arbeid hører til en enhet som er lagt ned",
                "%(n)s arbeider hører til enheter som er lagt ned",
                mending,
            )
            % {"n": mending},
            action=_("Rydd opp"),
            action_url=reverse("work:to-mend"),
        )
    month_ago = timezone.now() - datetime.timedelta(days=30)
    differences = CountDifference.objects.filter(found_at__gte=month_ago).count()
    if differences:
        yield Task(
            day=None,
            late=True,
            subject=_("Kontrolltellingen"),
            subject_url=reverse("insight:dashboard"),
            text=ngettext(
                "fant %(n)s avvik de siste 30 dagene og rettet det",
                "fant %(n)s avvik de siste 30 dagene og rettet dem",
                differences,
            )
            % {"n": differences},
            action=_("Se tallene"),
            action_url=reverse("insight:dashboard"),
        )


def happenings_of(user: User) -> list[Happening]:
    """The latest involvement that others logged on the person's work."""
    rows = (
        Involvement.objects.visible_to(user)
        .counting_states()
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
    reach = reach_of(user)
    codes = sorted(reach.leads or reach.member_of)
    departments = Department.objects.visible_to(user).in_tree().open_on(day)
    department = (departments.filter(code__in=codes) if codes else departments.roots()).order_by("code").first()
    if department is None:
        return None
    selection = Selection(year=day.year, kind=ALL_KINDS, scope=Scope.TOTAL.value, today=day)
    found = figures.read([day.year], below=department.code)
    (row,) = found.rows(day.year, department=department.code, kinds=[ALL_KINDS], scopes=[Scope.TOTAL.value])
    (earlier,) = found.rows_to_date(
        selection.day_last_year, department=department.code, kinds=[ALL_KINDS], scopes=[Scope.TOTAL.value]
    )
    target = Target.objects.filter(department=department, year=day.year).first()
    return MyShare(
        name=department.name,
        url=addresses.dashboard(department.code),
        records_url=addresses.records(department.code, selection, row.headline),
        carried_out_url=addresses.records(department.code, selection, "carried_out"),
        year=day.year,
        share=row.headline_share,
        counted=row.headline_count,
        carried_out=row.carried_out,
        target=target.per_cent if target else None,
        last_year=earlier.headline_share,
    )
