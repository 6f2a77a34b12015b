"""Forms of panels, their members and their meetings. What visitors and guardians fill in is in `open_forms`."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.enums import Language, Role
from medvirkning.accounts.fields import LanguageField
from medvirkning.accounts.models import User
from medvirkning.web.conflicts import VersionedForm
from medvirkning.web.fields import DateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from medvirkning.web.widgets import CheckboxChips
from representatives.geography.enums import County
from representatives.organisations.models import Organisation
from representatives.organisations.querysets import organisations_for, organisations_of
from representatives.panels.age import completed, usual_ages
from representatives.panels.enums import PanelKind
from representatives.panels.models import Panel, PanelMeeting, PanelMember
from representatives.panels.services.panels import FACTS
from representatives.panels.terms import limit_of
from representatives.subjects.models import SubjectArea


class FactsFields(forms.ModelForm):
    """What is said of a panel."""

    county = forms.ChoiceField(label=_("Fylke"), required=False, choices=[("", _("Hele landet")), *County.choices])
    recruits_from = DateField(label=_("Søknader fra"), required=False)
    recruits_to = DateField(label=_("Søknadsfrist"), required=False)
    started_on = DateField(label=_("Opprettet"), required=False)
    subject_areas = forms.ModelMultipleChoiceField(
        label=_("Fagområder"), queryset=SubjectArea.objects.none(), required=False, widget=CheckboxChips
    )

    class Meta:
        model = Panel
        fields = [*FACTS, "subject_areas"]
        labels = {
            "name": _("Navnet på panelet"), "kind": _("Slag"), "seats": _("Antall plasser"),
            "youngest": _("Yngst"), "oldest": _("Eldst"),
        }  # fmt: skip
        help_texts = {
            "mandate": _("Hva panelet skal gi råd om, og hvem det gir råd til."),
            "term_months": _("Hvor lenge et medlem sitter før plassen må fornyes. Tomt felt betyr ingen grense."),
            "pay_text": _("For eksempel hva som dekkes av reise."),
            "recruitment_text": _("Vises på den åpne søknadssiden. Skriv til dem som kan tenke seg å være med."),
        }
        widgets = {
            "kind": forms.RadioSelect,
            "mandate": forms.Textarea(attrs={"rows": 4}),
            "recruitment_text": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use = SubjectArea.objects.in_use(timezone.localdate())
        if self.instance.pk:
            in_use = in_use | SubjectArea.objects.filter(panel=self.instance.pk)
        self.fields["subject_areas"].queryset = in_use.distinct()
        self.fields["kind"].choices = [choice for choice in self.fields["kind"].choices if choice[0]]
        for name in ("seats", "term_months", "youngest", "oldest"):
            self.fields[name].min_value = 1
            self.fields[name].widget.attrs |= {"min": 1, "inputmode": "numeric"}
        usual = usual_ages()
        self.fields["kind"].help_text = _(
            "I et ungdomspanel spør vi om fødselsåret, og foresatte svarer for de yngste."
        )
        self.fields["youngest"].help_text = _(
            "Tomt felt betyr %(youngest)s år. Yngre enn det er ingen medlem av et panel."
        ) % {"youngest": usual.youngest}
        self.fields["oldest"].help_text = _("Tomt felt betyr %(oldest)s år.") % {"oldest": usual.oldest}

    def clean(self) -> dict[str, Any]:
        """The ages before the constraints are asked: of youth panels alone, and both where one is set."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        is_young = data.get("kind") == PanelKind.YOUTH
        ages = completed(data.get("youngest"), data.get("oldest")) if is_young else (None, None)
        data["youngest"], data["oldest"] = ages
        return data

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}

    def fieldsets(self, *, recruits: bool) -> list[Any]:
        """The parts of the form; a panel without members here takes no applications here."""
        parts: list[Any] = [
            Fieldset(_("Panelet"), "name", "kind", "mandate", "subject_areas", "county", "started_on"),
            Fieldset(_("Alder, bare for ungdomspaneler"), Row("youngest", "oldest")),
            Fieldset(_("Plasser og godtgjøring"), Row("seats", "term_months"), "pay", "pay_text"),
        ]
        if recruits:
            parts.append(Fieldset(_("Åpen rekruttering"), Row("recruits_from", "recruits_to"), "recruitment_text"))
        return parts

    def leave_out_recruiting(self) -> None:
        for name in ("recruits_from", "recruits_to", "recruitment_text"):
            del self.fields[name]


class NewPanelForm(FormLook, FactsFields):
    """A new panel, with whose it is."""

    submit_text = _("Legg inn panelet")
    owner = forms.CharField(
        label=_("Eier"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Navnet eller nummeret til organisasjonen. Tomt felt betyr direktoratet selv."),
    )
    has_members = forms.BooleanField(
        label=_("Medlemmene føres i portalen"),
        required=False,
        help_text=_(
            "Da kan panelet ta imot søknader, invitere medlemmer og planlegge møter her. Det bestemmer den som eier "
            "panelet: bare eieren får se hvem som sitter der."
        ),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.is_centre = user.has_role(Role.CENTRE)
        own = organisations_of(user)
        self.recruits = self.is_centre or bool(own)
        if not user.has_role(Role.STAFF, Role.CENTRE):
            choices = organisations_for(user).order_by("sort_key", "pk")
            self.fields["owner"] = forms.ModelChoiceField(label=_("Eier"), queryset=choices, empty_label=None)
            self.fields["owner"].label_from_instance = lambda one: one.name
        elif not self.is_centre:
            self.fields["owner"].help_text = _("Navnet eller nummeret til organisasjonen som har panelet.")
        if not self.recruits:
            del self.fields["has_members"]
            self.leave_out_recruiting()
        else:
            self.initial.setdefault("has_members", True)
        first = Fieldset(_("Hvem har panelet"), "owner", *(["has_members"] if self.recruits else []))
        self.helper.layout = Layout(
            first, *self.fieldsets(recruits=self.recruits), Buttons(SubmitButton(self.submit_text))
        )

    def clean_owner(self) -> Organisation | None:
        """By its whole name or number. Words that fit several are met with their names."""
        given = self.cleaned_data["owner"]
        if given is None or isinstance(given, Organisation):
            return given
        words = " ".join(given.split())
        if not words:
            return None
        seen = organisations_for(self.user)
        exact = list(seen.filter(name__iexact=words)[:2]) or list(seen.filter(organisation_number=words)[:2])
        if len(exact) == 1:
            found: Organisation = exact[0]
            return found
        close = [one.name for one in (exact or seen.matching(words).order_by("sort_key", "pk")[:5])]
        if close:
            raise forms.ValidationError(
                _("Skriv hele navnet eller nummeret. Mener du %(names)s?") % {"names": ", ".join(close)}
            )
        raise forms.ValidationError(_("Fant ingen organisasjon med dette navnet eller nummeret."))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        # Before the constraints are asked: they turn on it.
        self.instance.has_members = bool(data.get("has_members"))
        return data


class PanelFactsForm(FormLook, FactsFields, VersionedForm):
    """Another text, other seats, another period to apply in."""

    class Meta(FactsFields.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        recruits = self.instance.has_members
        if not recruits:
            self.leave_out_recruiting()
        self.helper.layout = Layout(
            "version",
            *self.fieldsets(recruits=recruits),
            Buttons(SubmitButton(_("Lagre")), LinkButton(_("Avbryt"), self.instance.get_absolute_url())),
        )


class CloseForm(FormLook, VersionedForm):
    """The last day."""

    last_day = DateField(label=_("Siste dag"), help_text=_("I dag eller tidligere."))

    class Meta:
        model = Panel
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("last_day", timezone.localdate())
        self.helper.layout = Layout(
            "version",
            "last_day",
            Buttons(SubmitButton(_("Legg ned panelet")), LinkButton(_("Avbryt"), self.instance.get_absolute_url())),
        )


class InviteForm(FormLook, forms.Form):
    """Who is to sit on the panel: a name and an address, and nothing more before the person has answered."""

    submit_text = _("Send invitasjon")
    name = forms.CharField(label=_("Navn"), max_length=200)
    email = forms.EmailField(label=_("E-postadresse"))
    language = LanguageField(label=_("Språk i invitasjonen"), initial=Language.NB)


class ManagerForm(FormLook, forms.Form):
    """Who is to run the panel."""

    submit_text = _("Legg til")
    email = forms.EmailField(
        label=_("E-postadressen til den som skal lede panelet"),
        help_text=_("Den som leder panelet, ser hvem som er med. Medlemmene ser hvem som leder det."),
    )


class RefusalForm(FormLook, forms.Form):
    """A no, with a word."""

    submit_text = _("Si nei, og send svaret")
    word = forms.CharField(
        label=_("Noen ord til den som søkte"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Den som søkte, får lese dette i en e-post. Så slettes søknaden."),
    )


class YesForm(FormLook, forms.Form):
    """Somebody who has come of age goes on."""

    submit_text = _("Ja, jeg vil være med videre")


class TermForm(FormLook, VersionedForm):
    """Until when a member sits."""

    valid_to = DateField(label=_("Sitter til og med"), required=False, help_text=_("Tomt felt betyr ingen sluttdato."))

    class Meta:
        model = PanelMember
        fields = ["valid_to"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = limit_of(self.instance)
        if limit is not None:
            self.fields["valid_to"].help_text = str(limit)


class MeetingForm(FormLook, forms.ModelForm):
    """A meeting to come, or one that was held already."""

    submit_text = _("Planlegg møtet")
    held_on = DateField(label=_("Dato"))
    starts_at = forms.TimeField(
        label=_("Klokka"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Skriv et klokkeslett, for eksempel 10.30.")},
    )

    class Meta:
        model = PanelMeeting
        fields = ["title", "held_on", "starts_at", "place", "agenda"]
        help_texts = {
            "title": _("Vises bare for dem som er logget inn, aldri i e-post eller kalender."),
            "place": _("En adresse, eller lenken til et nettmøte."),
        }
        widgets = {"agenda": forms.Textarea(attrs={"rows": 6})}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ChangeMeetingForm(MeetingForm, VersionedForm):
    """Another day, time or place: those who are to come are told."""

    submit_text = _("Lagre")


class HeldForm(FormLook, VersionedForm):
    """How many came, and what the meeting came to. Nobody is named."""

    submit_text = _("Lagre")
    users_count = forms.IntegerField(label=_("Hvor mange brukere kom?"), required=False, min_value=0, max_value=10_000)
    carers_count = forms.IntegerField(
        label=_("Hvor mange pårørende kom?"), required=False, min_value=0, max_value=10_000
    )
    summary = forms.CharField(
        label=_("Hva kom møtet fram til?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Skriv ikke navn og ikke helseopplysninger."),
    )

    class Meta:
        model = PanelMeeting
        fields = ["users_count", "carers_count", "summary"]
