"""What those fill in who have no account yet: who applies, and who answers an invitation."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.invitations.forms import AcceptForm, NewAccountForm
from medvirkning.web.forms import Buttons, FormLook, SubmitButton
from representatives.panels.age import first_year_below
from representatives.panels.enums import PanelKind
from representatives.panels.models import Panel
from representatives.panels.services import Answer, Application

# Looks like a field to a machine that fills in everything, and is shown to nobody.
TRAP = "website"
GUARDIAN = ("guardian_name", "guardian_email")


class YearField(forms.IntegerField):
    """A year of birth: never a date."""

    default_error_messages = {
        "required": _("Skriv året du er født, med fire tall."),
        "invalid": _("Skriv året du er født, med fire tall."),
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year", "data-width": "date"})
        super().__init__(label=_("Hvilket år er du født?"), widget=widget, **kwargs)


class ApplyForm(FormLook, forms.Form):
    """For anybody."""

    submit_text = _("Send søknaden")
    name = forms.CharField(
        label=_("Navnet ditt"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-postadressen din"),
        help_text=_("Hit sender vi svaret."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    birth_year = YearField(help_text=_("Bare året. Vi spør fordi de yngste må ha med en foresatt."))
    message = forms.CharField(
        label=_("Hvorfor vil du være med?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Noen få setninger er nok. Skriv ikke om sykdom eller helse, verken din egen eller andres."),
    )
    website = forms.CharField(required=False, label=_("La dette feltet stå tomt"))

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = ["name", "email", "birth_year", "message"]
        if panel.kind != PanelKind.YOUTH:
            del self.fields["birth_year"]
            shown.remove("birth_year")
        self.fields[TRAP].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}
        self.helper.layout = Layout(*shown, Div(TRAP, hidden=True), Buttons(SubmitButton(self.submit_text)))

    @property
    def is_by_a_machine(self) -> bool:
        """Whether the field that nobody sees is filled in."""
        return bool(self.data.get(self.add_prefix(TRAP)))

    def application(self) -> Application:
        data = self.cleaned_data
        return Application(
            name=data["name"], email=data["email"], message=data["message"], birth_year=data.get("birth_year")
        )


class AnswerFields(forms.Form):
    """What a youth panel asks besides the yes. Other panels ask nothing."""

    # By the year of birth.
    asked_for = GUARDIAN
    birth_year = YearField(help_text=_("Bare året. Det ser de samme som ser navnet ditt."))
    guardian_name = forms.CharField(
        label=_("Hva heter den foresatte?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    guardian_email = forms.EmailField(
        label=_("E-postadressen til den foresatte"),
        required=False,
        help_text=_("Vi spør den foresatte i en egen e-post. Det kan ikke være din egen adresse."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def ask(self, panel: Panel, *before: str, stated_year: int | None) -> None:
        """Lay out what this panel asks. A year that was stated before holds, so it is shown and not asked for."""
        if panel.kind != PanelKind.YOUTH:
            for name in ("birth_year", *GUARDIAN):
                del self.fields[name]
            parts: list[Any] = list(before)
        else:
            legend = _("Er du født i %(year)s eller senere?") % {"year": first_year_below()}
            if stated_year is not None:
                year = self.fields["birth_year"]
                year.initial, year.widget.attrs["readonly"] = stated_year, True
                year.help_text = _("Det har du skrevet før. Er det feil, sier du fra til den som leder panelet.")
            parts = [*before, "birth_year", Fieldset(legend, *GUARDIAN)]
        self.helper.layout = Layout(*parts, Buttons(SubmitButton(self.submit_text)))  # type: ignore[attr-defined]

    def answer(self) -> Answer:
        data = self.cleaned_data
        return Answer(
            birth_year=data.get("birth_year"),
            guardian_name=data.get("guardian_name", ""),
            guardian_email=data.get("guardian_email", ""),
        )


class AcceptSeatForm(AcceptForm, AnswerFields):
    """Somebody with an account says yes."""

    submit_text = _("Ja, jeg vil være med")

    def __init__(self, *args: Any, panel: Panel, stated_year: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(panel, stated_year=stated_year)


class NewMemberForm(NewAccountForm, AnswerFields):
    """Somebody without an account says yes, and makes one."""

    submit_text = _("Lag konto, og si ja")

    def __init__(self, *args: Any, panel: Panel, stated_year: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(panel, "name", "language", "password", stated_year=stated_year)
