"""What the pages of «Min side» share: they are about the one who reads them, so no address names anybody."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.views import generic

from medvirkning.web.pages import AllowedMixin, PageMixin, SignedInRequest
from medvirkning.web.refusals import RefusedError
from representatives.my_page.reading import own_person
from representatives.my_page.who_sees import openness_of, who_sees
from representatives.people.models import Person


class OwnMixin:
    """Who reads, as a person. Whoever the register knows nothing of has no pages below «Min side»."""

    request: SignedInRequest
    permission = "my_page.view"
    # What the page is for, and which of the pages of `who_sees` it is.
    lede: str | Promise = ""
    page = ""

    def get_lede(self) -> str | Promise:
        """What it is for, and who sees what is written here."""
        if not self.page:
            return self.lede
        return f"{self.lede} {who_sees(self.page, openness_of(self.person))}".strip()

    @cached_property
    def person(self) -> Person:
        person = own_person(self.request.user)
        if person is None:
            raise Http404
        return person

    def get_permission_object(self) -> None:
        return None

    def get_breadcrumbs(self) -> Sequence[tuple[Any, str]]:
        return [(_("Min side"), reverse("my_page:home")), (self.get_title(), "")]


class OwnPage(OwnMixin, AllowedMixin, PageMixin, generic.TemplateView):
    """A page that is read."""


class OwnAct(OwnMixin, AllowedMixin, generic.View):
    """A button: by POST, at once, and back with what came of it."""

    http_method_names = ("post", "options")
    done: Any = ""
    back = "my_page:home"

    def act(self) -> None:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.act()
        except RefusedError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, str(self.done))
        return HttpResponseRedirect(reverse(self.back))
