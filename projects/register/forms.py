"""The forms of the import: choosing files, and going on from the preview."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.forms import FormLook


class FilesInput(forms.FileInput):
    """A field in which several files can be chosen."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; cleans to a list."""

    widget = FilesInput(attrs={"accept": ".xlsx,.zip,.csv"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        empty = [file.name for file in files if file and not file.size]
        if empty:
            raise forms.ValidationError(_("Filen %(name)s er tom.") % {"name": empty[0]}, code="empty")
        cleaned = [super(FilesField, self).clean(file, initial) for file in files or [None]]
        limit = settings.MEDVIRKNING_IMPORT_MAX_BYTES
        if sum(file.size for file in cleaned) > limit:
            raise forms.ValidationError(
                _("Filene er for store: det er plass til %(limit)s i alt.") % {"limit": filesizeformat(limit)}
            )
        return cleaned


class UploadForm(FormLook, forms.Form):
    """The files of the register."""

    submit_text = gettext_lazy("Kontroller filene")
    upload = FilesField(
        label=gettext_lazy("Filer"),
        help_text=gettext_lazy("Én XLSX, én zip, eller en eller flere CSV-filer. Du kan velge flere på én gang."),
        error_messages={
            "required": gettext_lazy("Velg minst én fil."),
        },
    )


class PerformForm(forms.Form):
    """What to do with rows that were edited in the portal since their last import."""

    overwrite = forms.BooleanField(required=False)
