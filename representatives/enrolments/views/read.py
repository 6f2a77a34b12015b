"""An organisation's people: the list of one kind, and one person's post."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.dates import format_period
from medvirkning.web.pages import Action, State
from medvirkning.web.views import DetailView, ListView
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.filters import ConsultantFilter, RepresentativeFilter
from representatives.enrolments.kinds import KINDS
from representatives.enrolments.presenters import availability_of, contact_lines, special_lines, taking_part_lines
from representatives.enrolments.reading import read_person
from representatives.enrolments.services import why_not
from representatives.enrolments.tables import ConsultantTable, RepresentativeTable
from representatives.enrolments.training import expected_in, gaps_of, learnt_by
from representatives.enrolments.views.page import HandedLink, OfOrganisation
from representatives.enrolments.waiting import not_here
from representatives.organisations.presenters import told_by_the_register

# So many people are seen at a glance, on a phone too.
FEW = 10
STATE_COLORS = {
    EnrolmentState.INVITED: "warning",
    EnrolmentState.AGREED: "warning",
    EnrolmentState.ACCEPTED: "success",
}
TABLES = dict(zip(KINDS, (RepresentativeTable, ConsultantTable), strict=True))
FILTERS = dict(zip(KINDS, (RepresentativeFilter, ConsultantFilter), strict=True))


class PostList(OfOrganisation, ListView):
    """The people of one kind: those who wait, those in the register while their consent holds, and former ones."""

    permission = "enrolments.view"
    template_name = "representatives/enrolments/list.html"
    empty_text = gettext_lazy(
        "Inviter en person med navn og én kontaktopplysning. Personen får en lenke, og bestemmer selv om hun eller "
        "han vil stå i registeret."
    )

    @property
    def table_class(self) -> Any:
        return TABLES[self.kind.slug]

    @property
    def filterset_class(self) -> Any:
        return FILTERS[self.kind.slug]

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.with_list_data().in_list_order()

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"expected": expected_in(self.organisation)}

    def get_title(self) -> str:
        return f"{self.kind.many}, {self.organisation.name}"

    def get_way(self) -> list[tuple[Any, str]]:
        return super().get_way()[:-1]

    def get_crumb(self) -> Any:
        return self.kind.many

    def get_actions(self) -> list[Action]:
        if not self.request.user.has_perm("enrolments.enter", self.organisation):
            return []
        address = reverse("enrolments:enter", args=[self.organisation.pk, self.kind.slug])
        label = _("Inviter en representant") if self.kind.slug == next(iter(KINDS)) else None
        return [Action(label or _("Inviter en erfaringskonsulent"), address)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs, **self._told())
        if not context["filtered"] and context["count"].number <= FEW:
            # There is nothing to look for among them.
            context["filterset"] = None
        return context

    def _told(self) -> dict[str, Any]:
        other = next(kind for kind in KINDS.values() if kind != self.kind)
        return {
            "why_not": why_not(self.organisation),
            "gone": not_here(self.organisation, self.kind),
            "other_kind": other,
            "other_url": reverse("enrolments:list", args=[self.organisation.pk, other.slug]),
        }


class PostPage(OfOrganisation, DetailView):
    """One person with one post, as the own organisation sees them. What the person has told is opened by one reading,
    which writes the access log.
    """

    permission = "enrolments.view"
    context_object_name = "post"
    template_name = "representatives/enrolments/person.html"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return super().refine(rows).with_list_data().select_related("organisation", "invited_by", "person__user")

    def get_permission_object(self) -> Any:
        return self.organisation

    def get_state(self) -> State:
        return State(self.object.get_state_display(), STATE_COLORS.get(self.object.state, "neutral"))

    def get_facts(self) -> list[str | Promise]:
        period = format_period(self.object.valid_from, self.object.valid_to) if self.object.valid_to else ""
        return [self.kind.one, self.organisation.name, *([period] if period else [])]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        post, user = self.object, self.request.user
        is_open = post.person is not None and post.state == EnrolmentState.ACCEPTED
        seen = read_person(user, post.person, view="enrolments:person") if is_open else None
        new_link = HandedLink(post).read(self.request)
        return super().get_context_data(
            new_link=new_link,
            sms=self._sms(new_link),
            contact=contact_lines(seen.contact if seen else None),
            special=special_lines(seen.special if seen else None),
            taking_part=taking_part_lines(seen.profile if seen else None),
            availability=availability_of(post.person) if seen and seen.profile else [],
            learnt=learnt_by(post.person, self.organisation) if is_open else [],
            gaps=gaps_of(post, expected_in(self.organisation)),
            ending=told_by_the_register(self.organisation) if self.organisation.is_ending else "",
            may_enter=user.has_perm("enrolments.enter", self.organisation),
            may_end=user.has_perm("enrolments.end", self.organisation),
            **kwargs,
        )

    def _sms(self, link: str) -> str:
        """A bare link from an unknown number looks like fraud: who asks stands before it."""
        words = _("%(organisation)s inviterer deg til å stå i registeret i Medvirkning. Les mer og svar her: %(link)s")
        return words % {"organisation": self.organisation.name, "link": link}
