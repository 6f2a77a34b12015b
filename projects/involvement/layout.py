"""Parts of the quick log's layout that are no fields."""

from typing import Any

from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class Template:
    """A template in the middle of a form, with the page's context."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, form: Any, context: Any, template_pack: str = str(TEMPLATE_PACK), **kwargs: Any) -> SafeString:
        return render_to_string(self.name, context.flatten())
