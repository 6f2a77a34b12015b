"""An assessment beside the unit's earlier ones."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from advice.assessments.comparison import compared, sentence
from advice.assessments.models import Assessment
from advice.assessments.views.page import crumbs
from medvirkning.web.views import DetailView


class Compare(DetailView):
    """The years as columns, each piece a row; other rooms add like units (slot `assessments.compare`)."""

    model = Assessment
    template_name = "advice/assessments/compare.html"
    permission = "assessments.view"

    def refine(self, rows: Any) -> Any:
        return rows.with_subject()

    def get_title(self) -> str:
        return _("%(subject)s, år for år") % {"subject": self.object.subject}

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [*crumbs(self.object), (_("Sammenlign"), "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comparison = compared(self.object)
        return super().get_context_data(
            assessment=self.object,
            comparison=comparison,
            sentence=sentence(comparison),
            page=reverse("assessments:detail", args=[self.object.pk]),
            **kwargs,
        )
