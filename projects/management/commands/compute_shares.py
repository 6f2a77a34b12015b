import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning import audit
from projects.departments.models import Department
from projects.shares.rule import FIRST_YEAR
from projects.shares.services import recompute


class Command(BaseCommand):
    help = "Count what waits and compare the stored shares with a full count; differences are mended and told."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--year", type=int, help="only this year")
        parser.add_argument("--department", metavar="CODE", help="only this department and all below it")

    def handle(self, *args: Any, **options: Any) -> None:
        year, code = options["year"], options["department"]
        if year is not None and not FIRST_YEAR <= year <= timezone.localdate().year:
            raise CommandError(
                _("Året %(year)s telles ikke; det første er %(first)s.") % {"year": year, "first": FIRST_YEAR}
            )
        if code is not None and not Department.objects.in_tree().filter(code=code).exists():
            raise CommandError(_("Det finnes ingen enhet i treet med koden «%(code)s».") % {"code": code})
        with audit.context(command="compute_shares"):
            found = recompute(years=None if year is None else [year], department=code)
        self.stderr.write(
            _("Talte %(counted)s rader på nytt. %(differences)s avvik ble funnet og rettet.")
            % {"counted": found.counted, "differences": found.differences}
        )
