"""Make an API token; the token alone goes to standard output, once."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.enums import Scope
from medvirkning.accounts.services import create_token
from medvirkning.audit.commands import AuditedCommand, iso_date


class Command(AuditedCommand):
    help = "Makes an API token and prints it alone on standard output. It is not kept and can't be shown again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="what or who uses it")
        parser.add_argument("--scope", required=True, action="append", choices=Scope.values, help="may be repeated")
        parser.add_argument("--expires", type=iso_date, help="the last day it works (YYYY-MM-DD)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["name"].strip() or len(options["name"]) > 200:
            raise CommandError(_("Navnet er tomt eller lengre enn 200 tegn."))
        if options["expires"] and options["expires"] < timezone.localdate():
            raise CommandError(_("Den siste dagen er passert."))
        token, secret = create_token(
            actor=None, name=options["name"].strip(), scopes=options["scope"], expires_on=options["expires"]
        )
        self.stdout.write(secret)
        self.say(
            _("Nøkkel %(number)s «%(name)s»: %(scopes)s. Den vises bare denne ene gangen.")
            % {"number": token.pk, "name": token.name, "scopes": ", ".join(token.scopes)}
        )
