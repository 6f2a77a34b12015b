"""What this room adds to the demonstration set: services that assess themselves, and the advice being put to use."""

from advice.demonstration.services import build
from projects.demonstration import extras

extras.register("advice", build)
