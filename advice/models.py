"""Gathers the rooms' models, so that the app has one label and one migration history."""

from advice.assessments.models import *  # noqa: F403
from advice.background.models import *  # noqa: F403
from advice.catalogue.models import *  # noqa: F403
from advice.glossary.models import *  # noqa: F403
from advice.implementation.models import *  # noqa: F403
from advice.ties.models import *  # noqa: F403
from advice.units.models import *  # noqa: F403
