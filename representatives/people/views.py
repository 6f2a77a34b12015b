"""The Centre erases somebody who called or wrote: finding the person by name, what goes and what stays, one button."""

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
        words = form.cleaned_data["name"]
        rows = list(found_by_name(self.request.user, words)[: MOST + 1])
        others = outsiders_by_name(self.request.user, words, most=MOST + 1)
        return self.render_to_response(
            self.get_context_data(
                form=form,
                searched=True,
                found=[_found(one) for one in rows[:MOST]],
                others=others[:MOST],
                more=len(rows) > MOST or len(others) > MOST,
            )
        )


class OnRequest:
    """What goes, what stays, why, and one button; then back to finding."""

    title = gettext_lazy("Slett personen")
    permission = "people.erase_on_request"
    form_class = EraseOnRequestForm
    success_message = gettext_lazy("Personen er slettet.")

    def get_name(self) -> str:
        raise NotImplementedError

    def get_lede(self) -> str:
        return self.get_name()

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Slett en person"), reverse("people:find")), (self.get_name(), "")]

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("people:find")


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
            organisations=_found(self.object).organisations,
            account_goes=account_goes_with(self.object),
            has_account=self.object.user_id is not None,
            acts_for=organisations_acted_for(self.object),
            **kwargs,
        )

    def save(self, form: Any) -> Any:
        data = form.cleaned_data
        return services.erase_on_request(
            actor=self.request.user, person=self.object, reason=data["reason"], channel=data["channel"]
        )


class EraseOutsider(OnRequest, FormView):
    """Somebody whom the portal names, and who is nobody of the log or the register: the same page in small."""

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
        data = form.cleaned_data
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


def _found(person: Person) -> Found:
    names = dict.fromkeys(one.organisation.name for one in person.affiliations.all())
    return Found(person=person, organisations=", ".join(names))
