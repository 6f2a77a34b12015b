"""Reference data that loads itself after migrating: rows that are missing are added, rows that are there are left.

A room's `reference_data.py` names its rows once:

    load_after_migrating("projects", "ProductType", "code", ROWS)

Because a flush of the database also ends with `post_migrate`, transactional tests get their reference data back.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps as all_apps
from django.apps.registry import Apps
from django.db import router
from django.db.models.signals import post_migrate

from medvirkning import audit

Row = Mapping[str, Any]


def load_after_migrating(app_label: str, model_name: str, key: str, rows: Sequence[Row]) -> None:
    """Let the rows of a model be there after every migration of its app."""

    def receive(using: str, apps: Apps = all_apps, **_kwargs: object) -> None:
        add_missing(app_label, model_name, key, rows, using=using, apps=apps)

    post_migrate.connect(
        receive,
        sender=all_apps.get_app_config(app_label),
        weak=False,
        dispatch_uid=f"reference_data.{app_label}.{model_name}",
    )


def add_missing(
    app_label: str, model_name: str, key: str, rows: Sequence[Row], *, using: str, apps: Apps = all_apps
) -> int:
    """Add the rows whose key is not there yet, and give their number.

    What an administrator has changed in a row, its name above all, is never written over. A database taken back to
    a time before the model has nowhere to put them.
    """
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError:
        return 0
    if not router.allow_migrate_model(using, model):
        return 0
    manager = model._base_manager.using(using)
    there = set(manager.filter(**{f"{key}__in": [row[key] for row in rows]}).values_list(key, flat=True))
    missing = [model(**row) for row in rows if row[key] not in there]
    if missing:
        with audit.context(command="migrate", reason="reference data"):
            manager.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def value_rows(*values: tuple[str, str, str, str]) -> list[dict[str, Any]]:
    """Rows of a value list (code, bokmål, nynorsk, English), in the order in which people choose from them."""
    return [
        {"code": code, "name_nb": nb, "name_nn": nn, "name_en": en, "position": 10 * place}
        for place, (code, nb, nn, en) in enumerate(values, start=1)
    ]
