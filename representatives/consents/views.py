"""The Centre's pages: the texts that people agree to, and what somebody said on the phone or in a letter."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import generic

from medvirkning.web.pages import Action, AllowedMixin, PageMixin
from medvirkning.web.views import CreateView, DetailView, ListView, UpdateView
from representatives.consents import services
from representatives.consents.alone import needs_guardian
from representatives.consents.enums import Audience, ConsentPurpose, may_be_written
from representatives.consents.forms import EnterForm, PublishForm
from representatives.consents.keeping import erased_after_days
from representatives.consents.models import ConsentText
from representatives.consents.querysets import not_taken_back, texts_for
from representatives.consents.reading import consents_of
from representatives.consents.small_numbers import hidden
from representatives.consents.tables import TextTable, agreed_in_words
from representatives.people.models import Person
from representatives.people.posts import was_entered


def _texts() -> tuple[Any, str]:
    return (_("Samtykketekster"), reverse("consents:texts"))


class TextList(ListView):
    """The text of each purpose that is shown today."""

    model = ConsentText
    title = gettext_lazy("Samtykketekster")
    lede = gettext_lazy("Det folk leser og sier ja til. En tekst som er vist, endres aldri: det kommer en ny versjon.")
    permission = "consents.texts"
    table_class = TextTable
    template_name = "representatives/consents/texts.html"
    empty_text = gettext_lazy("Skriv den første teksten: uten den kan ingen samtykke.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.shown().with_agreed().order_by("purpose", "audience", "pk")

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"hidden": hidden(texts_for(self.request.user).with_agreed())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        written = {(text.purpose, text.audience) for text in texts_for(self.request.user)}
        context["unwritten"] = [
            {"purpose": purpose.label, "audience": audience.label, "url": _publish_url(purpose, audience)}
            for purpose in ConsentPurpose
            for audience in Audience
            if may_be_written(purpose, audience) and (purpose.value, audience.value) not in written
        ]
        return context


class TextPage(DetailView):
    """One version in three languages, and the others of the same text."""

    model = ConsentText
    permission = "consents.texts"
    template_name = "representatives/consents/text.html"
    context_object_name = "text"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.with_agreed().select_related("published_by")

    def get_permission_object(self) -> None:
        return None

    def get_title(self) -> str:
        return str(self.object.get_purpose_display())

    def get_facts(self) -> list[Any]:
        return [
            _("Skrevet for: %(who)s") % {"who": self.object.get_audience_display().lower()},
            _("Versjon %(number)s") % {"number": self.object.number},
        ]

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [_texts(), (self.get_title(), "")]

    def get_actions(self) -> list[Action]:
        return [Action(_("Skriv en ny versjon"), _publish_url(self.object.purpose, self.object.audience))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        all_texts = list(texts_for(self.request.user).with_agreed().order_by("-number", "pk"))
        not_shown = hidden(all_texts)
        same = [one for one in all_texts if (one.purpose, one.audience) == (self.object.purpose, self.object.audience)]
        return super().get_context_data(
            versions=[(one, agreed_in_words(one, not_shown)) for one in same],
            agreed=agreed_in_words(self.object, not_shown),
            **kwargs,
        )


class PublishText(CreateView):
    """A new version, from the one before."""

    title = gettext_lazy("Ny versjon av samtykketeksten")
    permission = "consents.texts"
    form_class = PublishForm
    template_name = "representatives/consents/publish.html"
    success_message = gettext_lazy(
        "Teksten er publisert. De som har samtykket til den forrige, har fortsatt samtykket."
    )

    @property
    def text_of(self) -> tuple[ConsentPurpose, Audience]:
        """Which text the address names."""
        purpose, audience = self.kwargs["purpose"], self.kwargs["audience"]
        if not may_be_written(purpose, audience):
            raise Http404
        return ConsentPurpose(purpose), Audience(audience)

    def get_lede(self) -> str:
        purpose, audience = self.text_of
        return _("%(purpose)s. Skrevet for: %(who)s.") % {"purpose": purpose.label, "who": str(audience.label).lower()}

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [_texts(), (self.get_title(), "")]

    def get_form_kwargs(self) -> dict[str, Any]:
        purpose, audience = self.text_of
        same = texts_for(self.request.user).filter(purpose=purpose, audience=audience)
        return {
            **super().get_form_kwargs(),
            "follows": same.order_by("-number").first(),
            "cancel_url": reverse("consents:texts"),
        }

    def save(self, form: Any) -> ConsentText:
        purpose, audience = self.text_of
        data = form.cleaned_data
        return services.publish(
            actor=self.request.user,
            purpose=purpose,
            audience=audience,
            texts=data,
            valid_from=data["valid_from"],
            seen=data["seen"],
        )

    def get_success_url_for(self, saved: ConsentText) -> str:
        return reverse("consents:text", args=[saved.pk])


class PersonConsents(UpdateView):
    """What one person has answered, and the form for what came on the phone or in a letter.

    Of those whom an organisation or an employer has entered, and who have not taken their consent back: who is named
    in the log alone, or sits on a panel alone, has nothing to be asked about here. To others no key opens anything:
    403 for one and 404 for another would tell who stands in the register.
    """

    model = Person
    title = gettext_lazy("Samtykker utenfor portalen")
    permission = "consents.enter"
    form_class = EnterForm
    template_name = "representatives/consents/person.html"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if not self.request.user.has_perm("consents.enter"):
            return rows.none()
        return rows.filter(was_entered(), not_taken_back("pk"))

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs | {"may_agree": not needs_guardian(self.object)}

    def get_lede(self) -> str:
        return str(self.object)

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        # The room of that page lies above this one, so it is known by name alone.
        return [(str(self.object), reverse("finding:person", args=[self.object.pk])), (self.get_title(), "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The texts are read out in the language that the person reads."""
        reads = self.object.user.language if self.object.user is not None else get_language()
        return super().get_context_data(consents=consents_of(self.object), reads=reads, **kwargs)

    def save(self, form: Any) -> Person:
        data, person, actor = form.cleaned_data, self.object, self.request.user
        if data["answer"] == EnterForm.WITHDRAWS:
            services.take_back(actor=actor, person=person, purposes=data["purposes"], said_on=data["given_on"])
        else:
            services.enter(
                actor=actor,
                person=person,
                purposes=data["purposes"],
                channel=data["channel"],
                given_on=data["given_on"],
            )
        return person

    def get_success_message(self, saved: Person) -> str:
        """Who has left is told of on the page that follows."""
        return _("Svaret er lagret.") if consents_of(saved).is_in_register else ""

    def get_success_url_for(self, saved: Person) -> str:
        """Who has left the register is seen by the Centre no more."""
        if consents_of(saved).is_in_register:
            return reverse("consents:person", args=[saved.pk])
        return reverse("consents:left")


class PersonLeft(AllowedMixin, PageMixin, generic.TemplateView):
    """After the Centre has written down that somebody leaves: what was done, of nobody by name."""

    title = gettext_lazy("Samtykket er trukket")
    permission = "consents.enter"
    template_name = "representatives/consents/left.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(days=erased_after_days(), **kwargs)


def _publish_url(purpose: str, audience: str) -> str:
    return reverse("consents:publish", args=[str(purpose), str(audience)])
