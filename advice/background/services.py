"""Changing where a background text stands and which pieces it bears on. The text itself: `advice.content`."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from advice.background.models import Article
from advice.catalogue.models import Advice, Edition
from medvirkning.accounts.models import User
from medvirkning.web.refusals import NotAllowedError, RefusedError


class ArticleRefusedError(RefusedError):
    """The text can't be added."""


@transaction.atomic
def add_article(*, actor: User, edition: Edition, section: str, slug: str) -> Article:
    """A new text, empty as yet: it stands in no page before its first version is published.

    Raises `NotAllowedError`, and `ArticleRefusedError` where the address is taken.
    """
    _demand(actor)
    if Article.objects.filter(edition=edition, slug=slug).exists():
        raise ArticleRefusedError(_("En annen tekst har denne adressen."), field="slug")
    return Article.objects.create(edition=edition, section=section, slug=slug)


@transaction.atomic
def arrange_article(*, actor: User, article: Article, position: int, pieces: Iterable[Advice]) -> Article:
    """Set where a text stands on its page and which pieces it bears on, none being «ikke satt».

    Raises `NotAllowedError`.
    """
    _demand(actor)
    held = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    held.position = position
    held.save(update_fields=["position"])
    held.pieces.set(list(pieces))
    return held


def _demand(actor: User) -> None:
    if not actor.has_perm("advice.edit"):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning endrer bakgrunnstekstene."))
