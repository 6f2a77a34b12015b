"""The rooms' addresses, in the order of the list of rooms."""

from importlib import import_module, util

from representatives.apps import ROOMS

urlpatterns = [
    pattern
    for room in ROOMS
    if util.find_spec(f"representatives.{room}.urls")
    for pattern in import_module(f"representatives.{room}.urls").urlpatterns
]
