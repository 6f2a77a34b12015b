from django.urls import path

from medvirkning.api import health
from medvirkning.api.views import SchemaView

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("api/v1/schema/", SchemaView.as_view(), name="api-schema"),
]
