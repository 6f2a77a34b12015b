"""What the two kinds of jobs do: check, and write. Run again after a killed worker, a file changes nothing twice."""

import tempfile
from pathlib import PurePath
from typing import IO

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from medvirkning.jobs import kinds
from medvirkning.jobs.kinds import JobKind
from medvirkning.jobs.models import Job
from medvirkning.jobs.progress import JobRefused, Progress
from projects.register.results import ImportResult, RegisterRefusedError
from projects.register.services import import_stream
from projects.register.uploads import IMPORT, PERMISSION, PREVIEW


def preview(progress: Progress) -> None:
    """Check the files and count what they would do. Faults are what was asked for: the job succeeds with them."""
    job = progress.job
    with _report() as report:
        result = _run(progress, source=job, dry_run=True, overwrite=False, report=report)
        _keep(progress, result, report, name=_("kontroll.csv"))
    if result.refused:
        number = len(result.problems.errors)
        job.message = ngettext("Filene har %(number)s feil.", "Filene har %(number)s feil.", number) % {
            "number": number
        }
    else:
        job.message = _("Filene kan importeres.")


def perform(progress: Progress) -> None:
    """Write what was previewed, judged once more against what is stored now."""
    job = progress.job
    source = Job.objects.get(key=job.parameters["preview"], owner=job.owner)
    with _report() as report:
        result = _run(progress, source=source, dry_run=False, overwrite=job.parameters["overwrite"], report=report)
        _keep(progress, result, report, name=_("import.csv"))
    if result.refused:
        raise JobRefused(
            _("Ingenting er lagret: filene har feil."), [problem.as_row() for problem in result.problems.errors]
        )
    job.message = _("Importen er gjennomført.")


def _report() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", newline="")


def _run(progress: Progress, *, source: Job, dry_run: bool, overwrite: bool, report: IO[str]) -> ImportResult:
    owner = progress.job.owner
    if not owner.has_perm(PERMISSION):
        raise JobRefused(_("Bare senteret og administratorer kan importere."))
    with source.input_file.open("rb") as stream:
        try:
            return import_stream(
                stream=stream,
                name=PurePath(str(source.input_file.name)).name,
                actor=owner,
                dry_run=dry_run,
                overwrite=overwrite,
                tell=progress.report,
                report=report,
            )
        except RegisterRefusedError as refusal:
            return refusal.result


def _keep(progress: Progress, result: ImportResult, report: IO[str], *, name: str) -> None:
    """The result for the page, and the report to download."""
    job = progress.job
    job.parameters = {**job.parameters, "result": result.as_dict()}
    Job.objects.filter(pk=job.pk).update(parameters=job.parameters)
    report.flush()
    progress.result(name, File(report.buffer))  # type: ignore[attr-defined]


kinds.register(JobKind(PREVIEW, gettext_lazy("Kontroll av importfiler"), preview, page="register:detail"))
kinds.register(JobKind(IMPORT, gettext_lazy("Import"), perform, page="register:detail"))
