"""The first texts load themselves after migrating. Later versions are the Centre's."""

from medvirkning.web.reference_data import load_after_migrating
from representatives.consents.texts import ROWS

load_after_migrating("representatives", "ConsentText", "key", ROWS)
