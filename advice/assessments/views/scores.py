"""Representatives' own scores: the leader's page of links, and the public form behind each link."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.debug import sensitive_variables

from advice.assessments.models import ScoreInvitation
from advice.assessments.querysets import score_invitations_for
from advice.assessments.score_forms import InviteForm, ScoreForm, items_to_score, scale_explained
from advice.assessments.services import scores
from advice.assessments.services.checks import AssessmentRefusedError
from advice.assessments.views.new_link import NewLink
from advice.assessments.views.page import EXPECTED, OfAssessment
from medvirkning.web.conflicts import ConflictRow, compare
from medvirkning.web.once import Made
from medvirkning.web.refusals import NotAllowedError, ToldDenied
from medvirkning.web.views import FormView


class Representatives(OfAssessment):
    """Who is asked, and a new link. A link to hand over is shown for a short while: only its checksum is kept."""

    title = gettext_lazy("Representantenes vurdering")
    lede = gettext_lazy(
        "Be representanter for brukere og pårørende vurdere det samme som dere. Svarene deres står ved siden av "
        "lederens, uten navn."
    )
    permission = "assessments.invite"
    form_class = InviteForm
    template_name = "advice/assessments/representatives.html"
    makes_once = True
    _token = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        del kwargs["cancel_url"]
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            invitations=list(self.object.score_invitations.all()),
            most_renewals=scores.MOST_RENEWALS,
            new_link=NewLink(self.object).read(self.request),
            **kwargs,
        )

    def save(self, form: InviteForm) -> ScoreInvitation:
        made, token = scores.invite(
            actor=self.request.user,
            assessment=self.object,
            label=form.cleaned_data["label"],
            email=form.cleaned_data["email"],
        )
        self._token = "" if made.email else token
        return made

    def get_success_message(self, saved: ScoreInvitation) -> str:
        return _("Lenken er sendt til %(email)s.") % {"email": saved.email} if saved.email else ""

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("assessments:representatives", args=[self.object.pk])

    def go_on(self, made: Made) -> HttpResponse:
        response = super().go_on(made)
        if made.first and self._token:
            NewLink(self.object).hand_over(self.request, response, self._token)
        return response


class OfInvitation(View):
    """A button on the page of links, which it leads back to."""

    http_method_names = ["post"]

    def act(self, invitation: ScoreInvitation, response: HttpResponse) -> None:
        raise NotImplementedError

    def post(self, request: Any, pk: int) -> HttpResponse:
        invitation = get_object_or_404(
            score_invitations_for(request.user).select_related(
                "assessment__unit", "assessment__department", "assessment__template__edition"
            ),
            pk=pk,
        )
        response = HttpResponseRedirect(reverse("assessments:representatives", args=[invitation.assessment_id]))
        try:
            self.act(invitation, response)
        except NotAllowedError as error:
            raise ToldDenied(str(error)) from error
        except AssessmentRefusedError as error:
            messages.error(request, str(error))
        return response


class Renew(OfInvitation):
    """A new link for the same representative."""

    def act(self, invitation: ScoreInvitation, response: HttpResponse) -> None:
        renewed, token = scores.renew(actor=self.request.user, invitation=invitation)
        if renewed.email:
            messages.success(self.request, _("En ny lenke er sendt til %(email)s.") % {"email": renewed.email})
        else:
            NewLink(invitation.assessment).hand_over(self.request, response, token)


class Withdraw(OfInvitation):
    """The link stops working."""

    def act(self, invitation: ScoreInvitation, response: HttpResponse) -> None:
        scores.withdraw(actor=self.request.user, invitation=invitation)
        messages.success(self.request, _("Lenken er trukket tilbake."))


@method_decorator(login_not_required, name="dispatch")
class Score(FormView):
    """Behind the link: reading shows and changes nothing, sending saves all and spends the link."""

    form_class = ScoreForm
    template_name = "advice/assessments/score.html"
    expected_errors = EXPECTED
    _is_spent = False

    @method_decorator(sensitive_variables("token"))
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        add_never_cache_headers(response)
        return response

    @cached_property
    def found(self) -> ScoreInvitation | None:
        return scores.invitation_by(self.kwargs["token"])

    @property
    def invitation(self) -> ScoreInvitation:
        if self.found is None:
            raise Http404
        return self.found

    @property
    def is_open(self) -> bool:
        return self.found is not None and scores.is_usable(self.found)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().get(request, *args, **kwargs) if self.is_open else self.closed()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.is_open:
            return self.closed()
        response = super().post(request, *args, **kwargs)
        return self.closed() if self._is_spent else response

    def closed(self) -> HttpResponse:
        """Says why it takes no answer. The answer it took, sent again, is thanked for; another is not stored, which
        is said, and what was typed is shown.
        """
        invitation = self.found
        answered = invitation is not None and invitation.answered_at is not None
        typed, is_another = self._typed()
        titles = {True: _("Takk for vurderingen"), False: _("Lenken virker ikke lenger")}
        context = {
            "title": _("Vurderingen var alt sendt") if answered and is_another else titles[answered],
            "invitation": invitation,
            "answered": answered,
            "is_another": is_another,
            "rows": typed,
            "lede": "",
            "breadcrumbs": (),
            "actions": (),
        }
        status = 410 if not answered else 409 if is_another else 200
        return render(self.request, "advice/assessments/score_closed.html", context, status=status)

    def _typed(self) -> tuple[list[ConflictRow], bool]:
        """What was sent, and whether it is another answer than the one the link has taken."""
        if self.request.method != "POST" or self.found is None:
            return [], False
        form = self.get_form()
        rows = [row for row in compare(form, None) if row.typed]
        is_same = form.is_valid() and form.given() == scores.given_by(self.found)
        return ([], False) if is_same or not rows else (rows, True)

    def get_title(self) -> str:
        return _("Hvor langt er %(subject)s kommet?") % {"subject": self.invitation.assessment.subject}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "items": items_to_score(self.invitation.assessment, self.request.POST)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assessment = self.invitation.assessment
        return super().get_context_data(
            invitation=self.invitation,
            assessment=assessment,
            is_department=assessment.department_id is not None,
            scale=scale_explained(),
            **kwargs,
        )

    def save(self, form: ScoreForm) -> ScoreInvitation:
        try:
            return scores.give_scores(invitation=self.invitation, token=self.kwargs["token"], given=form.given())
        except scores.LinkSpentError:
            # In another tab at the same time, or it was withdrawn, or the assessment approved: read what it is now.
            self._is_spent = True
            del self.found
            raise

    def get_success_url_for(self, saved: Any) -> str:
        return self.request.path
