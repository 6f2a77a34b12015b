"""Archives are looked through before anything in them is unpacked."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.utils.translation import gettext as _

from medvirkning.web.files.errors import FileRefusedError

MOST_MEMBERS = 1000
MEBIBYTE = 1024 * 1024
# The largest real register (a million involvements in a sheet) stays well below these.
LARGEST_UNPACKED = 2048 * MEBIBYTE
HIGHEST_RATIO = 100
RATIO_MATTERS_FROM = 10 * MEBIBYTE
ENCRYPTED = 0x1


@contextmanager
def open_archive(stream: IO[bytes], name: str) -> Iterator[zipfile.ZipFile]:
    """A zip (an XLSX is one) whose declared contents are within bounds.

    What is declared binds: `zipfile` never unpacks more of a member than its declared size.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileRefusedError(_("Filen er skadet eller av et annet slag enn navnet sier."), file=name) from error
    with archive:
        _look_through(archive, name)
        yield archive


def _look_through(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise FileRefusedError(_("Det er for mange filer i arkivet."), file=name)
    if any(info.flag_bits & ENCRYPTED for info in members):
        raise FileRefusedError(_("Filen er beskyttet med passord og kan ikke leses."), file=name)
    unpacked = sum(info.file_size for info in members)
    swollen = [
        info
        for info in members
        if info.file_size > RATIO_MATTERS_FROM and info.file_size > HIGHEST_RATIO * max(info.compress_size, 1)
    ]
    if unpacked > LARGEST_UNPACKED or swollen:
        raise FileRefusedError(
            _("Filen pakkes ut til %(size)s MB og ser ut til å være laget for å fylle minnet. Den er ikke åpnet.")
            % {"size": unpacked // MEBIBYTE},
            file=name,
        )
