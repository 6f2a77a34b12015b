"""Whom an organisation has entered and who hasn't answered: the Centre erases them on request too."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.audit.services import erase_named, erased_again
from representatives.enrolments.kinds import KINDS, Kind, Post, kind_of
from representatives.enrolments.services import forget_invitation
from representatives.people import outsiders
from representatives.people.erasing import forget_everywhere
from representatives.people.outsiders import Outsider, Source


def _every(kind: Kind) -> QuerySet[Any]:
    return kind.model._default_manager.waiting().select_related("organisation")


def _named(kind: Kind, words: str) -> QuerySet[Any]:
    rows = _every(kind).filter(Q(name__icontains=words) | Q(email__iexact=words.strip()))
    return rows.order_by("name", "pk")


def _tell(post: Post) -> Outsider:
    facts = {"kind": str(kind_of(post).one).lower(), "organisation": post.organisation.name}
    return Outsider(
        name=post.name,
        named_as=_("invitert som %(kind)s for %(organisation)s, har ikke svart") % facts,
        consequences=(_("Lenken i invitasjonen virker ikke lenger."),),
    )


@transaction.atomic
def _erase(actor: User | None, post: Post, rule: str) -> None:
    """And what else was written of or to the address."""
    address = post.email

    def act() -> None:
        forget_invitation(post)
        if address:
            forget_everywhere(address)

    erase_named(actor=actor, record=post, rule=rule, act=act)


def _again(post: Post, rule: str) -> None:
    _erase(None, post, rule)


for one in KINDS.values():
    outsiders.register(
        Source(slug=one.slug, named=partial(_named, one), every=partial(_every, one), tell=_tell, erase=_erase)
    )
    erased_again(one.model._meta.label, _again)
