"""The first template asks by the pieces as they stand when the portal is set up. Later ones are the Centre's."""

from django.apps.registry import Apps

from advice.catalogue.reference_data import SLUG
from advice.content.seeding import after_migrating


def load(apps: Apps, using: str) -> None:
    """Template 1 of the main edition, unless it has one; it needs the pieces, which the catalogue loads first."""
    edition = apps.get_model("advice", "Edition")._base_manager.using(using).filter(slug=SLUG).first()
    template_model = apps.get_model("advice", "AssessmentTemplate")
    if edition is None or template_model._base_manager.using(using).filter(edition=edition).exists():
        return
    pieces = apps.get_model("advice", "Advice")._base_manager.using(using).filter(edition=edition)
    in_force = (
        apps.get_model("advice", "AdviceVersion")
        ._base_manager.using(using)
        .filter(pk__in=pieces.exclude(current=None).values("current"))
    )
    versions = list(in_force.order_by("of__number"))
    if not versions:
        return
    template = template_model._base_manager.using(using).create(edition=edition, number=1)
    items = apps.get_model("advice", "TemplateItem")._base_manager.using(using)
    for position, version in enumerate(versions, start=1):
        items.create(template=template, advice_version=version, position=position)


after_migrating("assessments", load)
