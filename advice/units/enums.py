from django.db import models
from django.utils.translation import gettext_lazy as _


class OwnerKind(models.TextChoices):
    """Who the unit belongs to."""

    MUNICIPALITY = "municipality", _("Kommune")
    HEALTH_TRUST = "health_trust", _("Helseforetak")


class UnitKind(models.TextChoices):
    """What the unit does. The kinds that the advice's own project group names, and a few besides."""

    MUNICIPAL_SERVICE = "municipal_service", _("Kommunal tjeneste for psykisk helse og rus")
    MUNICIPAL_OTHER = "municipal_other", _("Annen kommunal helse- og omsorgstjeneste")
    DPS = "dps", _("Distriktspsykiatrisk senter (DPS)")
    TSB = "tsb", _("Tverrfaglig spesialisert rusbehandling (TSB)")
    CHILD_MENTAL_HEALTH = "child_mental_health", _("Psykisk helsevern for barn og unge")
    HOSPITAL_OTHER = "hospital_other", _("Annen enhet i spesialisthelsetjenesten")
    OVERARCHING = "overarching", _("Overordnet enhet, med tjenester under seg")


# Which kinds a unit may be of, by whom it belongs to. Both have units that only stand above others.
KINDS_OF: dict[str, frozenset[str]] = {
    OwnerKind.MUNICIPALITY: frozenset({UnitKind.MUNICIPAL_SERVICE, UnitKind.MUNICIPAL_OTHER, UnitKind.OVERARCHING}),
    OwnerKind.HEALTH_TRUST: frozenset(
        {
            UnitKind.DPS,
            UnitKind.TSB,
            UnitKind.CHILD_MENTAL_HEALTH,
            UnitKind.HOSPITAL_OTHER,
            UnitKind.OVERARCHING,
        }
    ),
}


class SizeClass(models.TextChoices):
    """By how many work there. Like units are compared within a class."""

    UNDER_10 = "under_10", _("Under 10 ansatte")
    FROM_10 = "10_49", _("10–49 ansatte")
    FROM_50 = "50_199", _("50–199 ansatte")
    FROM_200 = "200_plus", _("200 ansatte eller flere")


class UnitState(models.TextChoices):
    """A unit registers itself; the Centre approves or refuses; an approved one may be closed."""

    APPLIED = "applied", _("Venter på godkjenning")
    APPROVED = "approved", _("Godkjent")
    REFUSED = "refused", _("Avslått")
    CLOSED = "closed", _("Lagt ned")


# Which state follows which.
UNIT_TRANSITIONS: dict[str, frozenset[str]] = {
    UnitState.APPLIED: frozenset({UnitState.APPROVED, UnitState.REFUSED}),
    UnitState.APPROVED: frozenset({UnitState.CLOSED}),
    UnitState.REFUSED: frozenset(),
    UnitState.CLOSED: frozenset(),
}
