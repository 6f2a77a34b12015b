"""The first themes: the field of the 11 pieces of advice (seed 001). Administrators add theirs among the subjects."""

from medvirkning.web.reference_data import load_after_migrating

THEMES = [
    {"code": "psykisk helse", "name_nb": "psykisk helse", "name_en": "mental health", "is_theme": True},
    {"code": "rus", "name_nb": "rus", "name_en": "substance use", "is_theme": True},
]

load_after_migrating("representatives", "SubjectArea", "code", THEMES)
