"""Changing what a word is about: its place, its group and its pieces. Its text is changed by `advice.content`."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from advice.catalogue.models import Advice
from advice.glossary.models import Term
from medvirkning.accounts.models import User
from medvirkning.web.refusals import NotAllowedError, RefusedError


class TermRefusedError(RefusedError):
    """The word can't be added."""


@transaction.atomic
def add_term(*, actor: User, slug: str, group: str) -> Term:
    """A new word without a text yet: it stands in no page before its first version is published.

    Raises `NotAllowedError`, and `TermRefusedError` where the address is taken.
    """
    _demand(actor)
    if Term.objects.filter(slug=slug).exists():
        raise TermRefusedError(_("Et annet begrep har denne adressen."), field="slug")
    return Term.objects.create(slug=slug, group=group)


@transaction.atomic
def arrange_term(*, actor: User, term: Term, group: str, position: int, pieces: Iterable[Advice]) -> Term:
    """Set where a word stands and which pieces of advice it belongs to. Raises `NotAllowedError`."""
    _demand(actor)
    held = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    held.group, held.position = group, position
    held.save(update_fields=["group", "position"])
    held.pieces.set(list(pieces))
    return held


def _demand(actor: User) -> None:
    if not actor.has_perm("advice.edit"):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning endrer begrepene."))
