"""The value lists of work. Their codes are part of the file format and the API; administrators may add values."""

from medvirkning.web.reference_data import load_after_migrating, value_rows

PRODUCT_TYPES = value_rows(
    ("guideline", "nasjonal faglig retningslinje", "nasjonal fagleg retningslinje", "national guideline"),
    ("advice", "nasjonale faglige råd", "nasjonale faglege råd", "national advice"),
    ("guide", "veileder", "rettleiar", "guide"),
    ("pathway", "nasjonalt pasientforløp", "nasjonalt pasientforløp", "national patient pathway"),
    ("prioritisation_guide", "prioriteringsveileder", "prioriteringsrettleiar", "prioritisation guide"),
    ("investigation", "utredning", "utgreiing", "investigation"),
    ("grant_rules", "tilskuddsregelverk", "tilskotsregelverk", "grant rules"),
    ("competence_measure", "kompetansetiltak", "kompetansetiltak", "competence measure"),
    ("digital_service", "digital tjeneste", "digital teneste", "digital service"),
    ("other", "annet", "anna", "other"),
)
COMMISSION_SOURCES = value_rows(
    ("allocation_letter", "tildelingsbrev", "tildelingsbrev", "letter of allocation"),
    (
        "supplement",
        "tillegg til tildelingsbrev",
        "tillegg til tildelingsbrev",
        "supplement to the letter of allocation",
    ),
    ("ministry", "departementet", "departementet", "the ministry"),
    ("own_initiative", "eget initiativ", "eige initiativ", "own initiative"),
    ("other", "annet", "anna", "other"),
)
EXEMPTION_REASONS = value_rows(
    (
        "not_relevant",
        "medvirkning er ikke relevant for arbeidet",
        "medverknad er ikkje relevant for arbeidet",
        "involvement is not relevant to the work",
    ),
    ("purely_internal", "arbeidet er rent internt", "arbeidet er reint internt", "the work is purely internal"),
    (
        "confidential",
        "arbeidet kan ikke deles med andre",
        "arbeidet kan ikkje delast med andre",
        "the work can't be shared with others",
    ),
    ("urgent", "arbeidet hastet", "arbeidet hasta", "the work was urgent"),
    ("other", "annet", "anna", "other"),
)

load_after_migrating("projects", "ProductType", "code", PRODUCT_TYPES)
load_after_migrating("projects", "CommissionSource", "code", COMMISSION_SOURCES)
load_after_migrating("projects", "ExemptionReason", "code", EXEMPTION_REASONS)
