"""Changing work: `items`, `responsibility`, `decisions`; every change that can move a count calls `touch`."""

from projects.work.services.touch import touch

__all__ = ["touch"]
