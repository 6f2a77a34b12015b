"""The short pages on which a person tells of oneself."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medvirkning.web.views import UpdateView
from representatives.my_page.views.own import OwnMixin
from representatives.profiles import services
from representatives.profiles.forms import AboutForm, ContactForm, InterestsForm, TakingPartForm
from representatives.profiles.models import Profile
from representatives.profiles.reading import profile_of


class ProfilePage(OwnMixin, UpdateView):
    """Some fields of the own profile."""

    model = Profile
    template_name = "representatives/my_page/about.html"
    success_message = _("Lagret.")

    def get_object(self, queryset: Any = None) -> Profile:
        """The own one: not stored yet where nothing was told."""
        self.check_permission()
        return profile_of(self.person)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "cancel_url": reverse("my_page:home")}

    def get_draft_object_key(self) -> str:
        return ""

    def save(self, form: Any) -> Profile:
        return services.change(
            actor=self.request.user,
            person=self.person,
            expected_version=form.cleaned_data["version"],
            values=form.values(),
        )

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("my_page:home")


class Contact(ProfilePage):
    title = _("Kontakt")
    lede = _(
        "Dette ser bare du, organisasjonen din, Senter for brukermedvirkning og de som leder paneler du er med i. "
        "Lar du deg finne, ser ansatte det når du er foreslått til et oppdrag hos dem."
    )
    lede_on_panels_alone = _("Dette ser bare du, de som leder panelene du er med i, og eierne av panelene.")
    form_class = ContactForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "language": self.request.user.language}

    def save(self, form: ContactForm) -> Profile:
        return services.change_contact(
            actor=self.request.user,
            person=self.person,
            expected_version=form.cleaned_data["version"],
            values=form.values(),
            language=form.cleaned_data["language"],
        )


class About(ProfilePage):
    title = _("Om meg")
    lede = _(
        "Dette ser bare du, organisasjonen din og Senter for brukermedvirkning. Lar du deg finne, ser ansatte det når "
        "du er foreslått til et oppdrag hos dem. De kan også søke etter erfaring og tema uten å se hvem du er. "
        "Hvert søk står under «Hvem har sett opplysningene mine»."
    )
    lede_on_panels_alone = _("Dette ser bare du, så lenge du bare er med i paneler.")
    form_class = AboutForm


class TakingPart(ProfilePage):
    title = _("Hvordan jeg kan delta")
    lede = _(
        "Dette ser du, organisasjonen din og Senter for brukermedvirkning. Lar du deg finne, kan ansatte søke etter "
        "fylke, språk og måter å delta på uten å se hvem du er. Timene, og hva som må til for at du kan delta, ser de "
        "bare når du er foreslått til et oppdrag hos dem."
    )
    lede_on_panels_alone = _("Dette ser bare du, så lenge du bare er med i paneler.")
    form_class = TakingPartForm


class Interests(ProfilePage):
    title = _("Bindinger og interesser")
    lede = _("Den som oppnevner deg, må vite om noe kan påvirke hva du mener om saken.")
    form_class = InterestsForm

    def save(self, form: InterestsForm) -> Profile:
        return services.declare_interests(
            actor=self.request.user,
            person=self.person,
            expected_version=form.cleaned_data["version"],
            interests=form.cleaned_data["interests"],
        )
