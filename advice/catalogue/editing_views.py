"""What the Centre adds to the catalogue: pieces and editions. Their texts are written at /rad/redigering/."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.catalogue import addresses, services
from advice.catalogue.forms import EditionForm, PieceForm
from advice.catalogue.models import Advice, Edition
from advice.catalogue.querysets import editions_for
from medvirkning.web.pages import Breadcrumbs
from medvirkning.web.views import CreateView, UpdateView


class NewPieceView(CreateView):
    """A new piece in an edition; then its text."""

    permission = "advice.edit"
    form_class = PieceForm
    title = gettext_lazy("Nytt råd")
    lede = gettext_lazy("Rådet vises ikke for andre før du har publisert den første versjonen av teksten.")
    success_message = gettext_lazy("Rådet er lagt til. Skriv teksten.")

    @cached_property
    def edition(self) -> Edition:
        return get_object_or_404(editions_for(self.request.user), slug=self.kwargs["edition_slug"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            assert self.edition is not None  # noqa: S101 - an edition that isn't there is 404 before anything else
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(self.edition.title, addresses.of_edition(self.edition)), (_("Nytt råd"), "")]

    def get_initial(self) -> dict[str, Any]:
        return {"number": services.next_number(self.edition)}

    def save(self, form: PieceForm) -> Advice:
        return services.add_piece(actor=self.request.user, edition=self.edition, number=form.cleaned_data["number"])

    def get_success_url_for(self, saved: Advice) -> str:
        return reverse("content:edit", args=[saved.kind, saved.pk])


class NewEditionView(CreateView):
    """A new edition: advice for another field."""

    permission = "advice.edit"
    form_class = EditionForm
    title = gettext_lazy("Ny utgave")
    lede = gettext_lazy("En utgave er rådene for ett fagfelt. Den får sin egen adresse og sine egne kapitler.")
    success_message = gettext_lazy("Utgaven er lagt til.")

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(_("Råd"), reverse("catalogue:list")), (_("Ny utgave"), "")]

    def save(self, form: EditionForm) -> Edition:
        return services.add_edition(actor=self.request.user, texts=form.texts, chapters=form.cleaned_data["chapters"])


class EditEditionView(UpdateView):
    """What an edition is called, where it is published, and its chapters."""

    permission = "advice.edit"
    model = Edition
    form_class = EditionForm
    slug_url_kwarg = "edition_slug"
    title = gettext_lazy("Endre utgaven")
    success_message = gettext_lazy("Utgaven er endret.")

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(self.object.title, addresses.of_edition(self.object)), (_("Endre"), "")]

    def save(self, form: EditionForm) -> Edition:
        return services.change_edition(
            actor=self.request.user,
            edition=self.object,
            texts=form.texts,
            chapters=form.cleaned_data["chapters"],
        )
