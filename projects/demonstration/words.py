"""The words of the fictitious set: what invented names, titles and sentences are put together from."""

FIRST_NAMES = """
    Anders Anne Arild Astrid Bente Berit Bjørg Eirik Elin Emma Erlend Eva Fatima Frode Gro Hanna Hans Håkon
    Ida Inga Ingrid Ivar Jonas Jorunn Kari Ketil Kristin Lars Leila Linnea Magnus Maren Marit Mikkel
    Mohammed Nils Nora Odd Ola Oskar Per Ragnhild Randi Rolf Samira Sara Signe Sigurd Siri Solveig Stein
    Sunniva Tarjei Thea Tone Tor Turid Vegard Vilde Yusuf Øystein Åse
    """.split()  # noqa: SIM905 - a word a line would be three pages
# Family names are put together of two halves, so that they sound Norwegian and belong to nobody in particular.
NAME_BEGINNINGS = """
    Bjørke Blå Elve Fagre Fjell Fjær Furu Glim Granne Grønn Hassel Hav Heie Kløver Kråke Lerke Lyng Løv Mose
    Myr Måke Ner Nord Odde Ospe Pile Rogn Rype Siv Skog Snø Sol Stein Svale Sør Tind Trane Ulve Vind Vår Øst
    Ørne
    """.split()  # noqa: SIM905 - a word a line would be three pages
NAME_ENDINGS = """
    bakk berget botn bråten dalen eid eng fjord haugen heim hol kollen lia lund moen nes rud seter skar
    slett sund tjern tun vang vik voll ås øy
    """.split()  # noqa: SIM905 - a word a line would be three pages
PLACES = """
    Askevik Bjørnøysund Elvestrand Fagerholmen Fjordlia Granheim Havnesund Innerdal Knausvik Lillefjord
    Midtås Nordeidet Ospedal Rognlund Skogstad Solvær Storelv Tindvik Utholmen Vestmo Ytterøra Østerlia
    """.split()  # noqa: SIM905 - a word a line would be three pages

# Subject areas, each with what work in it may be about. The topics are invented.
SUBJECTS: dict[str, tuple[str, ...]] = {
    "psykisk helse": (
        "oppfølging etter innleggelse",
        "samvalg i psykisk helsevern",
        "lavterskeltilbud i kommunene",
        "overganger mellom døgnbehandling og hjem",
    ),
    "rus": (
        "ettervern etter behandling",
        "forebygging av overdoser",
        "oppsøkende tjenester",
        "bolig og oppfølging",
    ),
    "kreft": (
        "senskader etter behandling",
        "tidlig utredning",
        "tilbake til hverdagen etter behandling",
        "støtte til familien",
    ),
    "palliasjon": (
        "lindrende behandling hjemme",
        "samtaler om livets slutt",
        "hospiceplasser",
        "støtte til etterlatte",
    ),
    "barn og unge": (
        "skolehelsetjenesten",
        "sammensatte behov hos barn",
        "søvn hos ungdom",
        "overgangen til voksentjenestene",
    ),
    "eldre": ("fallforebygging", "ernæring på sykehjem", "medisingjennomgang", "trygghet hjemme"),
    "demens": ("tilbud til yngre personer med demens", "avlastning", "dagaktivitet", "tilrettelagte boliger"),
    "habilitering": (
        "koordinering og ansvarsgrupper",
        "individuell plan",
        "hjelpemidler i hverdagen",
        "fritid og deltakelse",
    ),
    "rehabilitering": ("rehabilitering etter slag", "ambulant rehabilitering", "arbeid og helse", "langvarig smerte"),
    "kroniske sykdommer": ("egenmestring", "oppfølging på nett", "langvarig utmattelse", "sjeldne diagnoser"),
    "diabetes": ("fotsår", "overgang fra barn til voksen", "nye måleverktøy", "gruppeopplæring"),
    "hjerte og kar": ("hjertesvikt i hjemmet", "trening etter infarkt", "blodfortynnende behandling", "hjemmemåling"),
    "luftveier": ("kols i kommunen", "astma hos barn", "hjemmebehandling med oksygen", "røykeslutt"),
    "akuttmedisin": ("responstid i distriktene", "førstehjelp i nærmiljøet", "legevakt på avstand", "akuttmottak"),
    "allmennlege": ("fastlegens lister", "tilgjengelighet på time", "e-konsultasjon", "samhandling med sykehus"),
    "svangerskap og barsel": ("barselbesøk hjemme", "fødselsangst", "ammeveiledning", "oppfølging etter dødfødsel"),
    "seksuell helse": (
        "prevensjonsveiledning",
        "helsestasjon for kjønn og seksualitet",
        "testing hjemme",
        "rådgivning på nett",
    ),
    "vold og overgrep": ("overgrepsmottak", "avdekking av vold i nære relasjoner", "krisesentre", "behandlingstilbud"),
    "levevaner": ("fysisk aktivitet i skolen", "kosthold i barnehagen", "frisklivssentraler", "skjermtid og helse"),
    "miljø og helse": ("inneklima i skoler", "støy i nærmiljøet", "drikkevann", "hetebølger"),
    "digitale tjenester": (
        "innsyn i egen journal",
        "digital hjemmeoppfølging",
        "timebestilling på nett",
        "klart språk på nett",
    ),
    "pårørende": ("pårørendeavtaler", "barn som pårørende", "avlastning for pårørende", "pårørendeundersøkelser"),
    "prioritering": ("ventetider", "likeverdige tilbud", "nye metoder", "vurdering av henvisninger"),
    "helsekompetanse": (
        "tolk i helsetjenesten",
        "lettlest informasjon",
        "læring og mestring",
        "helsestasjonsmateriell",
    ),
}

# Where the work is meant for, where its topic does not say so itself.
WHERE = ("i små kommuner", "i distriktene", "i de største byene", "i nord", "ved sykehusene", "i kommunene")
SAYS_WHERE = {"i", "på", "hjemme", "hjem", "nærmiljøet", "sykehus", "ved"}

# Titles by product type; «None» is an assignment that makes no product.
TITLES: dict[str | None, tuple[str, ...]] = {
    "guideline": ("Nasjonal faglig retningslinje om {}", "Retningslinje om {} (revisjon)"),
    "advice": ("Nasjonale faglige råd om {}", "Faglige råd til kommunene om {}"),
    "guide": ("Veileder om {}", "Veileder til tjenestene om {}", "Veileder om {} (revisjon)"),
    "pathway": ("Nasjonalt pasientforløp: {}", "Forløpsbeskrivelse: {}"),
    "prioritisation_guide": ("Prioriteringsveileder: {}",),
    "investigation": ("Utredning av {}", "Kunnskapsgrunnlag om {}", "Utredning av tiltak for {}"),
    "grant_rules": ("Regelverk for tilskudd til {}", "Tilskuddsordning for {} (gjennomgang)"),
    "competence_measure": ("Kompetansetiltak om {}", "E-læring om {}"),
    "digital_service": ("Digital tjeneste: {}", "Nettsted om {}"),
    "other": ("Høringssvar om {}", "Handlingsplan for {}"),
    None: ("Oppdrag om {}", "Rapport om {}", "Innspill til departementet om {}", "Følgeevaluering av {}"),
}
STANDING_TITLES = (
    "Forvaltning av tilskudd til {}",
    "Veiledning til kommunene om {}",
    "Sekretariat for faglig råd om {}",
    "Årlig oppdatering av nettsider om {}",
    "Nasjonal kampanje om {}",
    "Statistikk om {}",
    "Nettverk for {}",
    "Rapportering om {}",
    "Fagdager om {}",
    "Drift av nasjonalt register: {}",
)

ORGANISATION_NAMES: dict[str, tuple[str, ...]] = {
    "user": (
        "Brukerforeningen {place} for {subject}",
        "Foreningen Fjordlys, {subject}, {place}",
        "{place} brukerforum for {subject}",
    ),
    "carer": ("Pårørendelaget {place}, {subject}", "Pårørendeforeningen Nærlys {place}, {subject}"),
    "both": ("Landslaget Samhold for {subject}, {place}", "Interesseforeningen {place} for {subject}"),
    "umbrella": ("Fellesrådet {place} for {subject}", "Samarbeidsforumet {place}, {subject}"),
    "public_body": ("{place} kommune, tjenester for {subject}", "{place} helseforetak, {subject}"),
    "informal": ("Nettgruppa {subject} {place}", "Selvhjelpsgruppa {place}, {subject}"),
}

SUMMARIES = (
    "Deltakerne ville ha et tydeligere forløp og én kontaktperson.",
    "Gruppen gikk gjennom utkastet og foreslo enklere språk i to kapitler.",
    "Pårørende ønsket å bli spurt tidligere, og å få vite hva som ble bestemt.",
    "Erfaringer fra små kommuner ble lagt fram; avstand og reisetid er viktig.",
    "Panelet prøvde den nye løsningen og fant tre steder der den er vanskelig å forstå.",
    "Enighet om hovedretningen. Uenighet om hvor ofte planen skal fornyes.",
    "Organisasjonene ba om at ungdom blir hørt særskilt før neste utkast.",
    "Møtet gikk gjennom alle anbefalingene. Fem ble endret i møtet.",
)
PURPOSES = (
    "Få fram hva som er viktig for dem det gjelder.",
    "Prøve utkastet før det går videre.",
    "Velge mellom tre måter å gjøre det på.",
    "Finne ut hva som mangler i dagens tilbud.",
    "",
)
INPUTS = (
    "Informasjonen må finnes på flere språk, også muntlig.",
    "Det må stå hvem man ringer når planen ikke blir fulgt.",
    "Pårørende bør få tilbud om samtale uten at pasienten er til stede.",
    "Ventetiden mellom henvisning og første time må opp i teksten.",
    "Ungdom må kunne svare uten at foreldrene ser svaret.",
    "Reiseveien må regnes med når tilbudet beskrives.",
    "Rådet bør si «skal» og ikke «bør» om egen plan.",
    "Bruk erfaringskonsulenter også i opplæringen av ansatte.",
)
REASONS_ANSWERED = {
    "followed": ("Tatt inn i kapitlet.", "Teksten er endret slik forslaget ba om.", "Blir med i endelig versjon."),
    "partly_followed": ("Tatt inn i kortere form.", "Gjelder nå for kommunene, ikke for sykehusene."),
    "not_followed": ("Lovverket åpner ikke for dette nå.", "Kunnskapsgrunnlaget er for svakt til en anbefaling."),
    "outside_assignment": ("Hører under et annet oppdrag; sendt videre dit.", "Ligger utenfor mandatet."),
}
EXEMPTION_TEXTS = {
    "not_relevant": "Rettelse av lenker og kildehenvisninger, uten endring i innholdet.",
    "purely_internal": "Gjelder bare arbeidsmåter i direktoratet.",
    "confidential": "Grunnlaget er unntatt offentlighet til budsjettet er lagt fram.",
    "urgent": "Fristen var tre dager.",
    "other": "Arbeidet følger direkte av en forskrift.",
}
CANCEL_REASONS = (
    "Departementet trakk oppdraget.",
    "Slått sammen med et annet oppdrag.",
    "Ikke prioritert i årets budsjett.",
)
COMMENTS = ("", "", "Vi fikk ikke papirene før møtet.", "Fint møte, men kort tid.", "Jeg var med på første del.")
