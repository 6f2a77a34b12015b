"""Loads the directorate's own list of activities for 2023, as far as its source tells: real data, outside the tree."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from projects.activities.services import load_activities
from projects.activities.source import activities


class Command(BaseCommand):
    help = "Load the real activities of 2023 into «Ikke oppgitt». Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_activities()
        self.stderr.write(
            _("%(loaded)s aktiviteter fra 2023 er lastet; %(there)s var der fra før.")
            % {"loaded": loaded, "there": len(activities()) - loaded},
            ending="\n",
        )
