"""The forms of involvement. Their codes are part of the file format and the API; administrators may add forms."""

from medvirkning.web.reference_data import load_after_migrating, value_rows

FORMS = value_rows(
    ("project_group", "prosjektgruppe", "prosjektgruppe", "project group"),
    ("working_group", "arbeidsgruppe", "arbeidsgruppe", "working group"),
    ("external_working_group", "ekstern arbeidsgruppe", "ekstern arbeidsgruppe", "external working group"),
    ("reference_group", "referansegruppe", "referansegruppe", "reference group"),
    ("steering_group", "styringsgruppe", "styringsgruppe", "steering group"),
    ("adviser", "rådgiver med brukererfaring", "rådgivar med brukarerfaring", "adviser with experience as a user"),
    ("user_panel", "brukerpanel", "brukarpanel", "user panel"),
    ("youth_panel", "ungdomspanel", "ungdomspanel", "youth panel"),
    ("user_council", "brukerråd", "brukarråd", "user council"),
    ("input_meeting", "innspillsmøte", "innspelsmøte", "meeting for input"),
    ("dialogue_meeting", "dialogmøte", "dialogmøte", "dialogue meeting"),
    ("workshop", "arbeidsverksted", "arbeidsverkstad", "workshop"),
    ("interview", "intervju", "intervju", "interview"),
    ("survey", "spørreundersøkelse", "spørjeundersøking", "survey"),
    ("written_input", "skriftlig innspill", "skriftleg innspel", "written input"),
    ("consultation", "høring", "høyring", "public consultation"),
    ("conference", "konferanse", "konferanse", "conference"),
    ("user_insight", "brukerinnsikt", "brukarinnsikt", "user insight"),
    ("not_stated", "ikke oppgitt", "ikkje oppgitt", "not stated"),
)

load_after_migrating("projects", "InvolvementForm", "code", FORMS)
