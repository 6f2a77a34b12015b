"""Changing what a person in the register tells: profile, availability, training."""

from representatives.profiles.services.availability import add_period, end_period, remove_period
from representatives.profiles.services.facts import (
    ProfileRefusedError,
    change,
    change_contact,
    declare_interests,
    remove,
)
from representatives.profiles.services.training import OWN_KINDS, add_training, remove_training

__all__ = [
    "OWN_KINDS", "ProfileRefusedError", "add_period", "add_training", "change", "change_contact",
    "declare_interests", "end_period", "remove", "remove_period", "remove_training",
]  # fmt: skip
