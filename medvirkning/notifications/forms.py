"""What a person wants to hear of."""

from django import forms
from django.utils.translation import gettext_lazy as _

from medvirkning.notifications.kinds import optional_kinds
from medvirkning.web.forms import FormLook


class ChoicesForm(FormLook, forms.Form):
    """The kinds of mail that can be turned off."""

    kinds = forms.MultipleChoiceField(
        label=_("Send meg e-post om"), widget=forms.CheckboxSelectMultiple, required=False, choices=()
    )
    submit_text = _("Lagre valgene")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kinds"].choices = [(kind.name, kind.label) for kind in optional_kinds()]  # type: ignore[attr-defined]
