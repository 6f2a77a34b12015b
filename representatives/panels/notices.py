"""Who is told what about panels. Subjects name neither panel nor person: a panel's name may tell a theme.

What goes to others than the person names nobody. What names the panel carries a link that lets its reader in, and is
emptied once sent.
"""

import uuid
from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.accounts.enums import Language
from medvirkning.accounts.models import User
from medvirkning.notifications.kinds import NotificationKind, register
from medvirkning.notifications.mails import Mail
from medvirkning.notifications.services import forget_events, notify
from medvirkning.notifications.unkept import send_unkept
from medvirkning.web.dates import format_date
from representatives.consents.enums import ConsentPurpose
from representatives.consents.guardian_mails import event_of
from representatives.consents.models import GuardianRequest
from representatives.panels.enums import MemberState
from representatives.panels.models import PanelMember
from representatives.people.models import Person

PANELS = register(NotificationKind(name="panels", label=gettext_lazy("Plassen din i et panel"), optional=False))

# Why somebody young is told that the seat is gone.
GUARDIAN_SAID_NO = gettext_lazy("Den foresatte sa nei.")
GUARDIAN_TOOK_BACK = gettext_lazy("Den foresatte trakk samtykket.")
GUARDIAN_SILENT = gettext_lazy("Vi fikk ikke svar fra den foresatte i tide.")
SELF_SILENT = gettext_lazy("Vi fikk ikke svar fra deg i tide.")
SEAT_ENDED = gettext_lazy("Plassen ble avsluttet før den foresatte hadde svart.")
PANEL_CLOSED = gettext_lazy("Panelet er lagt ned.")
LEFT = gettext_lazy("Du trakk svaret ditt.")


# To those who are asked


def send_invitation(member: PanelMember, *, token: str) -> None:
    """The link goes to one address; the mail is emptied once sent, since it lets its reader in."""

    def compose() -> Mail:
        return Mail(
            subject=_("Du er invitert"),
            paragraphs=(
                _("Du er invitert til å bli med i et panel: %(panel)s.") % {"panel": member.panel.name},
                _("Du bestemmer selv. Det er like greit å si nei."),
                _("Lenken gjelder bare deg, virker én gang, og går ut %(date)s.")
                % {"date": format_date(member.expires_at)},
            ),
            why=_("Du får denne fordi du har søkt, eller fordi noen har foreslått deg."),
            link_text=_("Les mer og svar"),
            link_path=reverse("panels:invitation", args=[token]),
        )

    event = f"panel-invitation:{member.pk}:{member.token_hash[:16]}"
    _to_address(member.email, event, compose, language=member.language)


def confirm_application(member: PanelMember, *, token: str) -> None:
    """The address is nobody's until somebody answers from it: the mail carries nothing that a stranger wrote.

    Its link takes the application back, for the one who sent it and for the one in whose name it was sent.
    """

    def compose() -> Mail:
        return Mail(
            subject=_("Vi har fått søknaden"),
            paragraphs=(
                _(
                    "Noen har søkt om å bli med i et panel og oppgitt denne e-postadressen. Den som leder panelet, "
                    "leser søknaden og svarer i en ny e-post, enten svaret er ja eller nei."
                ),
                _("Har du ombestemt deg, eller var det ikke deg? Med lenken trekker du søknaden, og alt slettes."),
            ),
            why=_("Du får denne fordi adressen ble oppgitt i et skjema."),
            link_text=_("Se eller trekk søknaden"),
            link_path=reverse("panels:application", args=[token]),
        )

    _to_address(member.email, f"panel-application:{member.pk}:received", compose, language=member.language)


# What somebody who applies anew waits for, by the state of the row that is there.
APPLIED_BEFORE = {
    MemberState.APPLIED: gettext_lazy(
        "Du har alt søkt om å bli med i dette panelet. Den første søknaden gjelder, og du får svar på den i en e-post."
    ),
    MemberState.INVITED: gettext_lazy(
        "Du er alt invitert til panelet. Se etter en e-post fra oss med en lenke. Er den borte, ber du den som "
        "leder panelet, om å sende den på nytt."
    ),
    MemberState.AWAITING_GUARDIAN: gettext_lazy(
        "Du har alt sagt ja til panelet. Vi venter på svar fra den foresatte."
    ),
    MemberState.MEMBER: gettext_lazy("Du er alt med i panelet."),
}


def tell_applied_before(member: PanelMember, *, address: str) -> None:
    """To the address alone, and once a day: the page says the same to everybody."""

    def compose() -> Mail:
        return Mail(
            subject=_("Du har søkt før"),
            paragraphs=(
                _("Noen har søkt om å bli med i et panel og oppgitt denne e-postadressen."),
                str(APPLIED_BEFORE[MemberState(member.state)]),
                _("Var det ikke deg, trenger du ikke gjøre noe."),
            ),
            why=_("Du får denne fordi adressen ble oppgitt i et skjema."),
        )

    event = f"panel-application:{member.pk}:again:{timezone.localdate()}"
    _to_address(address, event, compose, language=_language_of(member))


def tell_refused(member: PanelMember, *, word: str) -> None:
    """Who applied hears no, with a word. Nothing is kept of the application, so the mail is kept nowhere either."""

    def compose() -> Mail:
        return Mail(
            subject=_("Svar på søknaden"),
            paragraphs=(
                _("Takk for at du ville være med. Denne gangen fikk du ikke plass i panelet."),
                word,
                _("Det du skrev i søknaden, er slettet."),
            ),
            why=_("Du får denne fordi du søkte om å bli med i et panel."),
        )

    send_unkept(address=member.email, language=_language_of(member), compose=compose)


def forget_mails(member: PanelMember) -> None:
    """What was sent to somebody who applied or was invited, and is not to come in: text and address go."""
    forget_events(f"panel-invitation:{member.pk}:", f"panel-application:{member.pk}:")


def ask_guardian(member: PanelMember, *, token: str) -> None:
    """A guardian is asked; who the young person is stands on the page behind the link."""
    _ask_guardian(
        member,
        token=token,
        first=_lazy_panel(
            gettext_lazy("En ungdom har oppgitt deg som foresatt, og vil bli med i et panel: %(panel)s."), member
        ),
    )


def ask_guardian_anew(member: PanelMember, *, token: str) -> None:
    """The guardian's consent runs out."""
    _ask_guardian(
        member,
        token=token,
        first=_lazy_panel(
            gettext_lazy("Samtykket du ga til at en ungdom er med i et panel, går snart ut: %(panel)s."), member
        ),
    )


def _lazy_panel(text: object, member: PanelMember) -> Callable[[], str]:
    return lambda: str(text) % {"panel": member.panel.name}


def _ask_guardian(member: PanelMember, *, token: str, first: Callable[[], str]) -> None:
    request = member.guardian_request
    if request is None:
        return

    def compose() -> Mail:
        return Mail(
            subject=_("Vi trenger svar fra deg som foresatt"),
            paragraphs=(
                first(),
                _("Den som er så ung, kan bare være med hvis en foresatt sier ja. Du bestemmer selv."),
                _("Lenken gjelder bare deg, virker én gang, og går ut %(date)s.")
                % {"date": format_date(request.expires_at)},
            ),
            why=_("Du får denne fordi du er oppgitt som foresatt. Er det feil, kan du si nei på siden."),
            link_text=_("Les mer og svar"),
            link_path=reverse("panels:guardian", args=[token]),
        )

    _to_address(request.email, event_of(request), compose, language=_language_of(member))


def confirm_to_guardian(request: GuardianRequest, *, token: str) -> None:
    """The receipt of a yes, with the way to take it back."""

    def compose() -> Mail:
        return Mail(
            subject=_("Takk for svaret"),
            paragraphs=(
                _(
                    "Du har sagt ja til at en ungdom er med i et panel. Samtykket gjelder til du trekker det, til den "
                    "unge er gammel nok til å svare selv, eller i 12 måneder."
                ),
                _("Ta vare på denne e-posten. Med lenken kan du trekke samtykket når du vil, uten å si hvorfor."),
            ),
            why=_("Du får denne fordi du svarte som foresatt."),
            link_text=_("Trekk samtykket"),
            link_path=reverse("panels:guardian", args=[token]),
        )

    account = request.person.user
    language = account.language if account is not None else Language.NB
    _to_address(request.email, event_of(request), compose, language=language)


# To members


def tell_young_person_is_in(member: PanelMember) -> None:
    def compose() -> Mail:
        return Mail(
            subject=_("Nå er du med"),
            paragraphs=(_("Den foresatte sa ja. Nå er du med. På siden din ser du når dere møtes."),),
            why=_("Du får denne fordi du sa ja til å være med i et panel."),
            link_text=_("Åpne siden min"),
            link_path=reverse("my_page:home"),
        )

    _to_member(member, "in", compose)


def tell_young_person_is_out(account: User, *, why: object) -> None:
    """In words for the young. The account may be gone already, so the mail is kept nowhere."""

    def compose() -> Mail:
        return Mail(
            subject=_("Du er ikke med lenger"),
            paragraphs=(
                _("Nå er du ikke med i panelet."),
                str(why),
                _(
                    "Det er ikke noe galt med deg. Vi har slettet det vi visste om deg fordi du skulle være med i "
                    "panelet. Du kan gjerne søke igjen en annen gang."
                ),
            ),
            why=_("Du får denne fordi du ville være med i et panel."),
        )

    send_unkept(address=account.email, language=account.language, compose=compose)


def tell_answered_alone(person: Person, purposes: Sequence[str]) -> None:
    """Somebody below the age limit had agreed alone: what is over, and that nothing is wrong with the person."""
    account = person.user
    if account is None:
        return

    def compose() -> Mail:
        return Mail(
            subject=_("Noe du har sagt ja til, gjelder ikke"),
            paragraphs=(
                _("Du er så ung at en foresatt må si ja for deg. Derfor gjelder ikke det du har sagt ja til alene:"),
                *(f"– {ConsentPurpose(purpose).label}" for purpose in purposes),
                _(
                    "Verv og plasser du har tatt imot alene, er avsluttet. Sier den foresatte ja nå, gjelder det "
                    "bare panelet vi spør om."
                ),
                _("Du har ikke gjort noe galt. Det er vi som må spørre en voksen."),
            ),
            why=_("Du får denne fordi du har skrevet hvilket år du er født."),
            link_text=_("Åpne siden min"),
            link_path=reverse("my_page:home"),
        )

    notify(kind=PANELS.name, event=f"answered-alone:{person.pk}:{uuid.uuid4().hex}", user=account, compose=compose)


def ask_who_came_of_age(member: PanelMember) -> None:
    _of_age(member, event="of-age", subject=gettext_lazy("Nå svarer du selv"))


def remind_who_came_of_age(member: PanelMember) -> None:
    _of_age(member, event="of-age-reminder", subject=gettext_lazy("Husk å svare"))


def _of_age(member: PanelMember, *, event: str, subject: object) -> None:
    def compose() -> Mail:
        return Mail(
            subject=str(subject),
            paragraphs=(
                _("Nå er du gammel nok til å bestemme selv. Derfor gjelder ikke svaret fra den foresatte lenger."),
                _(
                    "Vil du fortsette i panelet? Svar innen %(date)s. Svarer du ikke, slutter du i panelet, og vi "
                    "sletter det vi vet om deg."
                )
                % {"date": format_date(member.answer_by)},
            ),
            why=_("Du får denne fordi du er med i et panel."),
            link_text=_("Svar her"),
            link_path=reverse("panels:answer", args=[member.pk]),
        )

    _to_member(member, f"{event}:{member.answer_by}", compose)


def tell_seat_ended(member: PanelMember) -> None:
    _tell_over(member, gettext_lazy("Den som leder panelet, har avsluttet plassen din."))


def tell_term_is_over(member: PanelMember) -> None:
    _tell_over(member, gettext_lazy("Perioden din i panelet er over. Takk for det du har bidratt med."))


def tell_panel_closed(member: PanelMember) -> None:
    _tell_over(member, gettext_lazy("Panelet er lagt ned. Takk for det du har bidratt med."))


def _tell_over(member: PanelMember, text: object) -> None:
    def compose() -> Mail:
        return Mail(
            subject=_("Plassen din er avsluttet"),
            paragraphs=(str(text),),
            why=_("Du får denne fordi du har vært med i et panel."),
        )

    _to_member(member, "over", compose)


def _to_member(member: PanelMember, event: str, compose: Callable[[], Mail]) -> None:
    account = member.person.user if member.person is not None else None
    if account is not None:
        notify(kind=PANELS.name, event=f"panel-member:{member.pk}:own:{event}", user=account, compose=compose)


def _language_of(member: PanelMember) -> str:
    account = member.person.user if member.person is not None else None
    return account.language if account is not None else member.language


def _to_address(address: str, event: str, compose: Callable[[], Mail], *, language: str) -> None:
    """To an address that may or may not be an account's, in the account's language where it is; emptied once sent."""
    if not address:
        return
    account = User.objects.active().by_email(address).first()
    reads = account.language if account is not None else language or Language.NB
    notify(kind=PANELS.name, event=event, address=address, language=reads, compose=compose, is_secret=True)
