"""Who writes what a person tells: the person, and nobody else."""

import rules

from representatives.people.rules import is_the_person

rules.add_perm("profiles.change", is_the_person)
