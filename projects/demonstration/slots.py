"""What this room says on other rooms' pages: the mark of fictitious data."""

from medvirkning.web import fictitious
from projects.demonstration.querysets import is_loaded

fictitious.register(is_loaded)
