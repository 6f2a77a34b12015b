"""`{% slot "work.detail" work_item %}`: what other rooms have to say on this page."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from medvirkning.web import slots

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: dict[str, Any], page: str, subject: Any = None) -> SafeString:
    """Render the fragments registered for a page, with the subject they are about."""
    return slots.render(page, context["request"], subject)
