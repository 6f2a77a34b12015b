"""Forms of organisations."""

from representatives.organisations.forms.centre import (
    DECISIONS,
    CloseForm,
    ConfirmForm,
    DecisionForm,
    FactsForm,
    InviteForm,
)
from representatives.organisations.forms.public import MendForm, NumberForm, SignUpForm

__all__ = [
    "DECISIONS",
    "CloseForm",
    "ConfirmForm",
    "DecisionForm",
    "FactsForm",
    "InviteForm",
    "MendForm",
    "NumberForm",
    "SignUpForm",
]
