"""All texts in one file: down, up, what it changes, drafts; and publishing many drafts at once. For the Centre."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import generic

from advice.content.exchange import services
from advice.content.exchange.forms import MakeDraftsForm, PublishManyForm, UploadForm
from advice.content.exchange.services import Plan
from advice.content.exchange.workbook import write_workbook
from advice.content.services import ContentRefusedError
from medvirkning.accounts.models import User
from medvirkning.web.pages import AllowedMixin, Breadcrumbs
from medvirkning.web.views import FormView


class CentresPage:
    """Pages of the exchange: only who edits the texts opens them."""

    permission = "advice.edit"
    request: Any

    @property
    def actor(self) -> User:
        return cast("User", self.request.user)

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(_("Rediger rådene"), reverse("content:list")), (self.get_title(), "")]


class FileView(CentresPage, FormView):
    """Download today's texts, and upload them edited. Faults are listed, and then nothing is kept."""

    title = gettext_lazy("Alle tekstene i én fil")
    lede = gettext_lazy(
        "Last ned regnearket, endre tekstene, og last det opp. Du ser hva som endres, før noe blir lagret."
    )
    template_name = "advice/content/exchange/file.html"
    form_class = UploadForm
    success_url = reverse_lazy("content:file-preview")

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            result = services.check_file(actor=self.actor, file=file, name=file.name)
        except ContentRefusedError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        if result.faults:
            form.add_error(
                "file", _("Fila har feil. Rett dem i regnearket og last det opp på nytt. Ingenting er lagret.")
            )
            return self.render_to_response(self.get_context_data(form=form, check=result))
        return self.redirect(str(self.success_url))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("check", None)
        return super().get_context_data(**kwargs)


class DownloadView(CentresPage, AllowedMixin, generic.View):
    """The file."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return write_workbook(self.actor)


class PreviewView(CentresPage, FormView):
    """What the uploaded file changes, text by text, and the button that makes drafts of it."""

    title = gettext_lazy("Dette endrer fila")
    template_name = "advice/content/exchange/preview.html"
    form_class = MakeDraftsForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and request.user.has_perm(self.permission) and self.plan is None:
            return HttpResponseRedirect(reverse("content:file"))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def plan(self) -> Plan | None:
        return services.plan_of(self.actor)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "plan": self.plan, "forget_url": reverse("content:file")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan=self.plan, **kwargs)

    def save(self, form: MakeDraftsForm) -> list[Any]:
        return services.make_drafts(
            actor=self.actor,
            fingerprint=form.cleaned_data["fingerprint"],
            chosen=form.cleaned_data.get("chosen", []),
        )

    def render_conflict(self, request: HttpRequest, current: Any) -> HttpResponse:
        """A text was written or published meanwhile: the page is shown as it is now, and nothing is made."""
        vars(self).pop("plan", None)
        form = self.form_class(plan=self.plan, forget_url=reverse("content:file"))
        notice = _("Noen har endret en av tekstene siden du åpnet siden. Se over på nytt.")
        response = self.render_to_response(self.get_context_data(form=form, notice=notice))
        response.status_code = 409
        return response

    def get_success_message(self, saved: Any) -> str:
        return ngettext("%(count)s utkast er laget.", "%(count)s utkast er laget.", len(saved)) % {"count": len(saved)}

    def get_success_url_for(self, saved: Any) -> str:
        chosen = "&".join(f"valgt={draft.of.kind}-{draft.of_id}" for draft in saved)
        return f"{reverse('content:publish-many')}?{chosen}"


class PublishManyView(CentresPage, FormView):
    """Every draft with what it changes; those that are ticked are published with one note, all of them or none."""

    title = gettext_lazy("Publiser flere utkast")
    lede = gettext_lazy("De utkastene du krysser av, blir publisert samtidig, med samme merknad.")
    template_name = "advice/content/exchange/publish_many.html"
    form_class = PublishManyForm
    success_url = reverse_lazy("content:list")

    @cached_property
    def drafts(self) -> dict[str, tuple[Any, Any, Any]]:
        """By text and version, so that only what was shown is published."""
        return {
            f"{sheet.kind.key}-{record.pk}:{record.current_draft.version}": (sheet, record, what)
            for sheet, record, what in services.open_drafts(self.actor)
        }

    def get_initial(self) -> dict[str, Any]:
        chosen = set(self.request.GET.getlist("valgt"))
        return {"drafts": [key for key in self.drafts if key.partition(":")[0] in chosen]}

    def get_form_kwargs(self) -> dict[str, Any]:
        names = [(key, sheet.kind.name_of(record)) for key, (sheet, record, _what) in self.drafts.items()]
        flagged = {key for key, (_sheet, record, _what) in self.drafts.items() if record.current_draft.needs_check}
        to_check = [(key, name) for key, name in names if key in flagged]
        return {**super().get_form_kwargs(), "choices": names, "to_check": to_check}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = [(sheet.kind.name_of(record), sheet, record, what) for sheet, record, what in self.drafts.values()]
        return super().get_context_data(shown=shown, **kwargs)

    def save(self, form: PublishManyForm) -> list[Any]:
        chosen = [self.drafts[key][1].current_draft for key in form.cleaned_data["drafts"]]
        return services.publish_many(
            actor=self.actor,
            drafts=[(draft, draft.version) for draft in chosen],
            change_note=form.cleaned_data["change_note"],
            checked=[self.drafts[key][1].current_draft for key in form.cleaned_data.get("checked", [])],
        )

    def render_conflict(self, request: HttpRequest, current: Any) -> HttpResponse:
        """Somebody was there first: the drafts are shown as they are now, and nothing is published."""
        vars(self).pop("drafts", None)
        form = self.get_form()
        form.add_error(None, _("Noen har endret et av utkastene. Se over på nytt."))
        response = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 409
        return response

    def get_success_message(self, saved: Any) -> str:
        return ngettext("%(count)s tekst er publisert.", "%(count)s tekster er publisert.", len(saved)) % {
            "count": len(saved)
        }
