"""Editing any text of the advice (the Centre), and its versions and their differences (anyone)."""

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from advice.content import services
from advice.content.difference import differences
from advice.content.forms import CompareForm, DiscardForm, PublishForm
from advice.content.kinds import ContentKind, kind_of
from advice.content.reading import all_texts, published_versions, record_of
from medvirkning.web.caching import PublicPageMixin
from medvirkning.web.pages import Action, AllowedMixin, Breadcrumbs, PageMixin
from medvirkning.web.views import FormView


class TextsView(AllowedMixin, PageMixin, generic.TemplateView):
    """Every text, with its draft where there is one."""

    permission = "advice.edit"
    template_name = "advice/content/list.html"
    title = gettext_lazy("Rediger rådene")
    lede = gettext_lazy("Skriv et utkast, se hvordan det blir, og publiser. Det som er publisert, endres aldri.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = all_texts(self.request.user)
        drafts = [line for group in groups for line in group.lines if line.draft]
        return super().get_context_data(groups=groups, drafts=drafts, **kwargs)


class TextMixin:
    """The text of the address, as far as the account sees it."""

    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def kind(self) -> ContentKind:
        kind = kind_of(self.kwargs["kind"])
        if kind is None:
            raise Http404
        return kind

    @cached_property
    def record(self) -> Any:
        found = record_of(self.kind, self.kwargs["pk"], self.request.user)
        if found is None:
            raise Http404
        return found

    @cached_property
    def draft(self) -> Any:
        return self.record.draft

    @property
    def name(self) -> str:
        return self.kind.name_of(self.record)

    def address(self, page: str) -> str:
        return reverse(f"content:{page}", args=[self.kind.key, self.record.pk])

    @property
    def own_page(self) -> str:
        """Where the text stands; the list of texts until it is published."""
        return self.record.get_absolute_url() if self.record.current_id else reverse("content:list")


class EditingView(TextMixin, FormView):
    """A page of editing: for the Centre; others get 403 for texts they see and 404 for what is only a draft."""

    permission = "advice.edit"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            # Found before anything is asked of it: what can't be seen is not there.
            assert self.record is not None  # noqa: S101
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(_("Rediger rådene"), reverse("content:list")), (self.name, self.address("edit"))]


class EditView(EditingView):
    """The draft, or what is in force to begin one from. Nothing is written until it is saved."""

    template_name = "advice/content/edit.html"
    success_message = gettext_lazy("Utkastet er lagret. Slik blir det:")

    def get_title(self) -> str:
        return _("Rediger: %(name)s") % {"name": self.name}

    def get_form_class(self) -> Any:
        return self.kind.form_class

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.draft or self.record.copy_of_current()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            draft=self.draft, record=self.record, discard_url=self.address("discard"), own_page=self.own_page, **kwargs
        )

    def save(self, form: Any) -> Any:
        return services.write_draft(
            actor=self.request.user,
            record=self.record,
            expected_version=form.cleaned_data["version"],
            values=form.texts,
        )

    def get_version_to_go_on_from(self, current: Any) -> int:
        """A draft that was published meanwhile is no draft any more: the next save begins one."""
        return int(current.version) if current.is_draft else 0

    def get_success_url_for(self, saved: Any) -> str:
        return self.address("publish")


class DraftView(EditingView):
    """A page about the draft that is there."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and request.user.has_perm("advice.edit") and self.draft is None:
            return HttpResponseRedirect(self.address("edit"))
        return super().dispatch(request, *args, **kwargs)


class PublishView(DraftView):
    """The draft as it will look, what it changes, and the button that publishes it."""

    template_name = "advice/content/publish.html"
    form_class = PublishForm

    def get_title(self) -> str:
        return _("Forhåndsvisning: %(name)s") % {"name": self.name}

    def get_actions(self) -> list[Action]:
        return [Action(_("Skriv videre"), self.address("edit"), "secondary")]

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.draft.version}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "is_first": self.record.current_id is None,
            "needs_check": self.draft.needs_check,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            version=self.draft,
            record=self.record,
            template=self.kind.template,
            differences=differences(self.record.current, self.draft),
            discard_url=self.address("discard"),
            **kwargs,
        )

    def save(self, form: PublishForm) -> Any:
        return services.publish(
            actor=self.request.user,
            draft=self.draft,
            expected_version=form.cleaned_data["version"],
            change_note=form.cleaned_data["change_note"],
            is_checked=form.cleaned_data.get("is_checked", False),
        )

    def render_conflict(self, request: HttpRequest, current: Any) -> HttpResponse:
        """Somebody wrote in the draft since it was shown: it is shown anew, and nothing is published."""
        vars(self).pop("draft", None)
        if self.draft is None:
            return HttpResponseRedirect(self.address("edit"))
        data = request.POST.copy()
        data["version"] = str(self.draft.version)
        form = self.form_class(**{**self.get_form_kwargs(), "data": data})
        form.add_error(None, _("Noen har skrevet i utkastet siden du åpnet siden. Les det på nytt før du publiserer."))
        response = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 409
        return response

    def get_success_message(self, saved: Any) -> str:
        return _("Versjon %(number)s er publisert.") % {"number": saved.number}

    def get_success_url_for(self, saved: Any) -> str:
        return saved.of.get_absolute_url()


class DiscardView(DraftView):
    """Throw the draft away."""

    form_class = DiscardForm
    success_message = gettext_lazy("Utkastet er forkastet. Det som er publisert, står som før.")
    lede = gettext_lazy("Utkastet blir borte. Det som er publisert, står som før.")

    def get_title(self) -> str:
        return _("Forkast utkastet: %(name)s") % {"name": self.name}

    def save(self, form: DiscardForm) -> Any:
        services.discard(actor=self.request.user, draft=self.draft)
        return self.record

    def get_success_url_for(self, saved: Any) -> str:
        return self.own_page


class VersionsView(TextMixin, PublicPageMixin, PageMixin, generic.TemplateView):
    """The published versions of a text, and what differs between two of them. For anyone."""

    template_name = "advice/content/versions.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A kind with a page of its own for versions has one address for it."""
        if self.record.current_id is None:
            raise Http404
        own = self.kind.versions_url_of(self.record) if self.kind.versions_url_of else request.path
        if own != request.path:
            return HttpResponsePermanentRedirect(own)
        return super().get(request, *args, **kwargs)

    def get_title(self) -> str:
        return _("Versjoner: %(name)s") % {"name": self.name}

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(_("Råd"), reverse("catalogue:list")), (self.name, self.record.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = published_versions(self.record)
        if not versions:
            raise Http404
        return super().get_context_data(
            versions=versions, record=self.record, comparison=self._comparison(versions), **kwargs
        )

    def _comparison(self, versions: list[Any]) -> dict[str, Any] | None:
        """The two versions asked for, the newest and the one before unless told; None with one version."""
        if len(versions) == 1:
            return None
        numbers = [version.number for version in versions]
        asked = self.request.GET if {"first", "second"} & set(self.request.GET) else None
        form = CompareForm(asked, numbers=numbers, initial={"first": numbers[1], "second": numbers[0]})
        if asked is not None and not form.is_valid():
            return {"form": form, "before": None, "after": None, "differences": []}
        low, high = form.chosen if asked is not None else (numbers[1], numbers[0])
        found = {version.number: version for version in versions}
        return {
            "form": form,
            "before": found[low],
            "after": found[high],
            "differences": differences(found[low], found[high]),
        }
