"""What the job of an import does. Run again after a killed worker, a file changes nothing twice."""

import csv
import io
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from medvirkning.jobs import kinds
from medvirkning.jobs.kinds import JobKind
from medvirkning.jobs.progress import JobRefused, Progress
from medvirkning.web.exports import csv_cell
from representatives.grants.importing import GrantsRefusedError, ImportResult, import_grants
from representatives.grants.importing.results import CREATED, OUTCOMES, UPDATED
from representatives.grants.uploads import IMPORT, PERMISSION

# Of each sort, on the job's page; all of them stand in the report.
SHOWN = 10


def perform(progress: Progress) -> None:
    """Import the file, or check it only. Every bad row is named on the job's page."""
    job = progress.job
    owner, dry_run = job.owner, job.parameters["dry_run"]
    if not owner.has_perm(PERMISSION):
        raise JobRefused(_("Bare Senter for brukermedvirkning importerer tilskudd."))
    try:
        result = import_grants(
            open_file=lambda: job.input_file.storage.open(str(job.input_file.name), "rb"),
            name=job.parameters["name"],
            actor=owner,
            dry_run=dry_run,
            tell=progress.report,
        )
    except GrantsRefusedError as refusal:
        problems = refusal.result.problems
        text = _("Ingenting er lagret: filen har feil.")
        if problems.more_errors:
            text += " " + _("Det er flere enn disse; bare de første tusen er listet.")
        raise JobRefused(text, [problem.as_row() for problem in problems.errors]) from refusal
    progress.result("tilskudd.csv", ContentFile(_report(result).encode("utf-8-sig")))
    progress.name_rows(_first_rows(result))
    said = _("Kontrollert, ingenting er lagret.") if dry_run else _("Importen er gjennomført.")
    job.message = f"{said} {result}"
    if odd := len(result.problems.warnings):
        job.message += " " + ngettext("%(n)s rad har noe å se på.", "%(n)s rader har noe å se på.", odd) % {"n": odd}


def _first_rows(result: ImportResult) -> list[dict[str, object]]:
    """What is odd or was kept, what was changed, and what is new: the first of each, in that order."""
    shown: list[dict[str, object]] = [
        {_("Linje"): one.line or "", _("Rad"): one.value, _("Hva skjedde"): one.why}
        for one in result.problems.warnings[:SHOWN]
    ]
    for outcome in (UPDATED, CREATED):
        rows = [one for one in result.outcomes if one.outcome == outcome][:SHOWN]
        shown += [{_("Linje"): one.line, _("Rad"): one.key, _("Hva skjedde"): str(OUTCOMES[outcome])} for one in rows]
    return shown


def _report(result: ImportResult) -> str:
    """Warnings first, then every row with what became of it: what was skipped stands there by line and key."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Linje"), _("Rad"), _("Hva skjedde"), _("Tilskuddet i portalen")])
    for problem in result.problems.warnings:
        writer.writerow([problem.line, csv_cell(problem.value), csv_cell(problem.why), ""])
    for row in result.outcomes:
        # What was only checked is not there yet.
        address = urljoin(settings.MEDVIRKNING_ADDRESS, row.grant.get_absolute_url()) if row.grant.pk else ""
        writer.writerow([row.line, csv_cell(row.key), OUTCOMES[row.outcome], address])
    return target.getvalue()


kinds.register(JobKind(IMPORT, gettext_lazy("Import av tilskudd"), perform))
