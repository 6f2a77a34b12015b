"""Asked of a live portal from a process of its own: `python -m tests.trial.inside WHAT …`; answers a line of JSON."""

import collections
import io
import json
import sys
from typing import Any

WORDS = "Prøvelse"
DEMO = "@demo.example"


def passwords(password: str) -> int:
    """Every demonstration account gets the password that the trial signs in with."""
    from medvirkning import audit
    from medvirkning.accounts.models import User

    accounts = list(User.objects.filter(email__endswith=DEMO, email__startswith=("ansatt")))
    accounts += list(User.objects.filter(email__in=[f"{name}{DEMO}" for name in ("leder", "senter", "admin")]))
    with audit.context(command="trial"):
        for account in accounts:
            account.set_password(password)
            account.save(update_fields=["password"])
    return len(accounts)


def pick(which: str = "any") -> dict[str, Any]:
    """A standing task that `ansatt` may log on, and its department; `fresh` is without involvement this year."""
    from django.utils import timezone

    from medvirkning.accounts.models import User
    from projects.shares.models import CountedWork
    from projects.work.models import WorkItem

    user = User.objects.get(email=f"ansatt{DEMO}")
    year = timezone.localdate().year
    counted = CountedWork.objects.filter(year=year, kind="standing_task")
    if which == "fresh":
        counted = counted.filter(any_on__isnull=True)
    for item in WorkItem.objects.visible_to(user).filter(pk__in=counted.values("work_item_id")).order_by("pk"):
        code = CountedWork.objects.filter(work_item=item, year=year).values_list("department__code", flat=True)[0]
        if user.has_perm("involvement.log", item) and user.memberships.filter(department__code=code).exists():
            return {"reference": item.reference, "department": code, "year": year}
    raise LookupError("no such task")


def order(number: str) -> int:
    """Mails and jobs, each mail asked for twice."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from medvirkning import audit
    from medvirkning.accounts.models import User
    from medvirkning.notifications.mails import Mail
    from medvirkning.notifications.services import notify
    from projects.register.uploads import order_preview
    from projects.work.notices import DECISIONS

    def compose() -> Mail:
        return Mail(
            subject=WORDS, paragraphs=(WORDS,), why="Prøve.", link_text="Se", link_path="/", sender="Medvirkning"
        )

    admin = User.objects.get(email=f"admin{DEMO}")
    reader = User.objects.get(email=f"leder{DEMO}")
    with audit.context(actor=admin):
        for _twice in range(2):
            notify(kind=DECISIONS.name, event=f"trial:{number}", user=reader, compose=compose)
        rows = io.StringIO()
        rows.write("organisation_number,external_id,name,kind\n")
        rows.writelines(f",P-{number}-{row},Prøvelag {number} {row},informal\n" for row in range(2000))
        order_preview(actor=admin, files=[SimpleUploadedFile("organisations.csv", rows.getvalue().encode())])
    return 1


def double(times: str) -> int:
    """Every task that a change sends, sent again and again, as a broker may deliver it."""
    from medvirkning.celery import app
    from medvirkning.jobs.models import Job

    for _time in range(int(times)):
        app.send_task("projects.shares.tasks.drain", queue="shares")
        app.send_task("medvirkning.notifications.tasks.send_outbox", queue="mail")
        for job in Job.objects.all():
            app.send_task("medvirkning.jobs.tasks.run_job", args=[job.pk], queue="files")
    return int(times)


def touches() -> int:
    """How many changes wait to be counted."""
    from projects.work.models import Touch

    return Touch.objects.count()


def unfinished() -> dict[str, int]:
    """Jobs and mails that are not done."""
    from medvirkning.jobs.models import Job
    from medvirkning.notifications.models import Message

    return {
        "jobs": Job.objects.exclude(state__in=["succeeded", "failed", "cancelled"]).count(),
        "mails": Message.objects.exclude(state__in=["sent", "unsure", "failed"]).count(),
    }


def verdict() -> dict[str, Any]:
    """How the stored figures stand against a full count, what was written, and how jobs and mails ended."""
    from medvirkning import audit
    from medvirkning.jobs.models import Job
    from medvirkning.notifications.models import Message
    from projects.involvement.models import Involvement
    from projects.shares import pipeline
    from projects.shares.models import CountRun

    with audit.context(command="trial"):
        found = pipeline.compare()
    written = Involvement.objects.filter(summary__startswith=WORDS).values_list("summary", flat=True)
    return {
        "differences": found.differences,
        "counted": found.counted,
        "night_runs": CountRun.objects.count(),
        "touches": touches(),
        "written": collections.Counter(written),
        "jobs": collections.Counter(Job.objects.values_list("state", flat=True)),
        "mails": collections.Counter(Message.objects.values_list("state", flat=True)),
    }


def main(what: str, *arguments: str) -> None:
    import django

    django.setup()
    asked = {one.__name__: one for one in (passwords, pick, order, double, touches, unfinished, verdict)}
    sys.stdout.write(json.dumps(asked[what](*arguments)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
