"""Feedback: a form for anyone, and the Centre's list of what came in."""

import secrets
from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.catalogue import addresses, feedback
from advice.catalogue.feedback_forms import FeedbackForm, HandlingForm
from advice.catalogue.models import AdviceFeedback
from advice.catalogue.reading import published_version
from advice.catalogue.tables import FeedbackTable
from advice.catalogue.views import PieceMixin
from medvirkning.web.pages import Action, Breadcrumbs
from medvirkning.web.views import FormView, ListView, UpdateView

# Counted as attempts to sign in are: `ACCOUNT_RATE_LIMITS`, in the database (docs/adr/0031).
LIMIT = "advice_feedback"


@method_decorator(login_not_required, name="dispatch")
class FeedbackView(PieceMixin, FormView):
    """What a reader has to say on a piece. Signed in or not makes no difference: nobody is named."""

    template_name = "advice/catalogue/feedback.html"
    form_class = FeedbackForm
    success_message = gettext_lazy("Takk. Senter for brukermedvirkning leser tilbakemeldingen din.")

    def get_title(self) -> str:
        return _("Tilbakemelding på råd %(number)s") % {"number": self.piece.number}

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [*self.trail_of_piece(), (_("Tilbakemelding"), "")]

    def get_initial(self) -> dict[str, Any]:
        version: Any = self.piece.current
        return {"form_key": secrets.token_urlsafe(18), "version": version.number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(version=self.piece.current, **kwargs)

    def form_valid(self, form: FeedbackForm) -> HttpResponse:
        if not ratelimit.consume(self.request, action=LIMIT):
            form.add_error(None, _("Det er sendt mange tilbakemeldinger herfra. Vent en time og prøv igjen."))
            response = self.form_invalid(form)
            response.status_code = 429
            return response
        return super().form_valid(form)

    def save(self, form: FeedbackForm) -> AdviceFeedback | None:
        """A machine is thanked too: it learns nothing."""
        if form.by_a_machine:
            return None
        given = form.cleaned_data
        current: Any = self.piece.current
        return feedback.give(
            version=published_version(self.piece, given["version"]) or current,
            was_useful=given["was_useful"],
            text=given["text"],
            reply_to=given["reply_to"],
            form_key=given["form_key"],
        )

    def get_success_url_for(self, saved: Any) -> str:
        return addresses.of_piece(self.piece)


class FeedbackListView(ListView):
    """What readers have sent, for the Centre."""

    permission = "advice.edit"
    model = AdviceFeedback
    table_class = FeedbackTable
    title = gettext_lazy("Tilbakemeldinger på rådene")
    lede = gettext_lazy("Lesere kan si hva de mener om hvert råd. Her ser du hva de har sendt, og hva det førte til.")
    empty_text = gettext_lazy("Når en leser sender en tilbakemelding, får du en e-post, og den står her.")

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(_("Råd"), reverse("catalogue:list")), (_("Tilbakemeldinger"), "")]

    def get_empty_actions(self) -> list[Action]:
        return []

    def refine(self, rows: Any) -> Any:
        return rows.select_related("version__of__edition")


class HandleView(UpdateView):
    """One piece of feedback, and what it led to."""

    permission = "advice.edit"
    model = AdviceFeedback
    form_class = HandlingForm
    template_name = "advice/catalogue/handle_feedback.html"
    success_url = reverse_lazy("catalogue:feedback-list")
    success_message = gettext_lazy("Lagret.")

    def refine(self, rows: Any) -> Any:
        return rows.select_related("version__of__edition", "handled_by")

    def get_title(self) -> str:
        return _("Behandle tilbakemelding på råd %(number)s") % {"number": self.object.version.of.number}

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(_("Tilbakemeldinger"), reverse("catalogue:feedback-list")), (self.get_title(), "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            feedback=self.object, piece_url=addresses.of_piece(self.object.version.of), **kwargs
        )

    def save(self, form: HandlingForm) -> AdviceFeedback:
        return feedback.handle(actor=self.request.user, feedback=self.object, handling=form.cleaned_data["handling"])
