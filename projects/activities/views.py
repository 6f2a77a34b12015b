"""The page of the activities of 2023."""

from typing import Any, cast

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from medvirkning.accounts.models import User
from medvirkning.web.pages import AllowedMixin, Breadcrumbs, PageMixin
from projects.activities import source
from projects.activities.presenters import show_activity, show_figure
from projects.activities.querysets import form_names, product_type_names, recorded_references


class Activities2023View(AllowedMixin, PageMixin, TemplateView):
    """Lists the activities as the chapter does, and says why no share can be computed from them."""

    permission = "activities.view"
    template_name = "projects/activities/activities_2023.html"
    title = _("Aktiviteter i 2023")
    lede = _("Det direktoratet selv skrev om medvirkning i sitt arbeid i 2023, slik kapitlet lister det opp.")

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(_("Innsikt"), reverse("insight:dashboard")), (self.title, "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recorded = recorded_references(cast("User", self.request.user))  # everybody here is signed in
        forms, products = form_names(), product_type_names()
        return super().get_context_data(
            activities=[
                show_activity(
                    activity,
                    recorded=recorded,
                    address=lambda reference: reverse("work:detail", args=[reference]),
                    forms=forms,
                    products=products,
                )
                for activity in source.activities()
            ],
            figures=[show_figure(figure) for figure in source.figures()],
            heading=source.HEADING,
            chapter=source.CHAPTER,
            general_line=source.GENERAL_LINE,
            **kwargs,
        )
