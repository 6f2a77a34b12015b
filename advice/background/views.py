"""Where the advice comes from, for anyone: why, knowledge and effect, publications, process, law."""

from typing import Any, cast

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from advice.background import metadata, services
from advice.background.enums import PAGES, Section
from advice.background.forms import ArrangeArticleForm, NewArticleForm
from advice.background.models import Article
from advice.background.reading import of_sections, strengths
from advice.background.timeline import timeline
from advice.catalogue.querysets import advice_for, editions_for
from advice.content.querysets import edits
from medvirkning.accounts.models import User
from medvirkning.web.caching import PublicPageMixin
from medvirkning.web.pages import Action, Breadcrumbs, PageMixin
from medvirkning.web.views import CreateView, UpdateView

LABELS = {
    "purpose": gettext_lazy("Hvorfor rådene finnes"),
    "knowledge": gettext_lazy("Kunnskapsgrunnlaget"),
    "publication": gettext_lazy("Utgivelser rådene ikke erstatter"),
    "process": gettext_lazy("Slik ble rådene til"),
    "law": gettext_lazy("Lov, forskrift og råd"),
}


class BackgroundPage(PublicPageMixin, PageMixin, generic.TemplateView):
    """A page of one section or two, quoted from the source and edited by the Centre."""

    page: str
    sections: tuple[Section, ...]

    def get_title(self) -> Any:
        return LABELS[self.page]

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(_("Råd"), reverse("catalogue:list")), (self.get_title(), "")]

    def get_actions(self) -> list[Action]:
        if not edits(self.request.user):
            return []
        return [Action(_("Ny tekst"), f"{reverse('background:new')}?section={self.sections[0]}", "secondary")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = of_sections(self.request.user, *self.sections)
        sources = {text.current.source for of_section in texts.values() for text in of_section if text.current}
        return super().get_context_data(
            texts=texts,
            # Said once where all of the page has the same.
            common_source=sources.pop() if len(sources) == 1 else "",
            may_edit=edits(self.request.user),
            metadata=metadata.of_texts(
                str(self.get_title()), self.request.path, [text for section in texts.values() for text in section]
            ),
            pages=[(label, reverse(f"background:{name}"), name == self.page) for name, label in LABELS.items()],
            **kwargs,
        )


class PurposeView(BackgroundPage):
    """Why the advice was made, and what it is to achieve."""

    page, sections = "purpose", (Section.PURPOSE,)
    template_name = "advice/background/purpose.html"
    lede = gettext_lazy("Hva rådene skal rette opp, og hva de skal føre til, slik direktoratet selv sier det.")


class KnowledgeView(BackgroundPage):
    """Three kinds of knowledge with their figure, and six effects with their references (S15)."""

    page, sections = "knowledge", (Section.KNOWLEDGE, Section.EFFECT)
    template_name = "advice/background/knowledge.html"
    lede = gettext_lazy("Tre slags kunnskap, og seks virkninger som forskningen viser.")


class PublicationView(BackgroundPage):
    """Normative publications that the advice does not replace (S16)."""

    page, sections = "publication", (Section.PUBLICATION,)
    template_name = "advice/background/publications.html"
    lede = gettext_lazy("Rådene kommer i tillegg til disse. Der de sier noe, gjelder de fortsatt.")


class ProcessView(BackgroundPage):
    """The timeline from 2015 on, and who sat in the project group (S18). Organisations, never persons."""

    page, sections = "process", (Section.PROCESS, Section.PROJECT_GROUP)
    template_name = "advice/background/process.html"
    lede = gettext_lazy("Fra de første innspillene til rådene blir tatt i bruk, og hvem som laget dem.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        texts = context["texts"][Section.PROCESS]
        steps = [text for text in texts if text.current.when]
        others = [text for text in texts if not text.current.when]
        return {**context, "steps": steps, "others": others, "timeline": timeline(steps)}


class LawView(BackgroundPage):
    """What is law, what is regulation and what is advice, and what each piece rests on (S21)."""

    page, sections = "law", (Section.LAW,)
    template_name = "advice/background/law.html"
    lede = gettext_lazy("Hva som er lov, hva som er råd, og hva «skal» og «bør» betyr i et råd.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(strengths=strengths(self.request.user), **kwargs)


class NewArticleView(CreateView):
    """Add a text."""

    permission = "advice.edit"
    title = gettext_lazy("Ny bakgrunnstekst")
    lede = gettext_lazy("Teksten vises ikke for andre før du har skrevet den og publisert den.")
    form_class = NewArticleForm

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(_("Rediger rådene"), reverse("content:list")), (self.get_title(), "")]

    def get_initial(self) -> dict[str, Any]:
        section = self.request.GET.get("section", "")
        return {"section": section} if section in Section.values else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        # The pages show the main edition's.
        editions = editions_for(self.request.user).main()
        return {**super().get_form_kwargs(), "editions": editions}

    def save(self, form: NewArticleForm) -> Article:
        return services.add_article(actor=cast("User", self.request.user), **form.cleaned_data)

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("content:edit", args=["article", saved.pk])


class ArrangeArticleView(UpdateView):
    """Where a text stands, and which pieces it bears on."""

    permission = "advice.edit"
    model = Article
    form_class = ArrangeArticleForm
    success_message = gettext_lazy("Plass og råd er lagret.")

    def get_title(self) -> str:
        return _("Plass og råd for teksten: %(name)s") % {"name": self.object.current or self.object}

    def get_breadcrumbs(self) -> Breadcrumbs:
        page = PAGES[self.object.section]
        return [
            (_("Råd"), reverse("catalogue:list")),
            (LABELS[page], reverse(f"background:{page}")),
            (self.get_title(), ""),
        ]

    def refine(self, rows: Any) -> Any:
        return rows.select_related("current", "edition")

    def get_form_kwargs(self) -> dict[str, Any]:
        pieces = advice_for(self.request.user).filter(edition=self.object.edition_id)
        return {**super().get_form_kwargs(), "pieces": pieces}

    def save(self, form: ArrangeArticleForm) -> Article:
        return services.arrange_article(
            actor=cast("User", self.request.user), article=self.object, **form.cleaned_data
        )
