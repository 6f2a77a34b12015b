"""What the glossary says on other pages: the words of a piece of advice, and links where a word stands."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from advice.catalogue.models import Advice
from advice.glossary.models import Term, TermPiece
from advice.glossary.reading import terms_of
from advice.glossary.words import link
from medvirkning import audit
from medvirkning.web import slots, terms
from medvirkning.web.slots import Fragment

terms.register(link)
audit.register_part(Term, audit.Part(TermPiece, by="term", label=_("Råd"), link="advice"))


def terms_of_piece(request: HttpRequest, piece: Advice) -> Fragment:
    """The words that a piece uses; «ikke satt» where there are none."""
    return Fragment("advice/glossary/_of_piece.html", {"terms": terms_of(piece, request.user)})


slots.register("advice.detail", terms_of_piece, order=40)
