"""Reading what demonstration set is loaded."""

from projects.demonstration.models import DemonstrationSet


def loaded_set() -> DemonstrationSet | None:
    return DemonstrationSet.objects.first()


def is_loaded() -> bool:
    return DemonstrationSet.objects.exists()
