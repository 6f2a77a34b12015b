"""What of a profile is chosen from lists. Its purposes stand with those of the register, in the room `people`."""

from medvirkning.audit.planner import from_a_list

from_a_list("representatives.Profile.themes", why="Codes of subjects; searches are planned by how common each is.")
from_a_list("representatives.Profile.languages", why="Codes of the list of languages; searched like themes.")
