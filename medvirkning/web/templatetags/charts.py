"""`{% load charts %}{% chart figure %}`: a chart with its title, drawing and table."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def chart(figure: Any) -> SafeString:
    """The chart chooses its own template."""
    return render_to_string(figure.template_name, {"chart": figure})
