"""Choosing a department, and an account by its address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.models import User
from projects.departments.models import Department
from projects.departments.tree import INDENT, in_tree_order


class DepartmentField(forms.ModelChoiceField):
    """A select of departments in tree order, each indented under its parent."""

    def __init__(self, *, queryset: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Enhet"))
        super().__init__(queryset=queryset, **kwargs)

    def label_from_instance(self, obj: Department) -> str:
        return f"{INDENT * obj.depth}{obj.name}"

    @property
    def choices(self) -> Any:
        """In the order of the tree; one query, read when the form is shown."""
        return _TreeIterator(self)

    @choices.setter
    def choices(self, value: Any) -> None:
        """The widget asks the field, so that the order is the field's own."""


class _TreeIterator(forms.models.ModelChoiceIterator):
    def __iter__(self) -> Iterable[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from map(self.choice, in_tree_order(self.queryset))


class AccountField(forms.EmailField):
    """An account of the portal by its e-mail address: the directorate is too large for a select."""

    default_error_messages = {"unknown": _("Vi finner ingen konto med adressen %(address)s.")}

    def clean(self, value: Any) -> User | None:
        address = super().clean(value)
        if not address:
            return None
        account = User.objects.active().by_email(address).first()
        if account is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown", params={"address": address})
        return account
