"""What the pages of an organisation's people share: whose they are, and of which kind."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from medvirkning.web.new_link import NewLink
from medvirkning.web.refusals import RefusedError, ToldDenied
from representatives.enrolments.kinds import KINDS, Kind, Post
from representatives.enrolments.querysets import READINGS
from representatives.enrolments.services import InvitationGoneError, open_invitation, why_not
from representatives.enrolments.training import with_training
from representatives.organisations.models import Organisation
from representatives.organisations.querysets import organisations_for

EXPECTED = (ValidationError, RefusedError)


class OfOrganisation:
    """For views under an organisation that the account sees: else 404; seen but not looked after: 403."""

    request: Any
    kwargs: dict[str, Any]
    permission: str = ""

    @cached_property
    def organisation(self) -> Organisation:
        rows = with_training(organisations_for(self.request.user))
        return get_object_or_404(rows, pk=self.kwargs["organisation"])

    @cached_property
    def kind(self) -> Kind:
        try:
            return KINDS[self.kwargs["kind"]]
        except KeyError:
            raise Http404 from None

    def get_permission_object(self) -> Organisation:
        return self.organisation

    def check_permission(self) -> None:
        """Where it is the organisation that stands in the way, the page says why."""
        kind = self.kind
        if not self.request.user.has_perm(self.permission, self.organisation):
            looks_after = self.request.user.has_perm("enrolments.view", self.organisation)
            raise ToldDenied(why_not(self.organisation)) if looks_after else PermissionDenied(kind.slug)

    def get_queryset(self) -> Any:
        """The organisation's rows of this kind that tell of somebody, as far as the account sees them."""
        rows = READINGS[self.kind.slug](self.request.user).with_somebody().not_left()
        return self.refine(rows.filter(organisation=self.organisation))

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("person", "organisation", "invited_by")

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [*self.get_way(), (self.get_crumb(), "")]

    def get_way(self) -> list[tuple[Any, str]]:
        """The pages above this one."""
        return [
            (_("Organisasjoner"), reverse("organisations:list")),
            (self.organisation.name, self.organisation.get_absolute_url()),
            (self.kind.many, self.list_url),
        ]

    def get_crumb(self) -> Any:
        """What this page is called among them."""
        return self.get_title()

    @property
    def list_url(self) -> str:
        return reverse("enrolments:list", args=[self.organisation.pk, self.kind.slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # What stands in the address comes along as words; here it is what they name.
        kwargs |= {"organisation": self.organisation, "kind": self.kind}
        return super().get_context_data(**kwargs)


class HandedLink:
    """The link to a person who was entered by mobile number: shown on the person's page, to who made it."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self._link = NewLink(purpose="representatives.enrolments.new_link", page=post.get_absolute_url())

    def hand_over(self, request: Any, response: HttpResponse, token: str) -> None:
        self._link.hand_over(request, response, token)

    def read(self, request: HttpRequest) -> str:
        """The link while it is shown and still can be answered; else empty."""
        token = self._link.token(request)
        try:
            is_this = bool(token) and open_invitation(token).post == self.post
        except InvitationGoneError:
            is_this = False
        return request.build_absolute_uri(reverse("enrolments:invitation", args=[token])) if is_this else ""
