"""Texts that load themselves after migrating: a record that is missing comes with its first published version.

What the Centre has written since is never touched: only records that are not there are added.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps as all_apps
from django.apps.registry import Apps
from django.db import router
from django.db.models.signals import post_migrate
from django.utils import timezone

from advice.content.enums import VersionState
from medvirkning import audit

Load = Callable[[Apps, str], None]


def after_migrating(name: str, load: Load) -> None:
    """Let `load(apps, database)` run after every migration of the app, in a history context of its own.

    It is left out where the tables are not there yet (a database taken back in time).
    """

    def receive(using: str, apps: Apps = all_apps, **_kwargs: object) -> None:
        try:
            model = apps.get_model("advice", "Advice")
        except LookupError:
            return
        if router.allow_migrate_model(using, model):
            with audit.context(command="migrate", reason="reference data"):
                load(apps, using)

    post_migrate.connect(
        receive, sender=all_apps.get_app_config("advice"), weak=False, dispatch_uid=f"reference_data.advice.{name}"
    )


def add_text(
    apps: Apps,
    using: str,
    model_name: str,
    *,
    key: Mapping[str, Any],
    record: Mapping[str, Any],
    text: Mapping[str, Any],
) -> Any:
    """The record of this key: made with `text` as its published version 1 unless it is there; None when it was."""
    model = apps.get_model("advice", model_name)
    version_model = apps.get_model("advice", f"{model_name}Version")
    if model._base_manager.using(using).filter(**key).exists():
        return None
    made = model._base_manager.using(using).create(**key, **record)
    made.current = version_model._base_manager.using(using).create(
        of=made, number=1, state=VersionState.PUBLISHED, published_at=timezone.now(), **text
    )
    made.save(using=using, update_fields=["current"])
    return made
