"""Pages for the tests of what every form has: parking, drafts, conflicts, slots."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.urls import include, path

from medvirkning.urls import urlpatterns as site
from medvirkning.web.concurrency import save_versioned
from medvirkning.web.conflicts import VersionedForm
from medvirkning.web.forms import FormLook
from medvirkning.web.views import FormView
from projects.work.models import WorkItem


class NoteForm(FormLook, forms.Form):
    text = forms.CharField(label="Tekst", widget=forms.Textarea)
    kinds = forms.MultipleChoiceField(
        label="Slag", choices=[("a", "Ananas"), ("b", "Banan")], widget=forms.CheckboxSelectMultiple, required=False
    )
    urgent = forms.BooleanField(label="Haster", required=False, initial=True)
    password = forms.CharField(label="Passord", widget=forms.PasswordInput, required=False)
    upload = forms.FileField(label="Fil", required=False)


class NoteView(FormView):
    form_class = NoteForm
    title = "Notat"
    draft_key = "test.note"
    success_url = "/"

    def save(self, form: Any) -> None:
        return None


class TitleForm(FormLook, VersionedForm):
    class Meta:
        model = WorkItem
        fields = ["title", "kind"]


class TitleView(FormView):
    form_class = TitleForm
    title = "Rediger"
    draft_key = "test.title"
    success_url = "/"

    @property
    def object(self) -> WorkItem:
        return get_object_or_404(WorkItem, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.object}

    def save(self, form: Any) -> None:
        save_versioned(form.instance, expected_version=form.cleaned_data["version"], fields=["title", "kind"])


def slotted(request: HttpRequest) -> HttpResponse:
    template = engines["django"].from_string('{% load slots %}<p>page</p>{% slot "test.page" subject %}')
    return HttpResponse(template.render({"subject": "the subject"}, request))


urlpatterns = [
    path("test/notat/", NoteView.as_view(), name="test-note"),
    path("test/tittel/<int:pk>/", TitleView.as_view(), name="test-title"),
    path("test/slot/", slotted, name="test-slot"),
    path("", include(site)),
]
