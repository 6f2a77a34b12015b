"""The words of the fictitious register: what organisations and people have written of themselves. All invented."""

from representatives.geography.enums import County
from representatives.profiles.enums import WayOfTakingPart

# Subjects of the set that are diagnoses: nobody chooses one as a theme (domain, «themes, never diagnoses»).
DIAGNOSES = frozenset({"kreft", "demens", "diabetes", "hjerte og kar", "luftveier", "kroniske sykdommer"})
# What many have experience of, beside the subject of their organisation.
COMMON_THEMES = ("psykisk helse", "psykisk helse", "rus", "pårørende", "barn og unge", "rehabilitering", "eldre")
# By how many live there, a little evened out so that no county is empty in a small set.
COUNTIES: dict[str, int] = {
    County.OSLO: 13,
    County.AKERSHUS: 12,
    County.VESTLAND: 11,
    County.TRONDELAG: 9,
    County.ROGALAND: 9,
    County.TROMS: 8,
    County.INNLANDET: 7,
    County.AGDER: 6,
    County.OSTFOLD: 6,
    County.NORDLAND: 6,
    County.MORE_OG_ROMSDAL: 5,
    County.VESTFOLD: 5,
    County.BUSKERUD: 5,
    County.TELEMARK: 4,
    County.FINNMARK: 3,
}
# How many of a hundred can take part so.
WAYS: dict[str, int] = {
    WayOfTakingPart.MEETING: 74,
    WayOfTakingPart.VIDEO: 82,
    WayOfTakingPart.TRAVEL: 38,
    WayOfTakingPart.PHONE: 55,
    WayOfTakingPart.WRITING: 60,
}
# How many of a hundred have the language beside Norwegian.
LANGUAGES: dict[str, int] = {
    "engelsk": 34,
    "tegnsprak": 2,
    "arabisk": 3,
    "polsk": 2,
    "somali": 2,
    "ukrainsk": 2,
    "kvensk": 1,
    "sorsamisk": 1,
}
ABOUT = (
    "Vi er en medlemsorganisasjon som hjelper hverandre og sier fra når tjenestene ikke henger sammen.",
    "Lokallag, likepersoner og kurs. Vi vil bli spurt tidlig, og vite hva som ble bestemt.",
    "Medlemmene møtes hver måned. Styret velges av årsmøtet.",
    "",
)
MANDATES = (
    "Kan representere oss i arbeidsgrupper og prosjektgrupper.",
    "Kan uttale seg for organisasjonen i saker som landsstyret har behandlet.",
    "Representerer fylkeslaget.",
    "",
)
POSITIONS = ("Erfaringskonsulent", "Erfaringskonsulent i oppsøkende team", "Seniorkonsulent, brukererfaring")
NEEDS = (
    "Trenger teleslynge i møterommet.",
    "Trenger papirene en uke før møtet, i stor skrift.",
    "Bruker rullestol. Trenger trinnfri adkomst.",
    "Trenger pause hver time.",
    "Tar med ledsager.",
    "Trenger tolk til norsk tegnspråk.",
)
INTERESTS = (
    "Styremedlem i lokallaget.",
    "Ansatt i kommunen, i en annen tjeneste.",
    "Har deltatt i en referansegruppe for et legemiddelfirma i fjor.",
    "Nær familie arbeider i helseforetaket.",
)
TRAININGS = ("Introduksjonskurs for nye representanter", "Kurs i møter og mandat", "Likepersonskurs")
OTHER_TRAININGS = ("Dagskurs hos Kompetansesenteret Nærlys", "Kurs i forskningsmedvirkning")
INVITED = (("Ingrid Svalemoen", 3), ("Mikkel Tindheim", 12), ("Thea Lerkebakk", 20))
APPLICATIONS = (
    ("Foreningen Lysglimt for unge pårørende", "carer", "Maren Furulia", 3),
    ("Landslaget Samhold for rehabilitering", "both", "Tor Havskar", 9),
)
RETURNED = (
    "Støttegruppa Morgenlys",
    "user",
    "Gro Odden",
    16,
    "Hvem velger styret? Skriv det, og legg ved lenke til vedtektene på nettsiden.",
)
# The people of the demonstration account's organisation, and what has become of each.
OWN_PEOPLE = ("Signe Trandal", "Odd Måkenes", "Linnea Vindheim", "Yusuf Fagerlia", "Berit Ospelund")
# Who has said yes to it, and how many days ago; the mandate isn't entered yet.
SAID_YES = (("Aksel Furustrand", 2),)
# (name, scheme's rules in words, what changed later)
SCHEMES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "DEMO-DRIFT",
        "Driftstilskudd til bruker- og pårørendeorganisasjoner (oppdiktet)",
        "Til drift av organisasjoner som arbeider med psykisk helse og rus.",
        (
            "Organisasjonen skal være styrt av brukere eller pårørende.",
            "Organisasjonen skal være styrt av brukere eller pårørende, og rapporten skal si hvem som har vært med.",
        ),
    ),
    (
        "DEMO-LIKE",
        "Tilskudd til likepersonsarbeid (oppdiktet)",
        "Til arbeid der folk med samme erfaring støtter hverandre.",
        ("Likepersonene skal selv ha vært med på å lage planen for arbeidet.",),
    ),
    (
        "DEMO-KOMM",
        "Tilskudd til medvirkning i kommunene (oppdiktet)",
        "Til kommuner som vil prøve ut nye måter å medvirke på.",
        (
            "",
            "Brukere og pårørende skal være med i styringsgruppa.",
        ),
    ),
)
REPORTS = (
    "Fem brukerrepresentanter satt i styringsgruppa hele året.",
    "Medlemmene valgte hva pengene skulle gå til, på to møter.",
    "Planen ble laget av likepersonene.",
)
UNMET = (
    "Rapporten sier ikke hvem som var med.",
    "Brukerne ble spurt først da planen var ferdig.",
)
PANEL_TITLES = ("Første utkast til veileder", "Hva gjør ventetiden med folk?", "Språket i innkallingsbrevet")
