"""Two people on one record: the second save is refused, and nothing typed is lost."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class StaleVersion(Exception):  # noqa: N818 - reads as what happened, like Http404
    """Somebody else saved the record first. `current` is the stored record, None when it is gone."""

    def __init__(self, current: Any) -> None:
        super().__init__("The record was saved by somebody else in the meantime")
        self.current = current


class VersionedModel(models.Model):
    """A record that counts its versions; the API's ETag is the same number."""

    version = models.PositiveIntegerField(_("versjon"), default=1, editable=False)

    class Meta:
        abstract = True


def save_versioned(obj: Any, *, expected_version: int, fields: Iterable[str]) -> None:
    """Save the named fields if the stored version is the expected one, else raise `StaleVersion`.

    One `UPDATE … WHERE version = expected`; time stamps that move by themselves follow along. On success the object
    carries its new version, and generated columns are read back.
    """
    model = type(obj)
    names = list(fields)
    if not names or "version" in names:
        raise ValueError("Name the fields to save; the version counts by itself")
    columns = [model._meta.get_field(name) for name in names]
    columns += [f for f in model._meta.concrete_fields if getattr(f, "auto_now", False) and f not in columns]
    values = {field.attname: field.pre_save(obj, add=False) for field in columns}
    rows = model._base_manager.filter(pk=obj.pk, version=expected_version)
    if not rows.update(version=F("version") + 1, **values):
        raise StaleVersion(model._base_manager.filter(pk=obj.pk).first())
    obj.version = expected_version + 1
    derived = [f.attname for f in model._meta.concrete_fields if isinstance(f, models.GeneratedField)]
    if derived:
        obj.refresh_from_db(fields=derived)
