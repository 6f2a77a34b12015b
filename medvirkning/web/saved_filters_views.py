"""Saving the filters of a list under a name, and looking after what one has saved."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from medvirkning.web import saved_filters
from medvirkning.web.filters import ActiveFilter
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from medvirkning.web.models import SavedFilter
from medvirkning.web.pages import PageMixin
from medvirkning.web.querysets import saved_filters_of
from medvirkning.web.saved_filters import FilteredList
from medvirkning.web.views import CreateView, UpdateView


class NameForm(FormLook, forms.Form):
    """What the filter is to be called."""

    name = forms.CharField(
        label=gettext_lazy("Navn på filteret"),
        max_length=60,
        help_text=gettext_lazy("For eksempel «Mine med frist i høst». Bare du ser navnet."),
    )

    def __init__(self, *args: Any, submit_text: str, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("name", Buttons(SubmitButton(submit_text), LinkButton(_("Avbryt"), cancel_url)))


class SaveFilter(CreateView):
    """`/filtre/ny/oppdrag/?status=open`: the address of the list follows, its filters are the query."""

    title = gettext_lazy("Lagre filteret")
    form_class = NameForm
    template_name = "web/save_filter.html"

    @cached_property
    def filtered_list(self) -> FilteredList:
        """The list, where the person may open it."""
        found = saved_filters.find_list(f"/{self.kwargs['address']}")
        permission = found.view_class.permission if found else ""
        if found is None or (permission and not self.request.user.has_perm(permission)):
            raise Http404
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not self.filtered_list:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def query(self) -> str:
        return saved_filters.query_of(self.request.GET)

    @property
    def list_url(self) -> str:
        address = self.filtered_list.address
        return f"{address}?{self.query}" if self.query else address

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(self.filtered_list.title, self.list_url), (self.title, "")]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "submit_text": _("Lagre filteret"), "cancel_url": self.list_url}

    def active_filters(self) -> list[ActiveFilter]:
        """What the filters say, in the words of the list."""
        filterset = self.filtered_list.view_for(self.request)._filterset()
        return filterset.active if filterset is not None else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            active=self.active_filters(), list_title=self.filtered_list.title, list_url=self.list_url, **kwargs
        )

    def save(self, form: NameForm) -> SavedFilter:
        return saved_filters.save_filter(
            user=self.request.user,
            address=self.filtered_list.address,
            query=self.query,
            name=form.cleaned_data["name"],
        )

    def get_success_message(self, saved: SavedFilter) -> str:
        return _("«%(name)s» er lagret. Du finner det over lista.") % {"name": saved.name}

    def get_success_url_for(self, saved: SavedFilter) -> str:
        return str(saved.url)


class SavedFilters(PageMixin, generic.TemplateView):
    """All that the person has saved, by list."""

    title = gettext_lazy("Lagrede filtre")
    lede = gettext_lazy("Bare du ser disse. Lista de viser, er den samme for alle som får adressen.")
    template_name = "web/saved_filters.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lists: dict[str, list[SavedFilter]] = {}
        for saved in saved_filters_of(self.request.user):
            found = saved_filters.find_list(saved.address)
            lists.setdefault(found.title if found else saved.address, []).append(saved)
        return super().get_context_data(lists=sorted(lists.items()), **kwargs)


class RenameFilter(UpdateView):
    """Another name for the same filters."""

    model = SavedFilter
    title = gettext_lazy("Gi filteret nytt navn")
    form_class = NameForm
    success_message = gettext_lazy("Navnet er endret.")

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Lagrede filtre"), reverse("saved-filters")), (self.object.name, "")]

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.object.name}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "submit_text": _("Lagre navnet"),
            "cancel_url": reverse("saved-filters"),
        }

    def save(self, form: NameForm) -> SavedFilter:
        return saved_filters.rename_filter(user=self.request.user, saved=self.object, name=form.cleaned_data["name"])

    def get_success_url_for(self, saved: SavedFilter) -> str:
        return reverse("saved-filters")


class DeleteFilter(UpdateView):
    """Taken away by POST from the page of saved filters."""

    model = SavedFilter
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        saved_filters.delete_filter(user=request.user, saved=self.object)
        return self.redirect(reverse("saved-filters"))
