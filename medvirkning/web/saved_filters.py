"""Filters of lists saved by name: what a person asks a list for often, one press away."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from medvirkning.web.models import SavedFilter
from medvirkning.web.querysets import saved_filters_of
from medvirkning.web.refusals import RefusedError
from medvirkning.web.views import ListView

# Where in the list one stands, and that it is to be downloaded, is no filter.
NOT_FILTERS = ("page", "cursor", "format")
MOST, LONGEST = 50, 2000


class SavedFilterRefusedError(RefusedError):
    """The filter can't be kept."""


@dataclass(frozen=True)
class FilteredList:
    """A list that has filters, found by its address."""

    address: str
    view_class: type[ListView]
    view_kwargs: dict[str, Any]

    @property
    def title(self) -> str:
        return str(self.view_class.title or self.address)

    def view_for(self, request: Any) -> ListView:
        """The list's own view, as the request would meet it."""
        view = self.view_class()
        view.setup(request, **self.view_kwargs)
        return view


def find_list(address: str) -> FilteredList | None:
    """The list at an address of the portal, None where there is none with filters."""
    try:
        match = resolve(address)
    except Resolver404:
        return None
    view_class = getattr(match.func, "view_class", None)
    if view_class is None or not issubclass(view_class, ListView) or view_class.filterset_class is None:
        return None
    return FilteredList(address, view_class, match.kwargs)


def query_of(data: QueryDict) -> str:
    """The filters of a list's address in a fixed order, without what is empty."""
    kept = QueryDict(mutable=True)
    for key in sorted(data):
        values = [value for value in data.getlist(key) if value]
        if values and key not in NOT_FILTERS:
            kept.setlist(key, values)
    return kept.urlencode()


@transaction.atomic
def save_filter(*, user: Any, address: str, query: str, name: str) -> SavedFilter:
    """Keep the filters under a name. Raises `SavedFilterRefusedError`."""
    if not query:
        raise SavedFilterRefusedError(_("Velg minst ett filter i lista først."))
    if len(query) > LONGEST:
        raise SavedFilterRefusedError(_("Filtrene er for lange til å lagres. Kort ned det du søker på."))
    if saved_filters_of(user).count() >= MOST:
        raise SavedFilterRefusedError(
            _("Du har %(most)s lagrede filtre. Slett et du ikke bruker, og prøv igjen.") % {"most": MOST}
        )
    return _keep(SavedFilter(user=user, address=address, query=query, name=name))


@transaction.atomic
def rename_filter(*, user: Any, saved: SavedFilter, name: str) -> SavedFilter:
    """Give one's own filter another name. Raises `SavedFilterRefusedError`."""
    saved.name = name
    return _keep(saved)


def delete_filter(*, user: Any, saved: SavedFilter) -> None:
    """Take one's own filter away; the list stays as it is."""
    saved_filters_of(user).filter(pk=saved.pk).delete()


def _keep(saved: SavedFilter) -> SavedFilter:
    """The unique name settles a race."""
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as error:
        raise SavedFilterRefusedError(_("Du har alt et filter med det navnet."), field="name") from error
    return saved
