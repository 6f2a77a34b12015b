"""`manage.py import_grants PATH`: grants from a CSV file, all or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from representatives.grants.importing import GrantsRefusedError, ImportResult, import_grants

REFUSED, WRONG_USAGE = 1, 2


class Command(BaseCommand):
    help = "Import grants to organisations and municipalities from a CSV file"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="PATH", type=Path, help="a CSV file")
        parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")

    def handle(self, *, path: Path, dry_run: bool, **options: Any) -> None:
        if not path.is_file():
            raise CommandError(_("%(path)s er ikke en fil.") % {"path": path}, returncode=WRONG_USAGE)
        try:
            result = import_grants(open_file=lambda: path.open("rb"), name=path.name, actor=None, dry_run=dry_run)
        except GrantsRefusedError as refusal:
            self._tell_problems(refusal.result)
            raise CommandError(_("Ingenting er skrevet: filen har feil."), returncode=REFUSED) from refusal
        self._tell_problems(result)
        self.stderr.write(str(result))
        self.stderr.write(_("Ingenting er skrevet (prøvekjøring).") if dry_run else _("Ferdig."))

    def _tell_problems(self, result: ImportResult) -> None:
        for problem in result.problems.warnings:
            self.stderr.write(_("Advarsel: %(problem)s") % {"problem": problem})
        for problem in result.problems.errors:
            self.stderr.write(str(problem))
        if result.problems.more_errors:
            self.stderr.write(_("Det er flere feil; bare de første er vist."))
