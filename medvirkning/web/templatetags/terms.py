"""`{% load terms %}{% term "grad" %}`: a link to what a word means; nothing where no glossary has it."""

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from medvirkning.web import terms
from medvirkning.web.terms import TermLink

register = template.Library()


@register.simple_tag
def term(slug: str, text: str = "") -> SafeString:
    """A small link «Hva betyr «grad»?», or the page's own text as the link."""
    link = terms.find(slug)
    if link is None:
        return SafeString("") if not text else format_html("{}", text)
    return format_html(
        '<a class="term-link" href="{}">{}</a>', link.url, text or _("Hva betyr «%(word)s»?") % {"word": link.word}
    )


@register.filter
def terms_of(field: BoundField) -> list[TermLink]:
    """The terms of a field, for the templates of fields."""
    return terms.of_field(field)
