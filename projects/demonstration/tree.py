"""The departments of the fictitious directorate: nine divisions, forty departments today, one merger and one split."""

import datetime
from dataclasses import dataclass, field

# What the departments are called in nynorsk, where that differs.
NYNORSK = {
    "KOM": "Kommunale tenester",
    "KOM-ALL": "Allmennlegar og legevakt",
    "SPE": "Spesialisthelsetenester",
    "FOL-LEV": "Levevanar",
    "FOL-VOL": "Vald og overgrep",
    "FOL-TOB": "Tobakk og rusførebygging",
    "FOL-KOS": "Kosthald og rørsle",
    "KVA": "Kvalitet og pasienttryggleik",
    "KVA-SIK": "Pasienttryggleik",
    "KVA-IND": "Kvalitetsindikatorar",
    "KVA-NOR": "Normerande produkt",
    "DIG-INN": "Tenester for innbyggjarar",
    "DIG-KOM": "E-helse i kommunane",
    "DIG-SIK": "Informasjonstryggleik",
    "DIG-STA": "Standardar og kodeverk",
    "FIN": "Finansiering og tilskot",
    "FIN-ORG": "Tilskot til organisasjonar",
    "FIN-KOM": "Tilskot til kommunar",
    "FIN-ISF": "Finansieringsordningar",
    "FIN-REF": "Refusjonar",
    "PER-LMS": "Læring og meistring",
    "ANA-REG": "Helsedata og register",
    "ANA-EVA": "Evaluering og brukarerfaring",
    "STY": "Styring og verksemd",
    "STY-SBM": "Senter for brukarmedverknad",
    "STY-VIR": "Verksemdsstyring",
    "STY-ARB": "Arbeidsmiljø og løn",
}
ROOT = ("DIR", "Eksempeldirektoratet", "Eksempeldirektoratet")
OPENED = datetime.date(2016, 1, 1)
# The department of the demonstration accounts, and that of the Centre.
OWN_DEPARTMENT = "KOM-PSY"
CENTRE_DEPARTMENT = "STY-SBM"

# (code, name): departments with code and name. The base of each one's share lies in `PULL` where it is not usual.
DIVISIONS: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("KOM", "Kommunale tjenester"): (
        ("KOM-OMS", "Omsorg og eldre"),
        ("KOM-PSY", "Psykisk helse og rus"),
        ("KOM-HAB", "Habilitering"),
        ("KOM-ALL", "Allmennlege og legevakt"),
        ("KOM-BUF", "Barn, unge og familie"),
    ),
    ("SPE", "Spesialisthelsetjenester"): (
        ("SPE-KRE", "Kreft og palliasjon"),
        ("SPE-AKU", "Akuttmedisin"),
        ("SPE-PSV", "Psykisk helsevern"),
        ("SPE-SOM", "Somatiske fag"),
        ("SPE-PRI", "Prioritering"),
    ),
    ("FOL", "Folkehelse"): (
        ("FOL-LEV", "Levevaner"),
        ("FOL-MIL", "Miljø og helse"),
        ("FOL-SEK", "Seksuell helse"),
        ("FOL-VOL", "Vold og overgrep"),
    ),
    ("KVA", "Kvalitet og pasientsikkerhet"): (
        ("KVA-RET", "Retningslinjer og metode"),
        ("KVA-FOR", "Pasientforløp"),
        ("KVA-SIK", "Pasientsikkerhet"),
        ("KVA-IND", "Kvalitetsindikatorer"),
    ),
    ("DIG", "Digitalisering"): (
        ("DIG-INN", "Tjenester for innbyggere"),
        ("DIG-KOM", "E-helse i kommunene"),
        ("DIG-SIK", "Informasjonssikkerhet"),
        ("DIG-STA", "Standarder og kodeverk"),
    ),
    ("FIN", "Finansiering og tilskudd"): (
        ("FIN-ORG", "Tilskudd til organisasjoner"),
        ("FIN-KOM", "Tilskudd til kommuner"),
        ("FIN-ISF", "Finansieringsordninger"),
        ("FIN-REF", "Refusjoner"),
    ),
    ("PER", "Kompetanse og personell"): (
        ("PER-AUT", "Autorisasjon"),
        ("PER-UTD", "Utdanning og spesialisering"),
        ("PER-BEM", "Bemanning"),
        ("PER-LMS", "Læring og mestring"),
    ),
    ("ANA", "Analyse og kunnskap"): (
        ("ANA-REG", "Helsedata og registre"),
        ("ANA-STA", "Statistikk"),
        ("ANA-OKO", "Helseøkonomi"),
        ("ANA-EVA", "Evaluering og brukererfaring"),
    ),
    ("STY", "Styring og virksomhet"): (
        ("STY-JUS", "Juss"),
        ("STY-KOM", "Kommunikasjon"),
        ("STY-SBM", "Senter for brukermedvirkning"),
        ("STY-VIR", "Virksomhetsstyring"),
        ("STY-ARB", "Arbeidsmiljø og lønn"),
        ("STY-INT", "Internasjonalt samarbeid"),
    ),
}
# Where much or little is done with involvement; the others lie in between, by chance.
PULL = {
    "STY-SBM": 0.85,
    "SPE-KRE": 0.82,
    "KOM-PSY": 0.66,
    "PER-LMS": 0.80,
    "KOM-BUF": 0.72,
    "FIN-ORG": 0.70,
    "DIG-SIK": 0.22,
    "STY-ARB": 0.20,
    "FIN-REF": 0.24,
    "FOL-MIL": 0.26,
    "SPE-AKU": 0.38,
    "DIG-STA": 0.25,
}
# What the work of some divisions is mostly about.
SUBJECTS_OF = {
    "KOM-PSY": ("psykisk helse", "rus", "pårørende"),
    "SPE-PSV": ("psykisk helse", "rus"),
    "SPE-KRE": ("kreft", "palliasjon"),
    "KOM-OMS": ("eldre", "demens", "pårørende"),
    "KOM-HAB": ("habilitering", "rehabilitering"),
    "KOM-BUF": ("barn og unge", "svangerskap og barsel"),
    "KOM-ALL": ("allmennlege", "kroniske sykdommer"),
    "SPE-AKU": ("akuttmedisin", "hjerte og kar"),
    "SPE-PRI": ("prioritering",),
    "FOL-LEV": ("levevaner", "luftveier"),
    "FOL-MIL": ("miljø og helse",),
    "FOL-SEK": ("seksuell helse", "svangerskap og barsel"),
    "FOL-VOL": ("vold og overgrep", "barn og unge"),
    "DIG-INN": ("digitale tjenester", "helsekompetanse"),
    "PER-LMS": ("helsekompetanse", "kroniske sykdommer"),
    "STY-SBM": ("pårørende", "helsekompetanse"),
}


@dataclass
class Unit:
    """A department as it is written: `before` are its predecessors."""

    code: str
    name: str
    parent: str | None
    valid_from: datetime.date = OPENED
    valid_to: datetime.date | None = None
    before: tuple[str, ...] = ()
    id: int = 0
    lineage: list[str] = field(default_factory=list)


def build(first_year: int) -> list[Unit]:
    """The tree, parents first, dated so that the merger and the split lie within the four years.

    The merger is on the third 1 January; the split is in the middle of the second year, so that one year has both
    the old department and the new ones.
    """
    merged = datetime.date(first_year + 2, 1, 1)
    split = datetime.date(first_year + 1, 7, 1)
    day = datetime.timedelta(days=1)
    closed = {
        "FOL": (
            Unit("FOL-TOB", "Tobakk og rusforebygging", "FOL", valid_to=merged - day),
            Unit("FOL-KOS", "Kosthold og bevegelse", "FOL", valid_to=merged - day),
        ),
        "KVA": (Unit("KVA-NOR", "Normerende produkter", "KVA", valid_to=split - day),),
    }
    opened = {
        "FOL-LEV": (merged, ("FOL-TOB", "FOL-KOS")),
        "KVA-RET": (split, ("KVA-NOR",)),
        "KVA-FOR": (split, ("KVA-NOR",)),
    }
    units = [Unit(ROOT[0], ROOT[1], None)]
    for (code, name), departments in DIVISIONS.items():
        units.append(Unit(code, name, ROOT[0]))
        units.extend(closed.get(code, ()))
        for child, child_name in departments:
            valid_from, before = opened.get(child, (OPENED, ()))
            units.append(Unit(child, child_name, code, valid_from=valid_from, before=before))
    lineages: dict[str, list[str]] = {}
    for unit in units:
        above = lineages[unit.parent] if unit.parent else []
        unit.lineage = lineages[unit.code] = [*above, unit.code]
    return units
