"""Forms of the tree, of memberships and of deputies."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.web.conflicts import VersionedForm
from medvirkning.web.dates import PartialDate
from medvirkning.web.fields import PartialDateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from projects.departments.enums import MemberRole
from projects.departments.fields import AccountField, DepartmentField
from projects.departments.models import Department


class NewDepartmentForm(FormLook, forms.Form):
    """A department gets its place once: it never moves."""

    submit_text = _("Opprett enheten")
    terms = {"parent": "enhet"}
    parent = DepartmentField(
        queryset=Department.objects.none(),
        label=_("Hører under"),
        required=False,
        empty_label=_("Ingen: dette er direktoratet"),
    )
    code = forms.CharField(
        label=_("Kode"),
        max_length=60,
        help_text=_("Brukes i filer og adresser, og kan aldri endres eller brukes om igjen."),
    )
    name_nb = forms.CharField(label=_("Navn"), max_length=200)
    name_nn = forms.CharField(label=_("Navn på nynorsk"), max_length=200, required=False)
    valid_from = PartialDateField(label=_("Fra og med"), day_only=True, help_text=_("For eksempel 1.1.2027."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["parent"].queryset = Department.objects.in_tree().open_on(today)
        self.fields["valid_from"].initial = PartialDate.of(today)

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip()
        if "/" in code or code.lower() == "ny" or not code.strip("."):
            raise forms.ValidationError(_("Bruk bokstaver, tall og bindestrek i koden."))
        return code


class RenameForm(FormLook, VersionedForm):
    """The name; code and place stay."""

    class Meta:
        model = Department
        fields = ["name_nb", "name_nn"]


class MemberForm(FormLook, forms.Form):
    """An account works in the department, as staff or as its leader, in a period."""

    submit_text = _("Lagre")
    user = AccountField(label=_("E-postadressen til kontoen"))
    role = forms.ChoiceField(
        label=_("Rolle"),
        choices=[(MemberRole.STAFF, _("Ansatt")), (MemberRole.LEADER, _("Leder"))],
        initial=MemberRole.STAFF,
        widget=forms.RadioSelect,
    )
    valid_from = PartialDateField(label=_("Fra og med"), day_only=True, help_text="")
    valid_to = PartialDateField(label=_("Til og med"), day_only=True, required=False, help_text="")

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = PartialDate.of(timezone.localdate())
        self.helper.layout = Layout(
            "user",
            "role",
            Row("valid_from", "valid_to"),
            Buttons(SubmitButton(self.submit_text), LinkButton(_("Avbryt"), cancel_url)),
        )


class EndMembershipForm(FormLook, forms.Form):
    """The last day somebody works in the department."""

    submit_text = _("Avslutt")
    valid_to = PartialDateField(label=_("Siste dag"), day_only=True, help_text="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_to"].initial = PartialDate.of(timezone.localdate())


class DeputyForm(FormLook, forms.Form):
    """Somebody decides in the leader's place for some days."""

    submit_text = _("Utpek stedfortreder")
    deputy = AccountField(label=_("E-postadressen til stedfortrederen"))
    valid_from = PartialDateField(label=_("Fra og med"), day_only=True, help_text="")
    valid_to = PartialDateField(label=_("Til og med"), day_only=True, help_text="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = PartialDate.of(timezone.localdate())
        self.helper.layout = Layout("deputy", Row("valid_from", "valid_to"), Buttons(SubmitButton(self.submit_text)))
