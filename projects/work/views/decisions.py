"""Exemptions and «ikke gjennomført»: asked for on the work's page, decided from the list of requests."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.conflicts import ConflictRow
from medvirkning.web.dates import format_date
from medvirkning.web.pages import AllowedMixin, PageMixin
from medvirkning.web.parking import park
from medvirkning.web.refusals import NotAllowedError
from medvirkning.web.views import UpdateView
from projects.work.enums import DecisionStatus
from projects.work.models import Decision, Exemption, NotPerformed, WorkItem
from projects.work.presenters import EXEMPTION, NOT_PERFORMED, DecisionLine, capitalised, decision_line
from projects.work.services import decisions
from projects.work.status_forms import DecideForm, RequestForm
from projects.work.views.write import EXPECTED, ChangeWork, page_of

# Newest first, and no more than fit a page; the rest is on each item's own page.
SHOWN = 50
# The step behind which a decision that stands may be turned.
ANEW, AGAIN = "avgjor", "pa-nytt"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
MODELS: dict[str, type[Decision]] = {EXEMPTION: Exemption, NOT_PERFORMED: NotPerformed}


class AskExemption(ChangeWork):
    """Ask that involvement be taken as not relevant in a year."""

    title = gettext_lazy("Be om unntak")
    lede = gettext_lazy(
        "Et unntak sier at medvirkning ikke er relevant for arbeidet i et år. "
        "Lederen avgjør. Andelen vises både med og uten unntak."
    )
    permission = "work.ask_exemption"
    form_class = RequestForm
    draft_key = "work.exemption"
    makes_once = True
    success_message = gettext_lazy("Sendt til lederen, som avgjør.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "cancel_url": page_of(self.object)}

    def ask(self, **values: Any) -> Decision:
        return decisions.request_exemption(**values)

    def save(self, form: RequestForm) -> WorkItem:
        data = form.cleaned_data
        self.ask(
            actor=self.request.user,
            work_item=self.object,
            year=data["year"],
            reason=data["reason"],
            reason_text=data["reason_text"],
        )
        return self.object


class AskNotPerformed(AskExemption):
    """Say that a standing task was not performed in a year."""

    title = gettext_lazy("Meld som ikke gjennomført")
    lede = gettext_lazy("Oppgaven teller til lederen har godkjent at den ikke ble gjennomført.")
    draft_key = "work.not-performed"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.standing_tasks()

    def ask(self, **values: Any) -> Decision:
        return decisions.request_not_performed(**values)


class Decisions(AllowedMixin, PageMixin, generic.TemplateView):
    """What waits for me, what I have asked for, and what was approved after its year."""

    title = gettext_lazy("Unntak")
    lede = gettext_lazy("Ønsker om unntak, og faste oppgaver som ikke ble gjennomført.")
    template_name = "projects/work/decisions.html"
    permission = "work.list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            waiting=_lines(lambda rows: rows.to_be_decided_by(user).order_by("requested_on", "pk"), _asked_on),
            asked=_lines(
                lambda rows: rows.visible_to(user).filter(requested_by=user).order_by("-requested_on", "-pk"),
                _asked_on,
            )[::-1],
            late=_lines(lambda rows: rows.approved_after_their_year(user).order_by("-decided_on", "-pk"), _decided_on)[
                ::-1
            ],
            **kwargs,
        )


def _asked_on(row: Decision) -> Any:
    return (row.requested_on is not None, row.requested_on, row.pk)


def _decided_on(row: Decision) -> Any:
    return (row.decided_on is not None, row.decided_on, row.pk)


def _decided(row: Decision) -> str:
    """«Godkjent av Kari Nordmann, 3. juni 2026»; of a request that waits again, that it is asked for."""
    line = decision_line(row)
    if line.is_open:
        return str(line.state.label)
    known = {
        "state": line.state.label,
        "who": row.decided_by or _("Ikke oppgitt"),
        "date": format_date(row.decided_on),
    }
    return (_("%(state)s av %(who)s, %(date)s") if known["date"] else _("%(state)s av %(who)s")) % known


def _lines(choose: Any, order: Any) -> list[DecisionLine]:
    """Both kinds together, the oldest first."""
    found: list[Decision] = []
    for model in MODELS.values():
        found += choose(model._default_manager.get_queryset()).with_list_data()[:SHOWN]
    return [decision_line(row) for row in sorted(found, key=order)]


class Decide(UpdateView):
    """One request with what it rests on and what was decided. Who may open the work reads it; who may decide, decides.

    A decision that stands is taken anew only behind a step of its own (`?avgjor=pa-nytt`), which says what it changes.
    """

    form_class = DecideForm
    template_name = "projects/work/decide.html"
    conflict_template = "projects/work/decide_conflict.html"
    expected_errors = EXPECTED

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs["kind"] not in MODELS:
            raise Http404
        self.model = MODELS[kwargs["kind"]]
        return super().dispatch(request, *args, **kwargs)

    def check_permission(self) -> None:
        reads = self.request.method in SAFE_METHODS
        if not self.request.user.has_perm("work.view_decision" if reads else "work.decide", self.object):
            raise PermissionDenied

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.with_list_data()

    @cached_property
    def may_decide(self) -> bool:
        return bool(self.request.user.has_perm("work.decide", self.object))

    @property
    def is_deciding(self) -> bool:
        """Whether the form is shown: a request that waits, a step taken on purpose, or an answer sent."""
        asked_anew = self.request.GET.get(ANEW) == AGAIN or self.request.method == "POST"
        return self.may_decide and (self.object.status == DecisionStatus.REQUESTED or asked_anew)

    def get_title(self) -> str:
        return decision_line(self.object).what

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Unntak"), reverse("work:decisions")), (self.get_title(), "")]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.object, "cancel_url": reverse("work:decisions")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line = decision_line(self.object)
        return super().get_context_data(
            line=line,
            is_deciding=self.is_deciding,
            anew_url=f"?{ANEW}={AGAIN}" if self.may_decide and not line.is_open else "",
            **kwargs,
        )

    def save(self, form: DecideForm) -> Decision:
        if not {"approve", "refuse"} & set(self.request.POST):
            raise ValidationError(_("Velg om du godkjenner eller avslår."))
        if form.cleaned_data["version"] != self.object.version:
            # Decided by another leader since the page was shown: told as that, and not as a rule that was broken.
            raise StaleVersion(self.object)
        try:
            return decisions.decide(
                actor=self.request.user,
                decision=self.object,
                expected_version=form.cleaned_data["version"],
                approve="approve" in self.request.POST,
                decision_text=form.cleaned_data["decision_text"],
            )
        except NotAllowedError as refused:
            raise PermissionDenied(str(refused)) from refused

    # When another leader has decided in the meantime: the page tells it, and turns nothing.

    def filled_otherwise(self) -> Collection[str]:
        """A page without the form starts from nothing."""
        return () if self.is_deciding else ("decision_text",)

    def get_kept_rows(self, form: DecideForm) -> list[ConflictRow]:
        """The page tells above the form what was decided; the form starts from none of it."""
        return []

    def get_conflict_name(self, current: Any) -> str:
        return f"{decision_line(current).what}: {current.work_item}"

    def get_record_url(self, current: Any) -> str:
        return self.request.path

    def get_conflict_rows(self, form: DecideForm, current: Any) -> list[ConflictRow]:
        text = form["decision_text"]
        return [
            ConflictRow(_("Avgjørelse"), _("%(answer)s, ikke lagret") % {"answer": self._answer()}, _decided(current)),
            ConflictRow(str(text.label), (text.value() or "").strip(), current.decision_text.strip()),
        ]

    def get_conflict_context(self, form: DecideForm, current: Any) -> dict[str, Any]:
        """Turning the answer is behind its own step; the reason just written is kept for it."""
        context = super().get_conflict_context(form, current)
        if current is None:
            return context
        line = decision_line(current)
        if str(line.state.label) != self._answer() and form["decision_text"].value():
            posted, path = self.request.POST.copy(), self.request.path
            # The form of the next step is made for the decision that stands, which its page tells.
            posted.pop("version", None)
            park(user_pk=self.request.user.pk, path=path, page=path, data=posted)
        return {**context, "line": line, "anew_url": self.request.path + ("" if line.is_open else f"?{ANEW}={AGAIN}")}

    def _answer(self) -> str:
        """What was just sent, in the word of the state it would have given."""
        status = DecisionStatus.APPROVED if "approve" in self.request.POST else DecisionStatus.REFUSED
        return capitalised(status.label)

    def get_success_message(self, saved: Decision) -> str:
        return _("Godkjent.") if "approve" in self.request.POST else _("Avslått.")

    def get_success_url_for(self, saved: Decision) -> str:
        return reverse("work:decisions")
