from django.urls import include, path

from advice.content import views
from advice.content.exchange.urls import patterns as exchange

patterns = [
    *exchange,
    path("rad/redigering/", views.TextsView.as_view(), name="list"),
    path("rad/redigering/<slug:kind>/<int:pk>/", views.EditView.as_view(), name="edit"),
    path("rad/redigering/<slug:kind>/<int:pk>/forhandsvisning/", views.PublishView.as_view(), name="publish"),
    path("rad/redigering/<slug:kind>/<int:pk>/forkast/", views.DiscardView.as_view(), name="discard"),
    path("rad/versjoner/<slug:kind>/<int:pk>/", views.VersionsView.as_view(), name="versions"),
]

urlpatterns = [path("", include((patterns, "content")))]
