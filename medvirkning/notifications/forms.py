"""What a person wants to hear of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medvirkning.notifications.kinds import choices_of
from medvirkning.web.forms import FormLook


class ChoicesForm(FormLook, forms.Form):
    """The kinds of mail that can come to the account and be turned off."""

    kinds = forms.MultipleChoiceField(
        label=_("Send meg e-post om"), widget=forms.CheckboxSelectMultiple, required=False, choices=()
    )
    submit_text = _("Lagre valgene")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kinds"]
        kinds.choices = [(kind.name, kind.label) for kind in choices_of(user)]
