"""Addresses of departments and deputies."""

from django.urls import include, path

from medvirkning.web import converters  # noqa: F401 - registers <key:…>
from projects.departments import views

patterns = [
    path("enheter/", views.DepartmentTree.as_view(), name="list"),
    path("enheter/ny/", views.CreateDepartment.as_view(), name="create"),
    path("enheter/<key:code>/", views.DepartmentPage.as_view(), name="detail"),
    path("enheter/<key:code>/endre/", views.RenameDepartment.as_view(), name="edit"),
    path("enheter/<key:code>/ansatte/ny/", views.AddMember.as_view(), name="add-member"),
    path("enheter/<key:code>/ansatte/<int:pk>/avslutt/", views.EndMembership.as_view(), name="end-membership"),
    path("stedfortreder/", views.Deputies.as_view(), name="deputies"),
    path("stedfortreder/<int:pk>/fjern/", views.RemoveDeputy.as_view(), name="remove-deputy"),
]
urlpatterns = [path("", include((patterns, "departments")))]
