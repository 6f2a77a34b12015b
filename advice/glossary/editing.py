"""The glossary's texts, edited and published at /rad/redigering/."""

from django.utils.translation import gettext_lazy as _

from advice.content import kinds
from advice.content.kinds import ContentKind
from advice.glossary.forms import TermVersionForm
from advice.glossary.models import Term


def _name(term: Term) -> str:
    return term.current.name if term.current else term.slug


def _group(term: Term) -> str:
    return str(term.get_group_display())


kinds.register(
    ContentKind(
        model=Term,
        label=_("Begreper"),
        form_class=TermVersionForm,
        template="advice/glossary/_version.html",
        name_of=_name,
        group_of=_group,
    )
)
