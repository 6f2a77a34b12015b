"""Who sits on a panel: inviting, taking in, ending; and what a member does with the own seat."""

from typing import Any

from django.contrib.auth import logout
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.querysets import account_of
from medvirkning.audit.enums import AccessClass
from medvirkning.web.pages import Action
from medvirkning.web.views import DetailView
from representatives.consents.enums import Audience, ConsentPurpose
from representatives.consents.keeping import erased_after_days
from representatives.consents.services import text_for
from representatives.enrolments.reading import read_person
from representatives.panels import services
from representatives.panels.enums import SEATED, MemberState
from representatives.panels.forms import InviteForm, RefusalForm, TermForm, YesForm
from representatives.panels.models import PanelMember
from representatives.panels.views.shared import ActOnPart, PanelForm, PartForm, trail

CONTACT = frozenset({AccessClass.PERSONAL})


class InviteMember(PanelForm):
    """Somebody gets a link by mail."""

    title = gettext_lazy("Inviter medlem")
    permission = "panels.run"
    form_class = InviteForm
    makes_once = True
    template_name = "representatives/panels/invite.html"
    success_message = gettext_lazy("Invitasjonen er sendt.")

    def save(self, form: InviteForm) -> PanelMember:
        data = form.cleaned_data
        return services.invite(
            actor=self.request.user,
            panel=self.object,
            name=data["name"],
            email=data["email"],
            language=data["language"],
        )


class MemberPage(DetailView):
    """One who sits on a panel, for those who run it: how to reach them, and until when they sit."""

    model = PanelMember
    context_object_name = "member"
    permission = "panels.see_members"
    template_name = "representatives/panels/member.html"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(person__isnull=False).select_related("panel__owner", "person__user")

    def get_permission_object(self) -> Any:
        return self.get_object().panel

    def get_title(self) -> str:
        return _("%(who)s i panelet") % {"who": self.object}

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return trail(self.object.panel, (str(self.object), ""))

    def get_actions(self) -> list[Action]:
        if self.object.state != MemberState.MEMBER or not self._runs:
            return []
        return [Action(_("Endre perioden"), reverse("panels:term", args=[self.object.pk]), "secondary")]

    @property
    def _runs(self) -> bool:
        runs: bool = self.request.user.has_perm("panels.run", self.object.panel)
        return runs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = read_person(self.request.user, self.object.person, view="panels:member", wanted=CONTACT)
        is_open = seen.contact is not None and not self.object.awaits_guardian
        return super().get_context_data(
            panel=self.object.panel,
            contact=seen.contact,
            erased_after_days=erased_after_days(),
            may_end=self._runs and self.object.state in SEATED,
            # While nobody has agreed, what the history holds is hidden above too; who the guardian is stays hidden.
            history=audit.history_of(self.object, leave_out=("guardian_request",)) if is_open else [],
            **kwargs,
        )


class ChangeTerm(PartForm):
    """Until when a member sits."""

    model = PanelMember
    title = gettext_lazy("Endre perioden")
    permission = "panels.run"
    form_class = TermForm
    success_message = gettext_lazy("Lagret.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return super().refine(rows).filter(state=MemberState.MEMBER)

    def save(self, form: TermForm) -> PanelMember:
        data = form.cleaned_data
        return services.prolong(
            actor=self.request.user,
            member=self.object,
            expected_version=data["version"],
            valid_to=data["valid_to"],
        )


class RefuseApplication(PartForm):
    """A no, with a word."""

    model = PanelMember
    title = gettext_lazy("Si nei til søknaden")
    permission = "panels.run"
    form_class = RefusalForm
    template_name = "representatives/panels/refuse.html"
    success_message = gettext_lazy("Svaret er sendt, og søknaden er slettet.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return super().refine(rows).filter(state=MemberState.APPLIED)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(member=self.object, **kwargs)

    def save(self, form: RefusalForm) -> PanelMember:
        return services.refuse_application(actor=self.request.user, member=self.object, word=form.cleaned_data["word"])


class ActOnMember(ActOnPart):
    model = PanelMember
    permission = "panels.run"


class TakeIn(ActOnMember):
    """An applicant gets an invitation."""

    done = gettext_lazy("Invitasjonen er sendt til den som søkte.")

    def act(self) -> None:
        services.take_in(actor=self.request.user, member=self.object)


class RenewInvitation(ActOnMember):
    """A new link by mail; the old one works no more."""

    done = gettext_lazy("Invitasjonen er sendt på nytt.")

    def act(self) -> None:
        services.renew(actor=self.request.user, member=self.object)


class CancelInvitation(ActOnMember):
    """The link works no more."""

    done = gettext_lazy("Invitasjonen er trukket tilbake.")

    def act(self) -> None:
        services.cancel(actor=self.request.user, member=self.object)


class EndSeat(ActOnMember):
    """Somebody sits there no more."""

    done = gettext_lazy("Plassen er avsluttet.")

    def act(self) -> None:
        services.end_seat(actor=self.request.user, member=self.object)


class OwnSeat(ActOnPart):
    """A button of the member's own."""

    model = PanelMember
    permission = "panels.leave"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.of_account(self.request.user).select_related("panel__owner", "person")

    def get_permission_object(self) -> Any:
        return self.object

    def get_page(self) -> str:
        return reverse("my_page:home")


class LeavePanel(OwnSeat):
    """The member leaves, at once and with no reason."""

    @property
    def done(self) -> str:
        """What is erased and when, where nothing else is left."""
        if self.request.user.has_role(Role.REPRESENTATIVE):
            return _("Du har gått ut av panelet. Det andre du er med i, fortsetter som før.")
        return _(
            "Du har gått ut av panelet, og er ute av registeret. Det du har skrevet om deg selv, sletter vi om "
            "%(days)s dager."
        ) % {"days": erased_after_days()}

    def act(self) -> None:
        services.end_seat(actor=self.request.user, member=self.object)
        self.request.user.forget_roles()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who waited for a guardian and is nothing else here is erased with the seat, and signed out."""
        response = super().post(request, *args, **kwargs)
        if account_of(self.request.user.email) is not None:
            return response
        logout(request)
        return render(request, "representatives/panels/left.html", {"title": _("Vi har slettet alt om deg")})

    def get_page(self) -> str:
        """With the last post the page may go too."""
        has_page = self.request.user.has_perm("panels.list")
        return super().get_page() if has_page else reverse("front:home")


class AnswerForOneself(PartForm):
    """Somebody who has come of age reads the text, and says yes. A no is to leave."""

    model = PanelMember
    title = gettext_lazy("Nå svarer du selv")
    permission = "panels.leave"
    form_class = YesForm
    template_name = "representatives/panels/answer.html"
    success_message = gettext_lazy("Takk. Du er med videre.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        own = rows.of_account(self.request.user).filter(answer_by__isnull=False)
        return own.select_related("panel__owner", "person")

    def get_permission_object(self) -> Any:
        return self.object

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            member=self.object, consent_text=text_for(ConsentPurpose.REGISTER, Audience.YOUNG), **kwargs
        )

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Min side"), reverse("my_page:home")), (self.get_title(), "")]

    def save(self, form: Any) -> PanelMember:
        services.answer_for_oneself(actor=self.request.user, member=self.object)
        member: PanelMember = self.object
        return member

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("my_page:home")
