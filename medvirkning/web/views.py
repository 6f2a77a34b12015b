"""The views that rooms build on.

Rows come from `visible_to(request.user)` of the model's queryset, never from a manager in a view: what a person may
not see answers 404, what they may see but not do answers 403. One address renders the page, or only its fragment when
htmx asks. Changing is left to a service: `save()` calls it.
"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views import generic

from medvirkning.web import exports
from medvirkning.web.conflicts import ConflictMixin
from medvirkning.web.drafts import KeptFormMixin
from medvirkning.web.filters import FilterSet
from medvirkning.web.forms import PAGE_FORM_ID
from medvirkning.web.once import MakesOnceMixin, OtherContentError
from medvirkning.web.pages import Action, AllowedMixin, PageMixin, RowsMixin, State, Tab, Text, wants_fragment
from medvirkning.web.pagination import Count, count_rows, paginate
from medvirkning.web.refusals import NotAllowedError, RefusedError, ToldDenied
from medvirkning.web.tables import Table

__all__ = ["CreateView", "DetailView", "FormView", "ListView", "PressView", "UpdateView"]

EXPORT_CHUNK = 2000
EXPORT_LIMIT = 100_000


class ListView(AllowedMixin, PageMixin, RowsMixin, generic.TemplateView):
    """A list with filters, sorting, counts, pages and downloads, in a number of queries that never grows."""

    template_name = "layouts/list.html"
    fragment_name = "components/list_result.html"
    table_class: type[Table]
    filterset_class: type[FilterSet] | None = None
    page_size: int | None = None
    empty_title: Text = _("Her er det ingenting ennå")
    empty_text: Text = ""
    no_match_text: Text = _("Ta bort et filter eller søk på noe annet.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kind = request.GET.get("format", "")
        if kind in exports.FORMATS:
            return exports.respond(self._export_rows(), kind=kind, title=str(self.get_title()))
        return super().get(request, *args, **kwargs)

    def get_table_kwargs(self) -> dict[str, Any]:
        return {}

    def get_empty_actions(self) -> Sequence[Action]:
        """What one may do about an empty list."""
        return self.get_actions()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filterset = self._filterset()
        rows = self._filtered(filterset)
        count = self.count(rows)
        table = self._table(rows)
        page = paginate(
            table.data.data,
            count=count,
            size=self.page_size or settings.MEDVIRKNING_PAGE_SIZE,
            page=self.request.GET.get("page"),
            cursor=self.request.GET.get("cursor"),
        )
        table.data.data = page.rows
        # A filter that can't be read finds nothing either.
        filtered = bool(filterset and (filterset.active_count or not filterset.is_valid()))
        return super().get_context_data(
            table=table,
            page=page,
            filterset=filterset,
            filtered=filtered,
            count=count,
            count_text=self._told_count(count),
            empty_title=_("Ingen treff") if filtered else self.empty_title,
            empty_text=self.no_match_text if filtered else self.empty_text,
            empty_actions=() if filtered else self.get_empty_actions(),
            exports=exports.FORMATS,
            **kwargs,
        )

    def count(self, rows: QuerySet[Any]) -> Count:
        """How many rows are found; a list that reads more of them at once says so here."""
        return count_rows(rows)

    def _told_count(self, count: Count) -> Text:
        """An empty list says once that it is empty: what stands in its place does."""
        text = self.get_count_text(count)
        return "" if not count.number and str(text) == count.in_words() else text

    def get_count_text(self, count: Count) -> Text:
        return count.in_words()

    def _filterset(self) -> FilterSet | None:
        if self.filterset_class is None:
            return None
        return self.filterset_class(data=self.request.GET, queryset=self.get_queryset(), request=self.request)

    def _filtered(self, filterset: FilterSet | None) -> QuerySet[Any]:
        """The rows asked for; a filter that cannot be read gives none, and its field says why."""
        if filterset is None:
            return self.get_queryset()
        return filterset.qs if filterset.is_valid() else filterset.queryset.none()

    def _table(self, rows: QuerySet[Any]) -> Table:
        table = self._make_table(rows)
        wanted = self.request.GET.get("sort", "")
        if wanted.removeprefix("-") in table.columns.names():
            table.order_by = wanted
        return table

    def _make_table(self, rows: Any) -> Table:
        """The request is set afterwards: given at once, the table would count and page by itself."""
        table = self.table_class(data=rows, **self.get_table_kwargs())
        table.request = self.request
        return table

    def _export_rows(self) -> Iterator[list[Any]]:
        """The whole filtered list in the order shown, read in parts so that memory stays small."""
        rows = self._table(self._filtered(self._filterset())).data.data
        if not rows.ordered:
            rows = rows.order_by("pk")
        for start in range(0, EXPORT_LIMIT, EXPORT_CHUNK):
            chunk = list(rows[start : start + EXPORT_CHUNK])
            values = self._make_table(chunk).as_values()
            heading = next(values)
            if start == 0:
                yield heading
            yield from values
            if len(chunk) < EXPORT_CHUNK:
                return


class DetailView(PageMixin, RowsMixin, AllowedMixin, generic.DetailView):
    """One record. Its title is the record's text unless the room says otherwise."""

    template_name = "layouts/detail.html"

    def get_title(self) -> Text:
        return self.title or str(self.object)

    def get_state(self) -> State | None:
        return None

    def get_facts(self) -> Sequence[Text]:
        """The quiet line under the title."""
        return ()

    def get_tabs(self) -> Sequence[Tab]:
        return ()

    def get_permission_object(self) -> Any:
        return self.get_object()

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        """Found once per request, whoever asks first."""
        if not hasattr(self, "_found"):
            self._found = super().get_object(queryset)
        return self._found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(state=self.get_state(), facts=self.get_facts(), tabs=self.get_tabs(), **kwargs)


class FormView(AllowedMixin, KeptFormMixin, ConflictMixin, MakesOnceMixin, PageMixin, generic.FormView):
    """A page with one form. `save(form)` calls a service and returns what the success page needs.

    What was typed survives an expired session; with a `draft_key` it is saved as a draft; a service that raises
    `StaleVersion` is answered with 409 and both versions; with `makes_once` the same form sent twice saves once.
    """

    template_name = "layouts/form.html"
    success_message: Text = ""
    expected_errors: tuple[type[Exception], ...] = (ValidationError, RefusedError)
    """Errors of the service that become messages of the form; a `field` attribute places one at its field."""

    def save(self, form: Any) -> Any:
        raise NotImplementedError(f"{type(self).__name__} must call its service in save()")

    def get_success_message(self, saved: Any) -> Text:
        return self.success_message

    def get_success_url_for(self, saved: Any) -> str:
        """Where to go; the record's own page unless told."""
        if self.success_url:
            return str(self.success_url)
        return saved.get_absolute_url()

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            made = self.save_once(form)
        except NotAllowedError as error:
            raise ToldDenied(str(error)) from error
        except OtherContentError as other:
            self.ask_whether_new(form, other)
            return super().form_invalid(form)
        except self.expected_errors as error:
            form.add_error(*_as_form_error(error, form))
            return self.form_invalid(form)
        return self.go_on(made)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.answer_repeated(form) or super().form_invalid(form)

    def redirect(self, url: str) -> HttpResponse:
        """A redirect that htmx follows with a whole page."""
        if wants_fragment(self.request):
            response = HttpResponse(status=204)
            response["HX-Redirect"] = url
            return response
        return HttpResponseRedirect(url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        helper = getattr(context.get("form"), "helper", None)
        context["page_form_id"] = getattr(helper, "form_id", "") or PAGE_FORM_ID if helper else ""
        return context


class CreateView(FormView):
    """A form that makes a record, once."""

    makes_once = True


class UpdateView(RowsMixin, FormView, generic.detail.SingleObjectMixin):
    """A form that changes a record the person may see; `permission` decides whether they may change it."""

    object: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_permission_object(self) -> Any:
        return self.object

    def get_form_kwargs(self) -> dict[str, Any]:
        """A model form gets its instance."""
        kwargs = super().get_form_kwargs()
        form_class = self.get_form_class()
        if hasattr(form_class, "_meta"):
            kwargs["instance"] = self.object
        return kwargs


class PressView(UpdateView):
    """A button that acts on a record the person may see: by POST, back to the page with what came of it."""

    http_method_names: ClassVar[list[str]] = ["post", "options"]
    done: Any = ""
    """What is said when it is done."""

    def act(self) -> None:
        raise NotImplementedError(f"{type(self).__name__} must call its service in act()")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.act()
        except NotAllowedError:
            raise
        except RefusedError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, str(self.done))
        return self.redirect(self.get_page())

    def get_page(self) -> str:
        """Where the button stands: the record's own page unless told."""
        return str(self.object.get_absolute_url())


def _as_form_error(error: Exception, form: BaseForm) -> tuple[str | None, Any]:
    """Where a service's error belongs in the form, and what it says.

    A form that asks for the service's field under another name says so in `field_of`.
    """
    if isinstance(error, ValidationError):
        if hasattr(error, "error_dict"):
            known = {name: found for name, found in error.error_dict.items() if name in form.fields}
            other = [one for name, found in error.error_dict.items() if name not in form.fields for one in found]
            if other:
                known["__all__"] = other
            return None, ValidationError(known)
        return None, error
    field = getattr(error, "field", None)
    field = getattr(form, "field_of", {}).get(field, field)
    return (field if field in form.fields else None), str(error)
