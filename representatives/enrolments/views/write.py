"""Entering somebody, and what becomes of the post."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from medvirkning.web.once import Made
from medvirkning.web.refusals import NotAllowedError, RefusedError, ToldDenied
from medvirkning.web.views import CreateView, UpdateView
from representatives.enrolments import services
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.forms import END, PROLONG, TERMS, EnterForm, TrainingForm
from representatives.enrolments.kinds import CONSULTANT, REPRESENTATIVE, Post
from representatives.enrolments.querysets import READINGS
from representatives.enrolments.training import stated_by
from representatives.enrolments.views.page import EXPECTED, HandedLink, OfOrganisation


class Enter(OfOrganisation, CreateView):
    """Somebody is entered, and gets a link: by mail, or by hand."""

    form_class = EnterForm
    permission = "enrolments.enter"
    template_name = "representatives/enrolments/enter.html"
    expected_errors = EXPECTED
    _token = ""
    _made: Post | None = None

    def get_title(self) -> str:
        if self.kind == CONSULTANT:
            return _("Inviter en erfaringskonsulent")
        return _("Inviter en representant")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "cancel_url": self.list_url}

    def save(self, form: EnterForm) -> Post:
        made, token = services.enter(
            actor=self.request.user, organisation=self.organisation, kind=self.kind, who=form.who()
        )
        self._made, self._token = made, "" if made.email else token
        return made

    def get_success_message(self, saved: Post) -> str:
        return _("Invitasjonen er sendt.") if saved.email else ""

    def get_success_url_for(self, saved: Post) -> str:
        return self.list_url if saved.email else saved.get_absolute_url()

    def go_on(self, made: Made) -> HttpResponse:
        response = super().go_on(made)
        if self._made is not None and self._token:
            HandedLink(self._made).hand_over(self.request, response, self._token)
        return response


class OfPost(OfOrganisation, UpdateView):
    """A form about one post."""

    expected_errors = EXPECTED

    def get_permission_object(self) -> Any:
        return self.organisation

    def is_possible(self) -> bool:
        """Whether the page has anything to say of the post as it is."""
        return bool(self.object.state == EnrolmentState.ACCEPTED)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A page that an old link leads to, of a post that has gone on, leads to the post. What is sent in is answered
        by the service.
        """
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response if self.is_possible() else self.redirect(self.object.get_absolute_url())

    def get_way(self) -> list[tuple[Any, str]]:
        return [*super().get_way(), (str(self.object), self.object.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(post=self.object, **kwargs)


class SetTerms(OfPost):
    """What the post is of somebody who has said yes."""

    permission = "enrolments.enter"
    template_name = "representatives/enrolments/terms.html"

    def is_possible(self) -> bool:
        return bool(self.object.lacks_terms)

    def get_title(self) -> str:
        return _("Skriv inn mandatet") if self.kind == REPRESENTATIVE else _("Skriv inn ansettelsen")

    def get_form_class(self) -> Any:
        return TERMS[self.kind.slug]

    def save(self, form: Any) -> Post:
        data = dict(form.cleaned_data)
        begin: Any = services.set_mandate if self.kind == REPRESENTATIVE else services.set_employment
        return begin(actor=self.request.user, post=self.object, expected_version=data.pop("version"), **data)

    def get_success_message(self, saved: Post) -> str:
        if self.kind == REPRESENTATIVE:
            return _("Mandatet er lagret, og personen får vite det på e-post.")
        return _("Ansettelsen er lagret, og personen får vite det på e-post.")


class Prolong(OfPost):
    """A new end."""

    permission = "enrolments.enter"
    template_name = "representatives/enrolments/prolong.html"
    success_message = gettext_lazy("Vervet er forlenget, og personen får vite det på e-post.")

    def get_title(self) -> str:
        return _("Forleng mandatet") if self.kind == REPRESENTATIVE else _("Forleng ansettelsen")

    def get_form_class(self) -> Any:
        return PROLONG[self.kind.slug]

    def save(self, form: Any) -> Post:
        data = form.cleaned_data
        return services.prolong(
            actor=self.request.user,
            post=self.object,
            expected_version=data["version"],
            valid_to=data["valid_to"],
        )


class End(OfPost):
    """A last day."""

    permission = "enrolments.end"
    title = gettext_lazy("Avslutt vervet")
    template_name = "representatives/enrolments/end.html"
    success_message = gettext_lazy("Siste dag er lagret, og personen får vite det på e-post.")

    def get_form_class(self) -> Any:
        return END[self.kind.slug]

    def save(self, form: Any) -> Post:
        data = form.cleaned_data
        return services.end(
            actor=self.request.user,
            post=self.object,
            expected_version=data["version"],
            last_day=data["last_day"],
        )


class NoteTraining(OfPost):
    """The organisation's own training."""

    permission = "enrolments.enter"
    title = gettext_lazy("Legg til egen opplæring")
    form_class = TrainingForm
    makes_once = True
    template_name = "representatives/enrolments/note_training.html"
    success_message = gettext_lazy("Opplæringen er lagt til.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "cancel_url": self.object.get_absolute_url()}

    def save(self, form: Any) -> Post:
        data = form.cleaned_data
        services.note_training(
            actor=self.request.user, post=self.object, title=data["title"], completed_on=data["completed_on"]
        )
        return self.object


class PressedOnPost(OfPost):
    """A button on a person's page: by POST, and on to a page with what came of it."""

    http_method_names = ["post", "options"]
    done: Any = ""

    def act(self) -> str:
        """Do it; gives the token of a link to hand over, if there is one."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = ""
        try:
            token = self.act()
        except NotAllowedError as error:
            raise ToldDenied(str(error)) from error
        except RefusedError as error:
            messages.error(request, str(error))
        else:
            if not token:
                messages.success(request, str(self.done))
        response = self.redirect(self.get_page())
        if token:
            HandedLink(self.object).hand_over(request, response, token)
        return response

    def get_page(self) -> str:
        return self.object.get_absolute_url()


class Renew(PressedOnPost):
    """A new link; the old one works no more."""

    permission = "enrolments.enter"
    done = gettext_lazy("Invitasjonen er sendt på nytt.")

    def act(self) -> str:
        renewed, token = services.renew(actor=self.request.user, post=self.object)
        return "" if renewed.email else token


class Cancel(PressedOnPost):
    """The invitation is taken back, and name and contact go."""

    permission = "enrolments.end"
    done = gettext_lazy("Invitasjonen er trukket, og navn og kontaktopplysning er slettet.")

    def act(self) -> str:
        services.cancel(actor=self.request.user, post=self.object)
        return ""

    def get_page(self) -> str:
        return self.list_url


class LetGo(PressedOnPost):
    """Somebody who has said yes gets no post after all."""

    permission = "enrolments.end"
    done = gettext_lazy("Personen får vite på e-post at det ikke ble noe av vervet.")

    def act(self) -> str:
        services.let_go(actor=self.request.user, post=self.object)
        return ""


class RemoveTraining(PressedOnPost):
    """The organisation takes back what it has said of a training."""

    permission = "enrolments.end"
    done = gettext_lazy("Opplæringen er tatt bort.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return super().refine(rows).exclude(person=None)

    def act(self) -> str:
        records = stated_by(self.organisation, self.request.user).filter(person=self.object.person_id)
        record = get_object_or_404(records, pk=self.kwargs["record"])
        services.remove_training(actor=self.request.user, record=record, organisation=self.organisation)
        return ""


class Leave(View):
    """The person gives up the own post, from My page, at once. Other people's are not found."""

    http_method_names = ["post", "options"]

    def post(self, request: Any, kind: str, pk: int) -> HttpResponse:
        if kind not in READINGS:
            raise Http404
        post = get_object_or_404(READINGS[kind](request.user).of_account(request.user), pk=pk)
        try:
            services.leave(actor=request.user, post=post)
        except RefusedError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Du har sagt fra deg vervet."))
        return HttpResponseRedirect(reverse("my_page:home"))
