"""The values of a dimension among counted work: which records stand behind a figure of `ShareBy`.

Each condition is the one by which `sql` puts work under the value; a test holds them together.
"""

from django.db.models import Q

from projects.shares.enums import Dimension

# Stands for what is not known (a product type, a degree).
UNKNOWN = "unknown"

# Work may have several of these and is counted under each, so their rows make no sum.
SEVERAL = (Dimension.SUBJECT, Dimension.FORM, Dimension.CAPACITY)
# Known of work with involvement only: their rows divide such work, not all work carried out.
OF_INVOLVEMENT = (Dimension.FORM, Dimension.CAPACITY, Dimension.FIRST_PHASE, Dimension.DEGREE)


def condition(dimension: str, value: str) -> Q:
    """Rows of `CountedWork` that stand under the value. Raises ValueError for an unknown dimension or degree."""
    match Dimension(dimension):
        case Dimension.SUBJECT:
            return Q(subjects__contains=[value])
        case Dimension.FORM:
            return Q(forms__contains=[value])
        case Dimension.CAPACITY:
            return Q(capacities__contains=[value])
        case Dimension.PRODUCT_TYPE:
            return Q(product_type=None) if value == UNKNOWN else Q(product_type=value)
        case Dimension.FIRST_PHASE:
            return Q(first_phase=value, any_on__isnull=False)
        case Dimension.DEGREE:
            return Q(highest_degree=None if value == UNKNOWN else int(value), any_on__isnull=False)
