"""Pieces of advice among the texts that the Centre edits."""

from django.utils.translation import gettext_lazy as _

from advice.catalogue import addresses
from advice.catalogue.forms import AdviceVersionForm
from advice.catalogue.models import Advice
from advice.content import kinds


def _name(piece: Advice) -> str:
    return str(piece)


def _group(piece: Advice) -> str:
    return piece.edition.title


def _versions_url(piece: Advice) -> str:
    return addresses.of_piece(piece, "versions")


kinds.register(
    kinds.ContentKind(
        model=Advice,
        label=_("Råd"),
        form_class=AdviceVersionForm,
        template="advice/catalogue/_version.html",
        name_of=_name,
        group_of=_group,
        versions_url_of=_versions_url,
        key_fields=("edition__slug", "number"),
    )
)
