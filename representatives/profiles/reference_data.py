"""The languages that people choose from; administrators may add more. Sámi languages and Kven are Norway's own."""

from medvirkning.web.reference_data import load_after_migrating, value_rows

LANGUAGES = value_rows(
    ("norsk", "norsk", "norsk", "Norwegian"),
    ("nordsamisk", "nordsamisk", "nordsamisk", "Northern Sámi"),
    ("lulesamisk", "lulesamisk", "lulesamisk", "Lule Sámi"),
    ("sorsamisk", "sørsamisk", "sørsamisk", "Southern Sámi"),
    ("kvensk", "kvensk", "kvensk", "Kven"),
    ("tegnsprak", "norsk tegnspråk", "norsk teiknspråk", "Norwegian Sign Language"),
    ("engelsk", "engelsk", "engelsk", "English"),
    ("arabisk", "arabisk", "arabisk", "Arabic"),
    ("polsk", "polsk", "polsk", "Polish"),
    ("somali", "somali", "somali", "Somali"),
    ("ukrainsk", "ukrainsk", "ukrainsk", "Ukrainian"),
    ("annet", "annet språk", "anna språk", "another language"),
)

load_after_migrating("representatives", "SpokenLanguage", "code", LANGUAGES)
