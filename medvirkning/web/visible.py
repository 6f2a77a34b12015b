"""What an account sees of a model, for the typed readings of the rooms."""

from typing import Any, TypeVar, cast

from django.apps import apps
from django.db.models import QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any])


def visible_rows(queryset: type[Rows], model: str, user: Any) -> Rows:
    """The model's rows that the account, or a visitor, sees. `queryset` is what its manager gives.

    The model is named, not handed over: a room's models file imports its querysets.
    """
    rows: Any = apps.get_model(model)._default_manager
    return cast("Rows", rows.visible_to(user))
