"""Gathers the rooms' models, so that the app has one label and one migration history."""

from representatives.consents.models import *  # noqa: F403
from representatives.enrolments.models import *  # noqa: F403
from representatives.grants.models import *  # noqa: F403
from representatives.organisations.models import *  # noqa: F403
from representatives.panels.models import *  # noqa: F403
from representatives.people.models import *  # noqa: F403
from representatives.profiles.models import *  # noqa: F403
from representatives.subjects.models import *  # noqa: F403
