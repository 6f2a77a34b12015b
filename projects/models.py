"""Gathers the rooms' models, so that the app has one label and one migration history."""

from projects.demonstration.models import *  # noqa: F403
from projects.departments.models import *  # noqa: F403
from projects.involvement.models import *  # noqa: F403
from projects.panels.models import *  # noqa: F403
from projects.shares.models import *  # noqa: F403
from projects.work.models import *  # noqa: F403
