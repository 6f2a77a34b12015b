"""Addresses of the pages of figures."""

from django.urls import include, path, register_converter

from projects.insight import views


class DepartmentCode:
    """A department's code: anything but what has an address of its own under /innsikt/."""

    regex = r"(?!(?:malebeskrivelse|arsrapport|aktiviteter-\d{4})/)[^/]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DepartmentCode, "department")

patterns = [
    path("", views.DashboardView.as_view(), name="dashboard"),
    path("malebeskrivelse/", views.MethodView.as_view(), name="method"),
    path("<department:code>/", views.DashboardView.as_view(), name="department"),
    path("<department:code>/arbeid/", views.RecordsView.as_view(), name="records"),
    path("<department:code>/maltall/<int:year>/", views.TargetView.as_view(), name="target"),
]

urlpatterns = [path("innsikt/", include((patterns, "insight")))]
