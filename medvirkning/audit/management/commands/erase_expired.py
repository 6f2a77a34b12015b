"""Retention: erase what is no longer to be kept, or tell what would be erased."""

from typing import Any

from django.core.management.base import CommandParser

from medvirkning.audit.commands import AuditedCommand, CommandError
from medvirkning.audit.retention import RetentionFailedError, RetentionResult, erase_expired


class Command(AuditedCommand):
    help = "Erases everything whose time has run out, rule by rule. With --simulate it does the same and undoes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--simulate", action="store_true", help="tell what would go, erase nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        simulate = options["simulate"]
        try:
            self._print(erase_expired(simulate=simulate))
        except RetentionFailedError as failure:
            self._print(failure.results)
            raise CommandError(str(failure)) from failure
        self.say("Nothing was erased: simulated." if simulate else "Done.")

    def _print(self, results: list[RetentionResult]) -> None:
        for result in results:
            self.stdout.write(f"{result.rule.name}\t{result.rule.days_kept}\t{result.erased}")
