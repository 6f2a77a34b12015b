"""Forms of the file with all texts, and of publishing many drafts."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.content.exchange.workbook import LARGEST_FILE
from advice.content.forms import CHECKED
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton


class UploadForm(FormLook, forms.Form):
    """The file that was downloaded and edited."""

    submit_text = gettext_lazy("Kontroller fila")
    file = forms.FileField(
        label=gettext_lazy("Fil"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=gettext_lazy(
            "Regnearket du lastet ned, i XLSX. Ingenting blir lagret før du har sett hva det endrer."
        ),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(".xlsx"):
            raise forms.ValidationError(_("Velg en fil som slutter på .xlsx."))
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("Fila er for stor: det er plass til %(limit)s.") % {"limit": filesizeformat(LARGEST_FILE)}
            )
        return file


class MakeDraftsForm(FormLook, forms.Form):
    """Going on from the preview. What stands in the way of a draft is ticked by whoever has read it."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Ta likevel med"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Disse har et utkast fra før eller er publisert på nytt. De du ikke krysser av, står som de er."
        ),
    )

    def __init__(self, *args: Any, plan: Any, forget_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["fingerprint"] = plan.fingerprint
        blocked = [change for change in plan.waiting if change.must_be_chosen]
        self.fields["chosen"].choices = [(change.key, change.name) for change in blocked]
        parts = ["chosen"] if blocked else []
        if not blocked:
            del self.fields["chosen"]
        self.helper.layout = Layout(
            "fingerprint",
            *parts,
            Buttons(SubmitButton(_("Lag utkast")), LinkButton(_("Avbryt"), forget_url)),
        )


class PublishManyForm(FormLook, forms.Form):
    """Drafts, each as it was shown, and one note for all of them."""

    submit_text = gettext_lazy("Publiser de valgte")
    drafts = forms.MultipleChoiceField(
        label=gettext_lazy("Utkast"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Velg minst ett utkast.")},
    )
    # A tick for each: what came as a proposal is not published because something else was.
    checked = forms.MultipleChoiceField(
        label=CHECKED,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Disse har et rettsgrunnlag som er et forslag. De blir publisert bare når du krysser av."
        ),
    )
    change_note = forms.CharField(
        label=gettext_lazy("Hva er endret, og hvorfor?"),
        help_text=gettext_lazy("Står ved hver av versjonene, synlig for alle."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, choices: list[tuple[str, str]], to_check: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["drafts"].choices = choices
        self.fields["checked"].choices = to_check
        self.to_check = dict(to_check)
        if not to_check:
            del self.fields["checked"]
            self.helper.layout.fields.remove("checked")

    def clean(self) -> dict[str, Any]:
        """A draft that needs checking is chosen only together with the tick that says it is checked."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        missing = [
            name
            for key, name in self.to_check.items()
            if key in cleaned.get("drafts", []) and key not in cleaned.get("checked", [])
        ]
        if missing and "checked" not in self.errors:
            self.add_error("checked", _("Ikke kontrollert: %(names)s.") % {"names": ", ".join(missing)})
        return cleaned
