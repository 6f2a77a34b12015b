"""Addresses of the pages of figures."""

import re

from django.urls import include, path, register_converter

from medvirkning.web.converters import KeyConverter
from projects.insight import list_views, rule_views, views

# What has an address of its own under /innsikt/, here or in a higher room.
TAKEN = r"malebeskrivelse|kontrolltelling|arsrapport|aktiviteter-\d{4}"


class DepartmentKey(KeyConverter):
    """A department's code, whatever it holds; one that reads as another page is escaped."""

    regex = rf"(?!(?:{TAKEN})/)[^/]+"

    def to_url(self, value: str) -> str:
        escaped = super().to_url(value)
        return f"~{ord(escaped[0]):02X}{escaped[1:]}" if re.fullmatch(TAKEN, escaped) else escaped


register_converter(DepartmentKey, "department")

patterns = [
    path("", views.DashboardView.as_view(), name="dashboard"),
    path("malebeskrivelse/", rule_views.MethodView.as_view(), name="method"),
    path("malebeskrivelse/ny/", rule_views.DecideRule.as_view(), name="decide-rule"),
    path("malebeskrivelse/<int:number>/trekk/", rule_views.WithdrawRule.as_view(), name="withdraw-rule"),
    path("kontrolltelling/", rule_views.ControlView.as_view(), name="control"),
    path("<department:code>/", views.DashboardView.as_view(), name="department"),
    path("<department:code>/arbeid/", views.RecordsView.as_view(), name="records"),
    path("<department:code>/kan-lofte/<slug:reason>/", list_views.LiftView.as_view(), name="lift"),
    path("<department:code>/maltall/", list_views.TargetsView.as_view(), name="targets"),
    path("<department:code>/maltall/<int:year>/", views.TargetView.as_view(), name="target"),
]

urlpatterns = [path("innsikt/", include((patterns, "insight")))]
