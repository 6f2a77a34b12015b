"""What the pages of «Min side» share: they are about the one who reads them, so no address names anybody."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.views import generic

from medvirkning.web.pages import AllowedMixin, PageMixin, SignedInRequest
from medvirkning.web.refusals import RefusedError
from representatives.consents.reading import consents_of
from representatives.my_page.reading import own_person
from representatives.my_page.who_sees import CONTACT, openness_of, who_sees
from representatives.people.models import Person
from representatives.profiles.telling import why_not


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


class TellingMixin(OwnMixin):
    """A page on which something new is told. Who is not asked for it reads why before anything is typed, and sees
    what stands there from before, to take it away."""

    @cached_property
    def why_not(self) -> str:
        return why_not(consents_of(self.person), is_contact=self.page == CONTACT)

    def get_told(self) -> dict[str, Any]:
        """What stands there: facts, periods or training, as the template takes them; all empty where nothing does."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._not_asked(200) if self.why_not else super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._not_asked(403) if self.why_not else super().post(request, *args, **kwargs)

    def _not_asked(self, status: int) -> HttpResponse:
        told = self.get_told()
        context = {
            "title": self.get_title(),
            "breadcrumbs": self.get_breadcrumbs(),
            "why_not": self.why_not,
            "who_sees": who_sees(self.page, openness_of(self.person)) if any(told.values()) else "",
            "today": timezone.localdate(),
            **told,
        }
        return render(self.request, "representatives/my_page/not_asked.html", context, status=status)


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
