"""Reading the records of the activities, and the names of the values that they use."""

from medvirkning.accounts.models import User
from projects.activities.source import activities
from projects.involvement.models import InvolvementForm
from projects.work.models import ProductType, WorkItem


def recorded_references(user: User) -> set[str]:
    """The activities that are in the register and that the account may open."""
    references = [activity.reference for activity in activities()]
    rows = WorkItem.objects.visible_to(user).filter(reference__in=references)
    return set(rows.values_list("reference", flat=True))


def form_names() -> dict[str, str]:
    return {form.code: form.name for form in InvolvementForm.objects.all()}


def product_type_names() -> dict[str, str]:
    return {product.code: product.name for product in ProductType.objects.all()}
