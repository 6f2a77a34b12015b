"""Forms of posts: entering somebody, and what becomes of the post."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.web.conflicts import VersionedForm
from medvirkning.web.dates import format_date
from medvirkning.web.fields import DateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from representatives.enrolments.fields import email_field, language_field, name_field
from representatives.enrolments.kinds import KINDS
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.enrolments.services import Entered
from representatives.enrolments.services.checks import last_day_of_office

WHO = ("name", "email", "phone", "language")


class EnterForm(FormLook, forms.Form):
    """A name and one contact. Nothing else is asked before the person has said yes."""

    submit_text = _("Send invitasjonen")
    name = name_field()
    email = email_field(
        required=False, help_text=_("Oppgi e-postadressen, eller mobilnummeret om personen ikke har e-post.")
    )
    phone = forms.CharField(
        label=_("Mobilnummer"),
        required=False,
        max_length=30,
        help_text=_("Da får du en lenke som du gir videre selv."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    language = language_field()
    asked_for = ("email", "phone")

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            *WHO,
            Buttons(SubmitButton(self.submit_text), LinkButton(_("Avbryt"), cancel_url)),
        )

    def who(self) -> Entered:
        return Entered(**{name: self.cleaned_data[name] for name in WHO})


class PostForm(FormLook, VersionedForm):
    """What becomes of one post; carries the version it was shown with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [name for name in self.fields if name != "version"]
        self.helper.layout = Layout(
            "version",
            *shown,
            Buttons(SubmitButton(self.submit_text), LinkButton(_("Avbryt"), self.instance.get_absolute_url())),
        )


class MandateForm(PostForm):
    """From when to when somebody represents the organisation, and in what."""

    submit_text = _("Lagre mandatet")
    terms = {"mandate": "mandat"}
    valid_from = DateField(label=_("Gjelder fra"))
    valid_to = DateField(label=_("Til og med"), help_text=_("Høyst fire år. Mandatet kan forlenges senere."))
    mandate = forms.CharField(
        label=_("Hva mandatet går ut på"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "For eksempel hva personen kan uttale seg om på vegne av organisasjonen. Skriv ikke helseopplysninger."
        ),
    )

    class Meta:
        model = Representative
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("valid_from", timezone.localdate())


class EmploymentForm(PostForm):
    """As what somebody is employed."""

    submit_text = _("Lagre ansettelsen")
    position = forms.CharField(
        label=_("Stilling"), help_text=_("Bare hva stillingen heter. Skriv ikke helseopplysninger."), max_length=200
    )
    percentage = forms.IntegerField(
        label=_("Stillingsprosent"),
        min_value=1,
        max_value=100,
        error_messages={
            "invalid": _("Skriv et helt tall fra 1 til 100."),
            "min_value": _("Stillingsprosenten er mellom 1 og 100."),
            "max_value": _("Stillingsprosenten er mellom 1 og 100."),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "data-width": "date"}),
    )
    valid_from = DateField(label=_("Ansatt fra"))
    valid_to = DateField(
        label=_("Til og med"), required=False, help_text=_("La stå tomt om det ikke er noen sluttdato.")
    )

    class Meta:
        model = ExperienceConsultant
        fields: list[str] = []


class ProlongRepresentativeForm(PostForm):
    submit_text = _("Forleng mandatet")
    valid_to = DateField(label=_("Ny sluttdato"))

    class Meta:
        model = Representative
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = format_date(last_day_of_office(timezone.localdate()))
        self.fields["valid_to"].help_text = _("Høyst fire år fra i dag, til og med %(date)s.") % {"date": last}


class ProlongConsultantForm(PostForm):
    submit_text = _("Forleng ansettelsen")
    valid_to = DateField(label=_("Ny sluttdato"), required=False, help_text=_("La stå tomt om det ikke er noen."))

    class Meta:
        model = ExperienceConsultant
        fields: list[str] = []


class EndForm(PostForm):
    """The last day, which may lie ahead."""

    submit_text = _("Avslutt vervet")
    last_day = DateField(label=_("Siste dag"), help_text=_("I dag, tidligere eller senere."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("last_day", timezone.localdate())


class EndRepresentativeForm(EndForm):
    class Meta:
        model = Representative
        fields: list[str] = []


class EndConsultantForm(EndForm):
    class Meta:
        model = ExperienceConsultant
        fields: list[str] = []


class TrainingForm(FormLook, forms.Form):
    """The organisation's own training."""

    submit_text = _("Legg til opplæringen")
    title = forms.CharField(
        label=_("Hva opplæringen heter"), max_length=200, help_text=_("For eksempel «Kurs for nye representanter».")
    )
    completed_on = DateField(label=_("Fullført"), required=False)

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "title", "completed_on", Buttons(SubmitButton(self.submit_text), LinkButton(_("Avbryt"), cancel_url))
        )


_representative, _consultant = KINDS
TERMS: dict[str, type[PostForm]] = {_representative: MandateForm, _consultant: EmploymentForm}
PROLONG: dict[str, type[PostForm]] = {_representative: ProlongRepresentativeForm, _consultant: ProlongConsultantForm}
END: dict[str, type[PostForm]] = {_representative: EndRepresentativeForm, _consultant: EndConsultantForm}
