"""A new link to a representative's score, shown to its maker for a short while."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from advice.assessments.models import Assessment
from advice.assessments.services import scores
from medvirkning.web import new_link


class NewLink:
    """The link made last for an assessment, for the leader who made it and its page alone (docs/adr/0120)."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        page = reverse("assessments:representatives", args=[assessment.pk])
        self._link = new_link.NewLink(purpose="advice.assessments.new_link", page=page)

    @sensitive_variables("token")
    def hand_over(self, request: Any, response: HttpResponse, token: str) -> None:
        """Let the page that the response leads to show the link to this account."""
        self._link.hand_over(request, response, token)

    @sensitive_variables("token")
    def read(self, request: HttpRequest) -> str:
        """The link while it is shown, and still takes an answer; else empty."""
        token = self._link.token(request)
        invitation = scores.invitation_by(token) if token else None
        if invitation is None or invitation.assessment_id != self.assessment.pk or not scores.is_usable(invitation):
            return ""
        return request.build_absolute_uri(reverse("assessments:score", args=[token]))
