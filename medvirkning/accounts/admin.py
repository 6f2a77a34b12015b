"""Django's admin: for administrators, on the value lists, and on nothing else.

It brings addresses, permissions and the record of who changed what; its pages are the portal's own.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Field
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.accounts.enums import Role
from medvirkning.accounts.value_lists import ChangeTable, ListsTable, ValueForm, ValueListView, ValueRow
from medvirkning.web.fields import DateField
from medvirkning.web.forms import PAGE_FORM_ID
from medvirkning.web.pages import Breadcrumbs
from medvirkning.web.value_lists import ValueListItem

# What Django's admin has beside lists and forms: the account's own pages do these, or nothing here needs them.
NOT_HERE = {"autocomplete", "jsi18n", "logout", "password_change", "password_change_done", "view_on_site"}
TITLE = gettext_lazy("Verdilister")


def is_administrator(request: HttpRequest) -> bool:
    """An active account that holds the role today."""
    return request.user.is_authenticated and request.user.has_role(Role.ADMINISTRATOR)


class ValueListSite(AdminSite):
    """The admin. It has no sign-in of its own."""

    site_header = TITLE
    site_title = TITLE
    index_title = TITLE
    site_url = "/"
    final_catch_all_view = False

    def get_urls(self) -> list[Any]:
        return [one for one in super().get_urls() if getattr(one, "name", "") not in NOT_HERE]

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

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Every value list, with how many values it has."""
        context = {
            "lede": _("Lister som brukerne velger fra. En verdi tas ut av bruk fra en dato; den slettes aldri."),
            "table": ListsTable(sorted(map(ValueRow.of, self._registry), key=lambda row: row.name)),
        }
        return super().index(request, {**context, **(extra_context or {})})

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:
        """There is one page of lists."""
        return redirect("admin:index")


class ValueListAdmin(ModelAdmin):
    """One value list. A value is disabled from a date, never deleted; its code, once given, stays."""

    form = ValueForm
    change_form_template = "admin/change_form.html"
    object_history_template = "admin/object_history.html"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["code", "name_nb", "name_nn", "name_en", *self.model.more_fields, "position", "disabled_on"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["code"] if obj is not None else []

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest | None, **kwargs: Any
    ) -> Field | None:
        """The portal's own fields instead of the admin's, whose calendar needs scripts of its own."""
        more: dict[str, Any] = {"form_class": DateField} if isinstance(db_field, models.DateField) else {}
        return db_field.formfield(**kwargs, **more)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return ValueListView.as_view(model=self.model, breadcrumbs=self._breadcrumbs())(request)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        value = context.get("original")
        context |= {
            "title": str(value) if value else _("Ny verdi"),
            "list_name": self._plural(),
            "value": value,
            "form": context["adminform"].form,
            "page_form_id": PAGE_FORM_ID,
            "breadcrumbs": self._breadcrumbs((self._plural(), self._address()), str(value or _("Ny verdi"))),
            "history_url": value and reverse(f"admin:{self._key()}_history", args=[value.pk]),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response: Any = super().history_view(request, object_id, extra_context)
        data = getattr(response, "context_data", None)
        if data is not None:
            value = data["object"]
            address = reverse(f"admin:{self._key()}_change", args=[value.pk])
            data |= {
                "title": _("Endringer i «%(value)s»") % {"value": value},
                "list_name": self._plural(),
                "table": ChangeTable(data["action_list"].object_list),
                "page": data["action_list"],
                "breadcrumbs": self._breadcrumbs(
                    (self._plural(), self._address()), (str(value), address), _("Endringer")
                ),
            }
        return response

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._saved(request, obj)

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

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """None for a key that no database holds and PostgreSQL would answer with an error."""
        return None if "\x00" in object_id else super().get_object(request, object_id, from_field)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        raise Http404

    def _saved(self, request: HttpRequest, value: Any) -> HttpResponse:
        messages.success(request, _("«%(value)s» er lagret.") % {"value": value})
        return HttpResponseRedirect(self._address())

    def _key(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def _address(self) -> str:
        return reverse(f"admin:{self._key()}_changelist")

    def _plural(self) -> str:
        return capfirst(str(self.opts.verbose_name_plural))

    def _breadcrumbs(self, *more: tuple[str, str] | str) -> Breadcrumbs:
        last = [one if isinstance(one, tuple) else (one, "") for one in more or (self._plural(),)]
        return [(TITLE, reverse("admin:index")), *last]


site = ValueListSite()


def register_value_lists() -> None:
    """Every value list of every room, once all models are loaded."""
    for model in apps.get_models():
        if issubclass(model, ValueListItem) and not site.is_registered(model):
            site.register(model, ValueListAdmin)
