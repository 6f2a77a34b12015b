"""What shows that an answer holds: logged involvement, a file or an address."""

import re
import uuid
from pathlib import PurePath
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.assessments.enums import EvidenceKind
from advice.assessments.models import Assessment, AssessmentAnswer, Evidence, TemplateItem
from advice.assessments.querysets import involvements_of
from advice.assessments.services.checks import AssessmentRefusedError, locked_draft
from medvirkning.accounts.models import User
from medvirkning.web.files.errors import FileRefusedError
from projects.involvement.models import Involvement
from projects.register.sources.archives import MEBIBYTE, open_archive

LARGEST_FILE = 10 * MEBIBYTE
# Of a zipped document: more than this is no minutes, and fills the memory of who opens it.
LARGEST_UNPACKED = 100 * MEBIBYTE
MOST_EVIDENCE = 20
# What a file may be, by its ending, and how its content begins.
FILE_STARTS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".pptx": (b"PK\x03\x04",),
    ".odt": (b"PK\x03\x04",),
}
# What each zipped format must hold; one with macros holds more, and is refused.
ZIPPED: dict[str, str] = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/", ".odt": "content.xml"}
MACROS = re.compile(r"vbaProject\.bin$|^Basic/", re.IGNORECASE)
OTHER_INVOLVEMENT = gettext_lazy(
    "Velg medvirkning fra enhetens eget arbeid. Skjermet arbeid kan ikke brukes, for alle ansatte kan lese "
    "egenvurderingen."
)
is_https = URLValidator(schemes=["https"])


@transaction.atomic
def add_evidence(
    *,
    actor: User,
    assessment: Assessment,
    item: TemplateItem,
    label: str = "",
    involvement: Involvement | None = None,
    file: UploadedFile | None = None,
    url: str = "",
) -> Evidence:
    """Add one of the three to the answer on a piece. Raises `NotAllowedError` and `AssessmentRefusedError`."""
    held = locked_draft(actor, assessment)
    row = AssessmentAnswer.objects.get_or_create(assessment=held, item=item)[0]
    if row.evidence.count() >= MOST_EVIDENCE:
        raise AssessmentRefusedError(_("Det er nok dokumentasjon på dette rådet. Fjern noe først."))
    given = [one for one in (involvement, file, url.strip()) if one]
    if len(given) != 1:
        raise AssessmentRefusedError(_("Legg ved én ting om gangen: medvirkning, fil eller nettadresse."))
    if involvement is not None:
        if not involvements_of(held, actor).filter(pk=involvement.pk).exists():
            raise AssessmentRefusedError(OTHER_INVOLVEMENT, field="involvement")
        made = Evidence(kind=EvidenceKind.INVOLVEMENT, involvement=involvement)
        label = label or str(involvement.work_item)
    elif file is not None:
        ending = check_file(file)
        made = Evidence(kind=EvidenceKind.FILE)
        # Its own name may hold a person's: the stored one says nothing.
        file.name = f"{uuid.uuid4().hex}{ending}"
        made.file = file
    else:
        _check_address(url.strip())
        made = Evidence(kind=EvidenceKind.ADDRESS, url=url.strip())
    if not label.strip():
        raise AssessmentRefusedError(_("Skriv hva det viser."), field="label")
    made.answer, made.label, made.added_by = row, label.strip()[:300], actor
    made.save()
    return made


@transaction.atomic
def remove_evidence(*, actor: User, evidence: Evidence) -> None:
    """Take evidence away from a draft, with its file. Raises `NotAllowedError` and `AssessmentRefusedError`."""
    locked_draft(actor, evidence.answer.assessment)
    forget_file(evidence)
    evidence.delete()


def forget_file(evidence: Evidence) -> None:
    """The file goes when the row is gone for good."""
    if evidence.file and (name := evidence.file.name):
        storage = evidence.file.storage
        transaction.on_commit(lambda: storage.delete(name))


def check_file(file: UploadedFile) -> str:
    """Its ending, when both that and the content are of a kind that is taken. Raises `AssessmentRefusedError`."""
    ending = PurePath(file.name or "").suffix.lower()
    if ending not in FILE_STARTS:
        raise AssessmentRefusedError(
            _("Filen må være PDF, Word, Excel, PowerPoint, ODT, PNG eller JPG."), field="file"
        )
    if (file.size or 0) > LARGEST_FILE:
        raise AssessmentRefusedError(
            _("Filen er større enn 10 MB. Gjør den mindre, eller lenk til den."), field="file"
        )
    file.seek(0)
    start = file.read(16)
    file.seek(0)
    if not start.startswith(FILE_STARTS[ending]) or (ending in ZIPPED and not _is_what_it_says(file, ending)):
        raise AssessmentRefusedError(_("Filen er ikke det navnet sier, eller den inneholder makroer."), field="file")
    return ending


def _is_what_it_says(file: UploadedFile, ending: str) -> bool:
    """A zipped document holds its own part, and no macros. Raises `AssessmentRefusedError` when it swells."""
    try:
        with open_archive(file, ending) as archive:
            names = archive.namelist()
            unpacked = sum(info.file_size for info in archive.infolist())
    except FileRefusedError as error:
        raise AssessmentRefusedError(str(error), field="file") from error
    finally:
        file.seek(0)
    if unpacked > LARGEST_UNPACKED:
        raise AssessmentRefusedError(
            _("Filen pakkes ut til mer enn 100 MB. Gjør den mindre, eller lenk til den."), field="file"
        )
    return any(name.startswith(ZIPPED[ending]) for name in names) and not any(map(MACROS.search, names))


def _check_address(url: str) -> None:
    try:
        is_https(url)
    except ValidationError as error:
        raise AssessmentRefusedError(_("Skriv en hel adresse som begynner med https://."), field="url") from error
    if "@" in urlsplit(url).netloc:
        raise AssessmentRefusedError(
            _("Adressen har et brukernavn eller passord i seg. Ta det bort: andre kan lese egenvurderingen."),
            field="url",
        )
