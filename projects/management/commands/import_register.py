"""`manage.py import_register PATH`: the register from files, all or nothing."""

from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from projects.register.results import ImportResult, RegisterRefusedError
from projects.register.services import import_path
from projects.register.sources import is_readable

REFUSED, WRONG_USAGE = 1, 2


class Command(BaseCommand):
    help = "Import departments, accounts, organisations, work and involvement from CSV files or an XLSX"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="PATH", type=Path, help="a folder of CSV files, or an XLSX")
        parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")
        parser.add_argument("--overwrite", action="store_true", help="also rows edited in the portal since")
        parser.add_argument(
            "--report", metavar="FILE", type=Path, help="write a CSV of errors, warnings and every row"
        )

    def handle(self, *, path: Path, dry_run: bool, overwrite: bool, report: Path | None, **options: Any) -> None:
        if not is_readable(path):
            raise CommandError(
                _("%(path)s er verken en mappe, en XLSX eller en zip.") % {"path": path}, returncode=WRONG_USAGE
            )
        with ExitStack() as stack:
            target = None
            if report:
                try:
                    target = stack.enter_context(report.open("w", encoding="utf-8", newline=""))
                except OSError as error:
                    raise CommandError(
                        _("Rapporten kan ikke skrives: %(error)s") % {"error": error}, returncode=WRONG_USAGE
                    ) from error
            try:
                result = import_path(path=path, actor=None, dry_run=dry_run, overwrite=overwrite, report=target)
            except RegisterRefusedError as refusal:
                self._tell_problems(refusal.result)
                raise CommandError(_("Ingenting er skrevet: filene har feil."), returncode=REFUSED) from refusal
        self._tell_problems(result)
        for file in result.files:
            self._tell(str(file))
        if dry_run:
            self._tell(_("Ingenting er skrevet (prøvekjøring)."))
            return
        self._tell(_("Ferdig. Andelene telles når portalen går; compute_shares teller dem nå."))

    def _tell_problems(self, result: ImportResult) -> None:
        problems = result.problems
        for problem in problems.warnings:
            self._tell(_("Advarsel: %(problem)s") % {"problem": problem})
        for problem in problems.errors:
            self._tell(str(problem))
        if problems.more_errors:
            self._tell(_("Det er flere feil; bare de første er vist."))

    def _tell(self, text: str) -> None:
        self.stderr.write(text)
