from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from medvirkning.search.sources import hits, search
from medvirkning.web.pages import PageMixin


class SearchView(PageMixin, TemplateView):
    """One search over all that the person may see."""

    template_name = "search/search.html"

    def get_title(self) -> str:
        return _("Søk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The database holds no zero bytes, so nothing is found by one.
        words = self.request.GET.get("q", "").replace("\x00", "").strip()[:200]
        groups = search(self.request.user, words) if len(words) > 1 else []
        return super().get_context_data(
            words=words,
            groups=groups,
            hits=hits(groups).in_words(),
            **kwargs,
        )
