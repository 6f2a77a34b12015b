"""The rooms' addresses, in the order of the list of rooms."""

from importlib import import_module, util

from projects.apps import ROOMS

urlpatterns = [
    pattern
    for room in ROOMS
    if util.find_spec(f"projects.{room}.urls")
    for pattern in import_module(f"projects.{room}.urls").urlpatterns
]
