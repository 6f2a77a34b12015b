"""An uploaded file of grants becomes a job."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.jobs.models import Job
from medvirkning.jobs.services import start_job
from medvirkning.web.refusals import NotAllowedError
from representatives.grants.services.shared import GrantRefusedError

IMPORT = "grants_import"
PERMISSION = "grants.import"


def order_import(*, actor: User, file: UploadedFile, dry_run: bool) -> Job:
    """Order the import of a CSV file, or only the check of it. Raises `NotAllowedError` and `GrantRefusedError`."""
    if not actor.has_perm(PERMISSION):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning importerer tilskudd."))
    name = (file.name or "").rsplit("/", 1)[-1]
    if not name.lower().endswith(".csv"):
        raise GrantRefusedError(_("Velg en CSV-fil. Et regneark lagrer du først som «CSV UTF-8»."), field="upload")
    title = _("Kontroll av tilskudd: %(name)s") if dry_run else _("Import av tilskudd: %(name)s")
    return start_job(
        actor=actor,
        kind=IMPORT,
        title=(title % {"name": name})[:200],
        parameters={"name": name, "dry_run": dry_run},
        input_file=file,
    )
