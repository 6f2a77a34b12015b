"""What those who lead a panel, or stand for its owner, are told. Never a name: mails lie in the outbox."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre, is_staff
from medvirkning.notifications.kinds import NotificationKind, register
from medvirkning.notifications.mails import Mail
from medvirkning.notifications.services import notify
from representatives.organisations.models import OrganisationContact
from representatives.panels.enums import MemberState
from representatives.panels.models import Panel, PanelManager, PanelMember
from representatives.panels.notices import PANELS
from representatives.panels.rules import acts_for_an_organisation

ANSWERS = register(
    NotificationKind(
        name="panel-answers",
        label=gettext_lazy("Søknader, svar og medlemmer som slutter, i paneler du leder eller står for"),
        reaches=is_centre | is_staff | acts_for_an_organisation,
    )
)


def tell_managers_of_application(member: PanelMember) -> None:
    def compose() -> Mail:
        return _mail(
            member.panel,
            _("Noen har søkt"),
            _("Noen har søkt om å bli med i %(panel)s."),
            why=_("Du får denne fordi du leder panelet."),
            link_text=_("Les søknaden"),
        )

    for account in managers_of(member.panel):
        notify(kind=ANSWERS.name, event=f"panel-application:{member.pk}", user=account, compose=compose)


def tell_manager_of_answer(member: PanelMember) -> None:
    text = gettext_lazy("En av dem du har invitert, har takket nei.")
    if member.state == MemberState.MEMBER:
        text = gettext_lazy("En av dem du har invitert, har sagt ja.")
    elif member.state == MemberState.AWAITING_GUARDIAN:
        text = gettext_lazy("En av dem du har invitert, har sagt ja. Nå spør vi en foresatt.")
    _tell_inviter(member, "answered", text)


def tell_manager_of_guardian(member: PanelMember) -> None:
    _tell_inviter(member, "guardian", gettext_lazy("En foresatt har sagt ja, og panelet har fått et nytt medlem."))


def tell_of_leaving(member: PanelMember) -> None:
    """Who leads the panel and who stands for its owner hear that somebody is there no more; who, and why, nobody."""

    def compose() -> Mail:
        return _mail(
            member.panel,
            _("Noen har sluttet i et panel"),
            _("En som var med eller skulle være med i %(panel)s, er ikke med lenger. Plassen er ledig."),
            why=_("Du får denne fordi du leder panelet, eller står for den som eier det."),
        )

    for account in panel_people(member.panel):
        notify(kind=ANSWERS.name, event=f"panel-member:{member.pk}:left", user=account, compose=compose)


def tell_new_manager(manager: PanelManager) -> None:
    def compose() -> Mail:
        return _mail(
            manager.panel,
            _("Du leder et panel"),
            _("Du leder nå %(panel)s. Du ser medlemmene, inviterer nye og planlegger møter."),
            why=_("Du får denne fordi noen har satt deg opp som leder av panelet."),
        )

    notify(kind=PANELS.name, event=f"panel-manager:{manager.pk}", user=manager.user, compose=compose)


def managers_of(panel: Panel) -> Iterable[User]:
    """Who runs the panel today; where nobody is named, the owner's contacts, and the Centre for the directorate's."""
    named = [row.user for row in panel.managers.leading().select_related("user").order_by("pk")]
    return named or owners_of(panel)


def panel_people(panel: Panel) -> list[User]:
    """Everybody who leads the panel or stands for its owner."""
    told = {account.pk: account for account in (*managers_of(panel), *owners_of(panel))}
    return list(told.values())


def owners_of(panel: Panel) -> list[User]:
    """Who stands for the owner: an organisation's contacts, the Centre for the directorate."""
    if panel.owner_id is None:
        return list(User.objects.with_role(Role.CENTRE).order_by("pk"))
    contacts = OrganisationContact.objects.in_force().filter(organisation=panel.owner_id)
    return [row.user for row in contacts.select_related("user").order_by("pk")]


def _tell_inviter(member: PanelMember, event: str, text: object) -> None:
    inviter = member.invited_by
    if inviter is None:
        return

    def compose() -> Mail:
        return _mail(member.panel, _("Svar fra et panel"), str(text), why=_("Du får denne fordi du inviterte."))

    notify(kind=ANSWERS.name, event=f"panel-member:{member.pk}:{event}", user=inviter, compose=compose)


def _mail(panel: Panel, subject: str, text: str, *, why: str, link_text: str = "") -> Mail:
    """One paragraph, which may name the panel, and the way there."""
    return Mail(
        subject=subject,
        paragraphs=(text % {"panel": panel.name},),
        why=why,
        link_text=link_text or _("Se panelet"),
        link_path=panel.get_absolute_url(),
    )
