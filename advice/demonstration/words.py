"""The words of the fictitious services: what they are called and what they have written."""

from advice.units.enums import SizeClass, UnitKind

# (county, how many owners of each sort, weight); few in one county and none in another, as it would be.
MUNICIPALITIES = {
    "03": 2,
    "32": 3,
    "34": 3,
    "31": 1,
    "33": 2,
    "39": 1,
    "40": 1,
    "42": 2,
    "11": 3,
    "46": 4,
    "15": 2,
    "50": 4,
    "18": 3,
    "55": 2,
}
TRUSTS = ("03", "34", "46", "50", "18")
BELOW_A_TRUST = (
    (UnitKind.DPS, "DPS {place}", SizeClass.FROM_50),
    (UnitKind.DPS, "DPS {other}", SizeClass.FROM_50),
    (UnitKind.TSB, "Rusbehandling {place}", SizeClass.FROM_10),
    (UnitKind.CHILD_MENTAL_HEALTH, "BUP {place}", SizeClass.FROM_10),
    (UnitKind.HOSPITAL_OTHER, "Læring og mestring {place}", SizeClass.UNDER_10),
)
MUNICIPAL_NAMES = (
    (UnitKind.MUNICIPAL_SERVICE, "Psykisk helse og rus, {place}"),
    (UnitKind.MUNICIPAL_SERVICE, "Oppfølgingstjenesten i {place}"),
    (UnitKind.MUNICIPAL_SERVICE, "Rask psykisk hjelp {place}"),
    (UnitKind.MUNICIPAL_OTHER, "Hjemmetjenesten i {place}"),
)
NOT_RELEVANT = (
    "Vi har ingen under 18 år i tjenesten.",
    "Tjenesten gir ikke behandling, bare råd og veiledning.",
    "Det er kommunens felles enhet som har denne oppgaven.",
)
COMMENTS = (
    "",
    "",
    "Dette har vi snakket om i ledergruppa, men ikke skrevet ned.",
    "Brukerrådet er med fra i år.",
    "Gjelder dagavdelingen. Døgnavdelingen begynner til høsten.",
    "Vi mangler noen som kan snakke for de pårørende.",
)
# By piece: what the unit of the demonstration account will do.
ACTIONS = {
    1: ("Kurs i medvirkning for alle ledere i tjenesten", "Enhetsleder"),
    2: ("Fast møte med to brukerorganisasjoner hvert halvår", "Fagkoordinator"),
    4: ("Skrive ned hvordan brukere og pårørende er med når tjenesten endres", "Enhetsleder"),
    6: ("Spørre alle nye om hva som er viktig for dem, i første samtale", "Teamleder"),
    9: ("Lage et ark til pårørende om hva de kan få hjelp til", "Fagkoordinator"),
}
OUTCOME = "Alle ledere har gått kurset. Tre av dem holder nå kurset for sine egne."
RETURNED = "Råd 7 og 8 er besvart likt, men kommentarene sier noe annet. Se på dem sammen med brukerrådet."
REPRESENTATIVE = "Brukerforeningen Nærlys"
REPRESENTATIVE_COMMENTS = {
    3: "Vi blir spurt, men sent, når det meste er bestemt.",
    6: "De som kom i fjor, fikk ikke dette spørsmålet.",
}
# (title, arena, days from today, reached, organiser, place, pieces)
ACTIVITIES = (
    (
        "Samling om rådene for ledere i kommunene (oppdiktet)",
        "conference",
        -290,
        140,
        "Kompetansesenteret Nærlys",
        "Tindvik",
        (1, 3),
    ),
    (
        "Seminar om samarbeid med brukerorganisasjoner (oppdiktet)",
        "seminar",
        -220,
        62,
        "Fellesrådet Fjordlia",
        "Fjordlia",
        (2, 4),
    ),
    (
        "Nettmøte: hva sier rådene om pårørende? (oppdiktet)",
        "webinar",
        -150,
        310,
        "Kompetansesenteret Nærlys",
        "",
        (9, 11),
    ),
    ("Kurs for erfaringskonsulenter (oppdiktet)", "course", -95, 24, "Landslaget Samhold", "Granheim", (4, 5)),
    ("Artikkel i fagbladet om barn og unge (oppdiktet)", "article", -60, None, "Fagbladet Eksempel", "", (6, 10)),
    (
        "Nettverksmøte, høst (oppdiktet)",
        "network_meeting",
        -35,
        18,
        "Eksempeldirektoratet",
        "Storelv",
        (1, 2, 3, 4, 5),
    ),
    ("Ledersamling i helseforetaket (oppdiktet)", "conference", 20, None, "Helse Tindvik HF", "Tindvik", (1, 3)),
    (
        "Seminar: ta i bruk egenvurderingen (oppdiktet)",
        "seminar",
        55,
        None,
        "Kompetansesenteret Nærlys",
        "Solvær",
        (3, 6, 7),
    ),
    ("Nettmøte om individuell plan (oppdiktet)", "webinar", 90, None, "Fellesrådet Fjordlia", "", (7, 8)),
    ("Nettverksmøte, vår (oppdiktet)", "network_meeting", 130, None, "Eksempeldirektoratet", "Storelv", ()),
)
GOAL = "Alle deltakerne i nettverket har brukt egenvurderingen én gang (oppdiktet)"
NETWORK = (
    ("Ragna Lyngtun", "Koordinator (oppdiktet)", "Kompetansesenteret Nærlys"),
    ("Ivar Storhol", "Rådgiver (oppdiktet)", "Fellesrådet Fjordlia"),
    ("Samira Elvemoen", "Erfaringskonsulent (oppdiktet)", "Helse Tindvik HF"),
    ("Turid Måkerud", "Leder av brukerrådet (oppdiktet)", "Landslaget Samhold"),
    ("Oskar Vårdalen", "Fagsjef (oppdiktet)", "Askevik kommune"),
)
# (piece, useful, what was written, what came of it)
FEEDBACK = (
    (1, True, "Fint å kunne vise til dette i ledergruppa.", ""),
    (3, None, "Hva regnes som kompetanse? Et eksempel ville hjulpet. (Oppdiktet tilbakemelding.)", ""),
    (6, False, "Jeg fant ikke noe om hva vi gjør når den unge ikke vil ha foreldrene med. (Oppdiktet.)", ""),
    (9, True, "Brukte dette på et møte med pårørende. (Oppdiktet.)", "Takk. Vi tar det med til neste samling."),
)
TIES = ("Følger rådet når mandatet skrives.", "", "Blir nevnt i kapitlet om ledelse.", "")
