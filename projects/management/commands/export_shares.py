import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.shares import export, figures, pipeline
from projects.shares.rule import FIRST_YEAR


class Command(BaseCommand):
    help = "Write the shares of a year: the rows of GET /api/v1/shares/."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--format", choices=export.FORMATS, required=True)
        parser.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        year = options["year"]
        if not FIRST_YEAR <= year <= timezone.localdate().year:
            raise CommandError(
                _("Året %(year)s telles ikke; det første er %(first)s.") % {"year": year, "first": FIRST_YEAR}
            )
        # What was written and is not counted yet, by a command or while no worker ran, is part of the figures.
        pipeline.drain()
        rows = figures.shares(year)
        written = export.WRITERS[options["format"]](rows)
        if options["output"] is None:
            sys.stdout.buffer.write(written)
            sys.stdout.flush()
            return
        try:
            options["output"].write_bytes(written)
        except OSError as error:
            raise CommandError(
                _("Kan ikke skrive til %(file)s: %(error)s") % {"file": options["output"], "error": error.strerror}
            ) from error
        self.stderr.write(_("Skrev %(rows)s rader til %(file)s.") % {"rows": len(rows), "file": options["output"]})
