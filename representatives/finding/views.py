"""Finding people, and the page of one that has been disclosed."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from medvirkning import audit
from medvirkning.audit.enums import AccessClass
from medvirkning.web.numbers import format_number
from medvirkning.web.pagination import COUNT_LIMIT, Count, count_rows
from medvirkning.web.saved_filters import query_of
from medvirkning.web.tables import Table
from medvirkning.web.views import DetailView, ListView
from representatives.enrolments.reading import read_person
from representatives.finding.filters import DATES, SPECIAL, FindingFilter
from representatives.finding.person import describe
from representatives.finding.presenters import FoundRow, found_rows
from representatives.finding.querysets import (
    SMALLEST_GROUP,
    FindingChoices,
    Summary,
    findable_for,
    finding_choices,
    organisations_named,
    seen_people_for,
    spread,
    summary_of,
    with_list_data,
)
from representatives.finding.tables import APART, IN_FULL, FoundTable
from representatives.people.models import Person

MOST_ORGANISATIONS = 12
VIEW = "finding"
WITHHELD = gettext_lazy("Så få at svaret kunne peke ut noen")
TRY_INSTEAD = gettext_lazy("Ta bort språk, opplæring eller måten å delta på, eller søk i hele landet.")


class FindPeople(ListView):
    """People who have agreed to be found, without their names, spread over organisations and counties."""

    model = Person
    title = gettext_lazy("Finn representanter")
    lede = gettext_lazy("Her er de som har sagt ja til å bli funnet. Du ser ikke navn før noen er foreslått til deg.")
    permission = "finding.find"
    table_class = FoundTable
    filterset_class = FindingFilter
    template_name = "representatives/finding/list.html"
    empty_title = gettext_lazy("Ingen kan finnes ennå")
    empty_text = gettext_lazy("Folk blir synlige her når de selv har sagt ja til det på «Min side».")
    no_match_text = gettext_lazy("Ta bort et filter. Ofte er det datoene som stenger: mange har ikke oppgitt noen.")

    fragment_name = "representatives/finding/_result.html"

    def get_lede(self) -> str:
        return _("Her er de som har sagt ja til å bli funnet.") if self._in_full else str(self.lede)

    def get_queryset(self) -> Any:
        return findable_for(self.request.user)

    def get_table_kwargs(self) -> dict[str, Any]:
        if self._in_full:
            return {}
        return {"exclude": (*IN_FULL, *APART) if self._filters.hides_what_tells_apart else IN_FULL}

    def count(self, rows: QuerySet[Any]) -> Count:
        """The summary has counted them."""
        if not self._filters.is_valid():
            return Count(number=0, exact=True)
        number = self._summary.people
        return Count(number=min(number, COUNT_LIMIT), exact=number <= COUNT_LIMIT)

    def get_count_text(self, count: Count) -> str:
        """«412 personer fra 31 organisasjoner i 15 fylker»."""
        if self._filters.is_withheld:
            return _("For få til å bli vist")
        if not count.number:
            return count.in_words()
        summary = self._summary
        return _("%(people)s fra %(organisations)s i %(counties)s.") % {
            "people": _counted(ngettext("%(number)s person", "%(number)s personer", summary.people), summary.people),
            "organisations": _counted(
                ngettext("%(number)s organisasjon", "%(number)s organisasjoner", summary.organisations),
                summary.organisations,
            ),
            "counties": _counted(
                ngettext("%(number)s fylke", "%(number)s fylker", summary.counties), summary.counties
            ),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        table, filters = context["table"], self._filters
        table.data.data = self._described(context["page"].rows)
        context["organisations"] = self._organisations() if context["page"].rows else []
        if context["organisations"]:
            context["more_organisations"] = self._summary.organisations - len(context["organisations"])
        if not filters.is_valid():
            context.update(empty_title=_("Ingen treff"), empty_text=_("Rett det som er skrevet i filtrene."))
        if filters.is_withheld:
            context.update(empty_title=WITHHELD, empty_text=TRY_INSTEAD)
        context["smallest_group"] = SMALLEST_GROUP
        context["is_special"] = filters.asks_for_special
        context["rows_are_alike"] = filters.hides_what_tells_apart
        context["in_full"] = self._in_full
        context["search_address"] = self._search_address()
        context["body_contact"] = settings.MEDVIRKNING_BODY_CONTACT
        if filters.asks_for_dates and (self._in_full or not (filters.asks_for_special or filters.is_withheld)):
            context["apart_from_dates"] = count_rows(filters.without(*DATES))
        return context

    def _filterset(self) -> FindingFilter:
        return self._filters

    @cached_property
    def _filters(self) -> FindingFilter:
        return FindingFilter(
            data=self.request.GET,
            queryset=self.get_queryset(),
            request=self.request,
            choices=self._choices,
            smallest_group=0 if self._in_full else SMALLEST_GROUP,
        )

    @cached_property
    def _choices(self) -> FindingChoices:
        return finding_choices()

    @cached_property
    def _in_full(self) -> bool:
        return bool(self.request.user.has_perm("finding.open_all"))

    @cached_property
    def _summary(self) -> Summary:
        return summary_of(self._filters.qs)

    def _make_table(self, rows: Any) -> Table:
        """A result is put in order and gets its columns; rows of a download are described as those of a page."""
        if not isinstance(rows, QuerySet):
            return super()._make_table(self._described(rows))
        table = super()._make_table(with_list_data(spread(rows)))
        if self._in_full:
            table.columns.hide("kind")
        return table

    def _export_rows(self) -> Iterator[list[Any]]:
        """A file without rows would read as «nobody»."""
        if self._filters.is_withheld:
            yield from ([str(WITHHELD)], [str(TRY_INSTEAD)])
        else:
            yield from super()._export_rows()

    def _described(self, people: Sequence[Person]) -> list[FoundRow]:
        """The rows; where the filters tell something special of each, that it was read is in the access log."""
        if self._filters.asks_for_special:
            told = {person.pk: person for person in [*people, *self._ruled_out()]}.values()
            others = [person for person in told if person.user_id != self.request.user.pk]
            audit.log_access(actor=self.request.user, subjects=others, access_class=AccessClass.SPECIAL, view=VIEW)
        return found_rows(people, languages=dict(self._choices.languages), in_full=self._in_full)

    def _ruled_out(self) -> list[Person]:
        """Whom «no» is told of too: everybody among so few that they are hardly nameless."""
        if self._filters.is_withheld or self._summary.people >= SMALLEST_GROUP:
            return []
        pool = list(self._filters.without(*SPECIAL).order_by("pk").only("pk", "user_id")[:SMALLEST_GROUP])
        return pool if len(pool) < SMALLEST_GROUP else []

    def _search_address(self) -> str:
        """The search as an address to hand on: its filters, and neither page nor form."""
        query = query_of(self.request.GET)
        return self.request.build_absolute_uri(self.request.path + (f"?{query}" if query else ""))

    def _organisations(self) -> list[str]:
        """None beside a theme or a perspective: it would be said of their people."""
        if self._filters.asks_for_special and not self._in_full:
            return []
        return organisations_named(self._filters.qs, at_least=SMALLEST_GROUP, most=MOST_ORGANISATIONS)


class PersonPage(DetailView):
    """One person of the register, for the Centre and for whom the person has been disclosed to."""

    model = Person
    template_name = "representatives/finding/person.html"
    context_object_name = "person"

    def get_queryset(self) -> Any:
        return seen_people_for(self.request.user).select_related("user")

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Finn representanter"), reverse("finding:list")), (str(self.object), "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = read_person(self.request.user, self.object, view="finding:person")
        return super().get_context_data(seen=describe(seen), **kwargs)


def _counted(text: str, number: int) -> str:
    return text % {"number": format_number(number)}
