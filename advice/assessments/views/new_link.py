"""A new link to hand over: carried across the redirect to the page of links, and shown there for a short while."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from advice.assessments.models import Assessment
from advice.assessments.services import scores

COOKIE = "mv_new_link"
SALT = "advice.assessments.new_link"
# Long enough to copy it, load the page anew or change the language.
SHOWN_FOR = 5 * 60


class NewLink:
    """The link made last for an assessment, in a signed cookie of the leader's own browser, for its page alone.

    The portal keeps its checksum and nothing more (docs/adr/0120): sessions lie in the database.
    """

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.page = reverse("assessments:representatives", args=[assessment.pk])

    @sensitive_variables("token")
    def hand_over(self, request: Any, response: HttpResponse, token: str) -> None:
        """Let the page that the response leads to show the link to this account."""
        response.set_signed_cookie(
            COOKIE,
            token,
            salt=self._salt(request),
            max_age=SHOWN_FOR,
            path=self.page,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )

    @sensitive_variables("token")
    def read(self, request: HttpRequest) -> str:
        """The link while it is shown, and still takes an answer; else empty."""
        token = request.get_signed_cookie(COOKIE, default="", salt=self._salt(request), max_age=SHOWN_FOR)
        invitation = scores.invitation_by(token) if token else None
        if invitation is None or invitation.assessment_id != self.assessment.pk or not scores.is_usable(invitation):
            return ""
        return request.build_absolute_uri(reverse("assessments:score", args=[token]))

    def _salt(self, request: Any) -> str:
        """Whoever signs in next in the same browser is shown nothing."""
        return f"{SALT}:{request.user.pk}"
