"""After a restore, before the portal opens: what had been erased and taken back since is so again."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from medvirkning.audit import erasure_list, retention
from medvirkning.audit.commands import AuditedCommand, CommandError


class Command(AuditedCommand):
    help = "Carries out the list without names again, and then retention. Run it after a restore, before it opens."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "path", nargs="?", type=Path, help="the list; that of MEDVIRKNING_ERASURE_LIST if left out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"] or erasure_list.where()
        if not path.is_file():
            raise CommandError(f"There is no list at {path}: what was erased after the backup is not known")
        lines, unreadable = erasure_list.read(path)
        result = erasure_list.replay(lines)
        for kind, number in sorted(result.done.items()):
            self.stdout.write(f"{kind}\t{number}")
        failed = [f"line {number} can't be read" for number in unreadable]
        failed += [f"{line.kind} of {line.model} {line.pk} failed" for line in result.failed]
        try:
            expired = retention.erase_expired()
        except retention.RetentionFailedError as failure:
            expired, failed = failure.results, [*failed, str(failure)]
        for one in expired:
            if one.erased:
                self.stdout.write(f"{one.rule.name}\t{one.erased}")
        erasure_list.catch_up()
        if failed:
            raise CommandError("Not all was done again, don't open the portal: " + "; ".join(failed))
        self.say(f"Done: {len(lines)} lines were looked at.")
