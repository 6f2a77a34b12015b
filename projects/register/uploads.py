"""The import through the web: uploaded files become a preview, and the preview becomes an import. Both are jobs."""

import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.jobs.enums import JobState
from medvirkning.jobs.models import Job
from medvirkning.jobs.services import start_job
from medvirkning.web.refusals import NotAllowedError, RefusedError

PREVIEW, IMPORT = "register_import_preview", "register_import"
PERMISSION = "register.import"


class ImportRefusedError(RefusedError):
    """The files or the preview can't become an import."""


def order_preview(*, actor: User, files: Sequence[UploadedFile]) -> Job:
    """Order the check of an XLSX, a zip, or several CSV files. Nothing is written by it."""
    _must_be_allowed(actor)
    names = [file.name or "" for file in files]
    single = len(files) == 1 and PurePath(names[0]).suffix.lower() in {".xlsx", ".zip"}
    if not single and any(PurePath(name).suffix.lower() != ".csv" for name in names):
        raise ImportRefusedError(_("Velg én XLSX, én zip, eller en eller flere CSV-filer."), field="upload")
    name = names[0] if len(names) == 1 else _("CSV-filer")
    ordered: dict[str, Any] = {
        "actor": actor,
        "kind": PREVIEW,
        "title": _("Kontroll av %(name)s") % {"name": name},
        "parameters": {"name": name},
    }
    if single:
        return start_job(**ordered, input_file=files[0])
    with tempfile.TemporaryFile() as target:
        _pack(files, target)
        return start_job(**ordered, input_file=File(target, name="register.zip"))


def _pack(files: Sequence[UploadedFile], target: object) -> None:
    """Several files as one, a block at a time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:  # type: ignore[call-overload]
        names: set[str] = set()
        for file in files:
            name = PurePath(file.name or "").name
            if name in names:
                raise ImportRefusedError(_("Filen %(name)s er valgt to ganger.") % {"name": name}, field="upload")
            names.add(name)
            with archive.open(name, "w", force_zip64=True) as member:
                shutil.copyfileobj(file, member)


@transaction.atomic
def order_import(*, actor: User, preview: Job, overwrite: bool) -> Job:
    """Order the import that was previewed. Asked for twice, it is done once."""
    _must_be_allowed(actor)
    held = Job.objects.select_for_update(of=("self",)).get(pk=preview.pk)
    if held.kind != PREVIEW or held.owner_id != actor.pk or held.state != JobState.SUCCEEDED:
        raise ImportRefusedError(_("Filene er ikke kontrollert ennå."))
    if held.parameters["result"]["errors"]:
        raise ImportRefusedError(_("Filene har feil. Rett dem og last dem opp på nytt."))
    if done := held.parameters.get("import"):
        return Job.objects.get(key=done)
    job = start_job(
        actor=actor,
        kind=IMPORT,
        title=_("Import av %(name)s") % {"name": held.parameters["name"]},
        parameters={"preview": str(held.key), "overwrite": overwrite},
    )
    held.parameters["import"] = str(job.key)
    held.save(update_fields=["parameters"])
    return job


def _must_be_allowed(actor: User) -> None:
    if not actor.has_perm(PERMISSION):
        raise NotAllowedError(_("Bare senteret og administratorer kan importere."))
