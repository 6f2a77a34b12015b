from django.urls import include, path

from medvirkning.search import views

urlpatterns = [path("sok/", include(([path("", views.SearchView.as_view(), name="search")], "search")))]
