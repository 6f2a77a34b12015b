"""The Centre erases somebody who called or wrote: finding the person by name, what goes and what stays, one button."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.views import FormView, UpdateView
from representatives.people import services
from representatives.people.belonging import names_of
from representatives.people.erasing import account_goes_with, acts_for
from representatives.people.forms import EraseAccountForm, EraseOnRequestForm, FindForm
from representatives.people.models import Person
from representatives.people.outsiders import Outsider, Source
from representatives.people.reading import (
    found_by_name,
    organisations_acted_for,
    outsider_to_erase,
    outsiders_by_name,
    told_apart,
)

# More are hardly told apart: more of the name is asked for.
MOST = 20


@dataclass(frozen=True)
class Found:
    """A person by name, and where the name comes from."""

    person: Person
    organisations: str


class FindToErase(FormView):
    """Whom is it about? The people that the Centre sees by name, those whom the log alone names among them."""

    title = gettext_lazy("Slett en person")
    lede = gettext_lazy(
        "Når noen ringer eller skriver og vil bort fra portalen. Søk på navnet, og velg riktig person."
    )
    permission = "people.erase_on_request"
    form_class = FindForm
    template_name = "representatives/people/find.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Nothing is saved: the people found are shown on the same page."""
        hits = _hits(self.request.user, form.cleaned_data["name"])
        return self.render_to_response(self.get_context_data(form=form, **hits))


class OnRequest:
    """What goes, what stays, why, and one button; then back to finding."""

    title = gettext_lazy("Slett personen")
    permission = "people.erase_on_request"
    form_class = EraseOnRequestForm
    request: HttpRequest
    erased_name = ""
    success_message = gettext_lazy("Personen er slettet.")

    def get_name(self) -> str:
        raise NotImplementedError

    def get_lede(self) -> str:
        return self.get_name()

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Slett en person"), reverse("people:find")), (self.get_name(), "")]

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("people:find")

    def go_on(self, made: Any) -> HttpResponse:
        """One human may stand in several places: what the same name finds yet is shown at once.

        On this answer alone: neither an address nor a session may hold the name of somebody erased.
        """
        response: HttpResponse = super().go_on(made)
        hits = _hits(self.request.user, self.erased_name)
        if not hits["number"]:
            return response
        form = FindForm(initial={"name": self.erased_name})
        form.helper.form_action = reverse("people:find")
        context = {
            "title": FindToErase.title, "breadcrumbs": (), "form": form, "after_erasing": True, **hits,
        }  # fmt: skip
        return render(self.request, FindToErase.template_name, context)


class EraseOnRequest(OnRequest, UpdateView):
    """A person of the log or the register."""

    model = Person
    template_name = "representatives/people/erase.html"

    def refine(self, rows: Any) -> Any:
        return told_apart(rows).select_related("user")

    def get_name(self) -> str:
        return str(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            person=self.object,
            organisations=_found([self.object])[0].organisations,
            account_goes=account_goes_with(self.object),
            has_account=self.object.user_id is not None,
            acts_for=organisations_acted_for(self.object),
            **kwargs,
        )

    def save(self, form: Any) -> Any:
        data, self.erased_name = form.cleaned_data, self.get_name()
        return services.erase_on_request(
            actor=self.request.user, person=self.object, reason=data["reason"], channel=data["channel"]
        )


class EraseOutsider(OnRequest, FormView):
    """Somebody whom the portal names, and who is nobody of the log or the register: the same page in small."""

    title = gettext_lazy("Slett en person utenfor registeret")
    template_name = "representatives/people/erase_other.html"
    source: Source
    record: Any
    outsider: Outsider

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.check_permission()
            found = outsider_to_erase(request.user, kwargs["kind"], kwargs["pk"])
            if found is None:
                raise Http404
            self.source, self.record, self.outsider = found
        return super().dispatch(request, *args, **kwargs)

    def get_name(self) -> str:
        return self.outsider.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(outsider=self.outsider, **kwargs)

    def save(self, form: Any) -> Any:
        data, self.erased_name = form.cleaned_data, self.get_name()
        return services.erase_outsider(
            actor=self.request.user,
            source=self.source,
            record=self.record,
            reason=data["reason"],
            channel=data["channel"],
        )


class EraseOwnAccount(FormView):
    """For whoever is done here: a contact who has stopped, or an account that came to no use."""

    title = gettext_lazy("Slett kontoen min")
    permission = "people.erase_own_account"
    form_class = EraseAccountForm
    template_name = "representatives/people/erase_account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(acts_for=acts_for(self.request.user), **kwargs)

    def save(self, form: Any) -> None:
        services.erase_own_account(actor=self.request.user)

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("front:home")

    def go_on(self, made: Any) -> HttpResponse:
        """The session went with the account; nobody is signed in any more."""
        logout(self.request)
        return render(
            self.request, "representatives/my_page/erased.html", {"title": _("Opplysningene dine er slettet")}
        )


def _hits(user: Any, words: str) -> dict[str, Any]:
    """What the words find, as the page of the search takes it."""
    rows = list(found_by_name(user, words)[: MOST + 1])
    others = outsiders_by_name(user, words, most=MOST + 1)
    return {
        "searched": True,
        "found": _found(rows[:MOST]),
        "others": others[:MOST],
        "number": len(rows[:MOST]) + len(others[:MOST]),
        "more": len(rows) > MOST or len(others) > MOST,
    }


def _found(people: Sequence[Person]) -> list[Found]:
    """Each with the organisations that the log knows, and those of the posts that go on."""
    by_posts = names_of([person.pk for person in people])
    return [
        Found(
            person=person,
            organisations=", ".join(
                dict.fromkeys(
                    [one.organisation.name for one in person.affiliations.all()] + by_posts.get(person.pk, [])
                )
            ),
        )
        for person in people
    ]
