"""The plan for 2025-2026 as its source has it: the four points of the slide, word by word.

The slide says what the plan is made of, not who does what by when nor how far it has come: that stands as «ikke
oppgitt» until the Centre writes it (docs/adr/0150). Points that are there are left as they are.
"""

from django.apps.registry import Apps

from advice.catalogue.reference_data import SLUG
from advice.content.seeding import after_migrating
from advice.implementation.enums import GoalState

FROM_YEAR, TO_YEAR = 2025, 2026
SOURCE = "Helsedirektoratet, lysbildet «Implementering 2025-2026», side 25"
# What the slide says of the aim, above the plan.
AIM = "Rådene skal hjelpe helse- og omsorgstjenestene til HVORDAN de kan få til bruker- og pårørendemedvirkning."
POINTS = (
    (
        "Drøftet implementering med prosjektgruppen, BrukerRoP og de nasjonale kompetansesentrene på "
        "rus- og psykisk helsefeltet."
    ),
    (
        "Implementeringsplanen vil i hovedsak bygge på eksisterende arenaer som seminarer og konferanser i regi av "
        "kompetansesentrene, SF, tjenestene, bruker- og pårørendeorganisasjonene, m.fl."
    ),
    "Implementeringsnettverk",
    (
        "Samarbeid om implementering på tvers av rådene og «Nasjonal veileder i lokalt psykisk helsearbeid og "
        "rusarbeid for voksne»"
    ),
)


def load(apps: Apps, using: str) -> None:
    """Add the points once, to a plan that has none: a plan that the Centre has begun is the Centre's."""
    edition = apps.get_model("advice", "Edition")._base_manager.using(using).filter(slug=SLUG).first()
    goals = apps.get_model("advice", "PlanGoal")._base_manager.using(using)
    if edition is None or goals.filter(edition=edition).exists():
        return
    for place, title in enumerate(POINTS, start=1):
        goals.create(
            edition=edition,
            position=place * 10,
            title=title,
            from_year=FROM_YEAR,
            to_year=TO_YEAR,
            state=GoalState.NOT_STATED,
            source=SOURCE,
        )


after_migrating("implementation", load)
