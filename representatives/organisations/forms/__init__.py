"""Forms of organisations."""

from representatives.organisations.forms.centre import CloseForm, ConfirmForm, DecisionForm, FactsForm, InviteForm
from representatives.organisations.forms.public import MendForm, NumberForm, SignUpForm

__all__ = [
    "CloseForm",
    "ConfirmForm",
    "DecisionForm",
    "FactsForm",
    "InviteForm",
    "MendForm",
    "NumberForm",
    "SignUpForm",
]
