from django.urls import include, path

from advice.glossary import views

patterns = [
    path("rad/begreper/", views.GlossaryView.as_view(), name="list"),
    path("rad/begreper/nytt/", views.NewTermView.as_view(), name="new"),
    path("rad/begreper/<slug:slug>/plass/", views.ArrangeTermView.as_view(), name="arrange"),
]

urlpatterns = [path("", include((patterns, "glossary")))]
