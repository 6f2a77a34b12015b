from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from medvirkning.search import views
from medvirkning.web.navigation import NavItem, Place, register

register(NavItem("search", _("Søk"), "search:search", place=Place.SEARCH))

urlpatterns = [path("sok/", include(([path("", views.SearchView.as_view(), name="search")], "search")))]
