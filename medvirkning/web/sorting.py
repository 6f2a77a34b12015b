"""Norwegian alphabetical order on every PostgreSQL, with or without ICU (docs/adr/0002).

An immutable SQL function maps a name to a sort key; the key is kept in a stored generated column with the collation
"C" and an index, so lists sort by bytes. æ, ø and å follow z; ä sorts with æ, ö with ø, aa with å; other accents are
folded, Sámi letters stand behind their base letter; punctuation is dropped.
"""

from django.db import models
from django.db.models import F, Func

FOLDED = {
    "àáâãāăą": "a",
    "çćĉċ": "c",
    "ďḍð": "d",
    "èéêëēĕėęě": "e",
    "ĝğġģǧǥ": "g",
    "ĥħ": "h",
    "ìíîïĩīĭįı": "i",
    "ĵ": "j",
    "ķǩ": "k",
    "ĺļľł": "l",
    "ñńņňṇ": "n",
    "òóôõōŏő": "o",
    "ŕŗř": "r",
    "śŝşș": "s",
    "ţťțṭ": "t",
    "ùúûũūŭůųű": "u",
    "ŵ": "w",
    "ýÿŷüű": "y",
    "źżẓ": "z",
}
# A letter of its own stands right behind its base letter: «č» after «c», before «d».
BEHIND = {"č": "c~", "đ": "d~", "ŋ": "n~", "š": "s~", "ŧ": "t~", "ž": "z~"}
# The last letters of the alphabet: bytes behind «z~» in the order æ, ø, å.
LAST = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"}


def create_function_sql() -> str:
    """The SQL that makes `norwegian_sort_key(text)`; run by this app's first migration."""
    source = "".join(letters for letters in FOLDED)
    target = "".join(base * len(letters) for letters, base in FOLDED.items())
    expression = "lower(value)"
    for pair, letter in {"aa": "å", "þ": "th", "œ": "oe", "ß": "ss"}.items():
        expression = f"replace({expression}, '{pair}', '{letter}')"
    expression = f"translate({expression}, '{source}', '{target}')"
    for letter, key in BEHIND.items():
        expression = f"replace({expression}, '{letter}', '{key}')"
    expression = f"translate({expression}, '{''.join(LAST)}', '{''.join(LAST.values())}')"
    expression = f"regexp_replace({expression}, '[^a-z0-9~{{|}} ]', '', 'g')"
    return (
        "CREATE OR REPLACE FUNCTION norwegian_sort_key(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT "
        f"PARALLEL SAFE AS $$ SELECT {expression} $$"
    )


def sort_key_field(source: str) -> models.GeneratedField:
    """A stored column with the sort key of `source`; order lists by it."""
    return models.GeneratedField(
        expression=Func(F(source), function="norwegian_sort_key"),
        output_field=models.CharField(max_length=600, db_collation="C"),
        db_persist=True,
    )
