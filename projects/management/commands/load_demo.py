"""Loads the fictitious demonstration set: `manage.py load_demo [--scale N] [--seed S]`."""

import os
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from projects.demonstration.querysets import loaded_set
from projects.demonstration.services import DemonstrationRefusedError, load

PASSWORD = "MEDVIRKNING_DEMO_PASSWORD"  # noqa: S105 - the variable's name


def at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


class Command(BaseCommand):
    help = "Load the fictitious demonstration set into an empty database. Scale 1 has about 2,000 work items."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scale", type=at_least_one, default=1, help="multiplies work, involvement, organisations and people"
        )
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same set")

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get(PASSWORD) or secrets.token_urlsafe(12)
        try:
            loaded = load(scale=options["scale"], seed=options["seed"], password=password, tell=self.tell)
        except DemonstrationRefusedError as error:
            raise CommandError(str(error)) from error
        if loaded is None:
            there = loaded_set()
            assert there is not None  # noqa: S101 - load() says that it is there
            self.tell(
                _("Demonstrasjonssettet er lastet fra før (størrelse %(scale)s, frø %(seed)s). Ingenting er endret.")
                % {"scale": there.scale, "seed": there.seed}
            )
            return
        self.tell(
            _("%(work)s arbeider og %(involvement)s medvirkninger er lastet på %(seconds).0f sekunder.")
            % {"work": loaded.work_items, "involvement": loaded.involvements, "seconds": loaded.seconds}
        )
        if not os.environ.get(PASSWORD):
            self.tell(_("Passordet til demonstrasjonskontoene: %(password)s") % {"password": password})

    def tell(self, text: str) -> None:
        self.stderr.write(text, ending="\n")
