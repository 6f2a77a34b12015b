"""Django's admin: for administrators, on the value lists, and on nothing else."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.enums import Role
from medvirkning.web.value_lists import ValueListItem


def is_administrator(request: HttpRequest) -> bool:
    """An active account that holds the role today."""
    return request.user.is_authenticated and request.user.has_role(Role.ADMINISTRATOR)


class ValueListSite(AdminSite):
    """The admin. It has no sign-in of its own."""

    site_header = _("Verdilister")
    site_title = _("Verdilister")
    index_title = _("Lister som brukerne velger fra")
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:  # type: ignore[override]
        """Who is signed in and may not, hears so; Django would send them to sign in again. Visitors are sent there."""
        guarded = super().admin_view(view, cacheable)

        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                raise PermissionDenied
            response: HttpResponse = guarded(request, *args, **kwargs)
            return response

        return answer

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))


class ValueListAdmin(ModelAdmin):
    """One value list. A value is disabled from a date, never deleted; its code, once given, stays."""

    list_display = ["code", "name_nb", "name_nn", "name_en", "position", "disabled_on"]
    list_filter = ["disabled_on"]
    search_fields = ["code", "name_nb"]
    ordering = ["position", "name_nb"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["code"] if obj is not None else []

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


site = ValueListSite()


def register_value_lists() -> None:
    """Every value list of every room, once all models are loaded."""
    for model in apps.get_models():
        if issubclass(model, ValueListItem) and not site.is_registered(model):
            site.register(model, ValueListAdmin)
