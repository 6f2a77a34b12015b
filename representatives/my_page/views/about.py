"""The short pages on which a person tells of oneself."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medvirkning.web.views import UpdateView
from representatives.my_page.views.own import OwnAct, TellingMixin
from representatives.my_page.who_sees import ABOUT, CONTACT, INTERESTS, TAKING_PART
from representatives.profiles import services
from representatives.profiles.forms import AboutForm, ContactForm, InterestsForm, TakingPartForm
from representatives.profiles.models import Profile
from representatives.profiles.reading import in_words, profile_of
from representatives.profiles.services.facts import REMOVABLE


class ProfilePage(TellingMixin, UpdateView):
    """Some fields of the own profile."""

    model = Profile
    template_name = "representatives/my_page/about.html"
    success_message = _("Lagret.")

    def get_object(self, queryset: Any = None) -> Profile:
        """The own one: not stored yet where nothing was told."""
        self.check_permission()
        return profile_of(self.person)

    def get_told(self) -> dict[str, Any]:
        parts = in_words(self.object)
        facts = {
            CONTACT: parts.contact, ABOUT: parts.about, TAKING_PART: parts.taking_part, INTERESTS: parts.interests,
        }[self.page]  # fmt: skip
        return {"facts": [one for one in facts if one.value and one.name in REMOVABLE]}

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
    page = CONTACT
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
    page = ABOUT
    form_class = AboutForm


class TakingPart(ProfilePage):
    title = _("Hvordan jeg kan delta")
    page = TAKING_PART
    form_class = TakingPartForm


class Interests(ProfilePage):
    title = _("Bindinger og interesser")
    lede = _("Den som oppnevner deg, må vite om noe kan påvirke hva du mener om saken.")
    page = INTERESTS
    form_class = InterestsForm

    def save(self, form: InterestsForm) -> Profile:
        return services.declare_interests(
            actor=self.request.user,
            person=self.person,
            expected_version=form.cleaned_data["version"],
            interests=form.cleaned_data["interests"],
        )


class Remove(OwnAct):
    """Take away one thing that was told, also of who writes nothing new."""

    done = _("Fjernet.")

    def act(self) -> None:
        name = self.kwargs["name"]
        if name not in REMOVABLE:
            raise Http404
        services.remove(actor=self.request.user, person=self.person, name=name)
