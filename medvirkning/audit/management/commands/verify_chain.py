"""Check that nobody has changed the history: hash every sealed day again."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from medvirkning.audit import chain
from medvirkning.audit.commands import AuditedCommand, iso_date
from medvirkning.audit.models import DailyChain


class Command(AuditedCommand):
    help = "Verifies the daily chain over the history. Exits with 1 when something differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=iso_date, help="the first day to verify (YYYY-MM-DD)")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(chain.verify(since=options["since"]))
        for fault in faults:
            self.stdout.write(f"{fault.day or '-'}\t{fault.what}")
        if faults:
            raise CommandError(f"{len(faults)} faults in the history")
        self.say(f"{DailyChain.objects.count()} days verified.")
