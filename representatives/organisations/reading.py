"""What the pages of the Centre show beside an application: what it may be the same as."""

from representatives.organisations.models import Organisation, OrganisationApplication

SHOWN = 5


def alike(application: OrganisationApplication) -> list[Organisation]:
    """Organisations with the same number, and those whose names are alike, the likest first."""
    rows = Organisation.objects.exclude(pk=application.organisation_id or 0)
    found = list(rows.named_like(application.name)[:SHOWN])
    number = application.organisation_number
    same = rows.filter(organisation_number=number).first() if number else None
    return found if same is None or same in found else [same, *found[: SHOWN - 1]]


def applications_alike(application: OrganisationApplication) -> list[OrganisationApplication]:
    """Other applications that wait or were returned, with names that are alike."""
    rows = OrganisationApplication.objects.unsettled().exclude(pk=application.pk)
    return list(rows.named_like(application.name)[:SHOWN])
