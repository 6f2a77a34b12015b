"""The glossary, for anyone, and the Centre's two forms about what a word is."""

from typing import Any, cast

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from advice.catalogue.querysets import advice_for
from advice.content.querysets import edits
from advice.glossary import metadata, services
from advice.glossary.forms import ArrangeTermForm, FindForm, NewTermForm
from advice.glossary.models import Term
from advice.glossary.reading import glossary
from medvirkning.accounts.models import User
from medvirkning.web.caching import PublicPageMixin
from medvirkning.web.pages import Action, Breadcrumbs, PageMixin
from medvirkning.web.views import CreateView, UpdateView


class GlossaryView(PublicPageMixin, PageMixin, generic.TemplateView):
    """Every word on one page, by group, each with an anchor that forms and pages link to."""

    template_name = "advice/glossary/list.html"
    title = gettext_lazy("Begreper")
    lede = gettext_lazy("Ordene i rådene og i portalen, og hva de betyr, på bokmål, nynorsk og engelsk.")

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(_("Råd"), reverse("catalogue:list")), (_("Begreper"), "")]

    def get_actions(self) -> list[Action]:
        if not edits(self.request.user):
            return []
        return [Action(_("Nytt begrep"), reverse("glossary:new"), "secondary")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = FindForm(self.request.GET)
        groups = glossary(self.request.user, **form.wanted)
        return super().get_context_data(
            find=form,
            is_filtered=any(form.wanted.values()),
            groups=groups,
            metadata=metadata.of_words(str(self.title), [entry.term for group in groups for entry in group.entries]),
            count=sum(len(group.entries) for group in groups),
            may_edit=edits(self.request.user),
            **kwargs,
        )


class EditingMixin:
    """The Centre's pages about words."""

    permission = "advice.edit"

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [
            (_("Råd"), reverse("catalogue:list")),
            (_("Begreper"), reverse("glossary:list")),
            (self.get_title(), ""),
        ]


class NewTermView(EditingMixin, CreateView):
    """Add a word."""

    title = gettext_lazy("Nytt begrep")
    lede = gettext_lazy("Begrepet vises ikke for andre før du har skrevet teksten og publisert den.")
    form_class = NewTermForm

    def save(self, form: NewTermForm) -> Term:
        return services.add_term(actor=cast("User", self.request.user), **form.cleaned_data)

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("content:edit", args=["term", saved.pk])


class ArrangeTermView(EditingMixin, UpdateView):
    """Where a word stands, and its pieces."""

    model = Term
    form_class = ArrangeTermForm
    success_message = gettext_lazy("Begrepet er lagret.")
    slug_field = "slug"

    def get_title(self) -> str:
        text = self.object.current
        return _("Plass og råd for begrepet: %(name)s") % {"name": text.name if text else self.object}

    def refine(self, rows: Any) -> Any:
        return rows.select_related("current")

    def get_form_kwargs(self) -> dict[str, Any]:
        pieces = advice_for(self.request.user).select_related("edition")
        return {**super().get_form_kwargs(), "pieces": pieces}

    def save(self, form: ArrangeTermForm) -> Term:
        return services.arrange_term(actor=cast("User", self.request.user), term=self.object, **form.cleaned_data)
