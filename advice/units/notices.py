"""Who is told what about service units. Subjects name nobody: they may be read on a locked screen."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.units.models import ServiceUnit, UnitInvitation
from advice.units.rules import leads_a_unit
from medvirkning.accounts.enums import Language, Role
from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre
from medvirkning.notifications.kinds import NotificationKind, register
from medvirkning.notifications.mails import Mail
from medvirkning.notifications.services import notify
from medvirkning.web.dates import format_date

APPLICATIONS = register(
    NotificationKind(name="unit-applications", label=gettext_lazy("Tjenester som melder seg inn"), reaches=is_centre)
)
ACCEPTED = register(
    NotificationKind(
        name="unit-invitations",
        label=gettext_lazy("Invitasjoner du har sendt, når de blir tatt imot"),
        reaches=is_centre | leads_a_unit,
    )
)
UNITS = register(
    NotificationKind(name="units", label=gettext_lazy("Innmelding og ledelse av tjenesteenheter"), optional=False)
)


def confirm_receipt(unit: ServiceUnit) -> None:
    """The address is nobody's until somebody answers from it: the mail carries nothing that a stranger wrote."""

    def compose() -> Mail:
        return Mail(
            subject=_("Vi har fått innmeldingen"),
            paragraphs=(
                _(
                    "Noen har meldt inn en tjeneste til Medvirkning og oppgitt denne e-postadressen. "
                    "Senter for brukermedvirkning ser på den og svarer i en ny e-post."
                ),
                _("Var det ikke deg, trenger du ikke gjøre noe."),
            ),
            why=_("Du får denne fordi adressen ble oppgitt i et skjema."),
        )

    _to_address(unit.applicant_email, f"unit:{unit.pk}:received", compose, language=unit.applicant_language)


def tell_centre(unit: ServiceUnit) -> None:
    """The Centre's accounts hear that a unit waits for them."""

    def compose() -> Mail:
        return Mail(
            subject=_("En tjeneste venter på godkjenning"),
            paragraphs=(_("%(unit)s (%(owner)s) har meldt seg inn.") % {"unit": unit.name, "owner": unit.owner_name},),
            why=_("Du får denne fordi du arbeider i Senter for brukermedvirkning."),
            link_text=_("Se innmeldingen og avgjør"),
            link_path=reverse("units:decide", args=[unit.pk]),
        )

    for account in User.objects.with_role(Role.CENTRE).order_by("pk"):
        notify(kind=APPLICATIONS.name, event=f"unit:{unit.pk}:applied", user=account, compose=compose)


def tell_refused(unit: ServiceUnit) -> None:
    """Who asked hears why not."""

    def compose() -> Mail:
        return Mail(
            subject=_("Innmeldingen er avslått"),
            paragraphs=(
                _("Senter for brukermedvirkning har avslått innmeldingen av %(unit)s.") % {"unit": unit.name},
                unit.decision_reason,
                _("Opplysningene om deg blir slettet om 30 dager. Du kan melde inn tjenesten på nytt."),
            ),
            why=_("Du får denne fordi du meldte inn tjenesten."),
            link_text=_("Meld inn på nytt"),
            link_path=reverse("units:register"),
            sender=_("Senter for brukermedvirkning"),
        )

    _to_address(unit.applicant_email, f"unit:{unit.pk}:refused", compose, language=unit.applicant_language)


def send_invitation(invitation: UnitInvitation, *, token: str) -> None:
    """The link goes to one address; the mail is emptied once sent, since it lets its reader in."""

    def compose() -> Mail:
        return Mail(
            subject=_("Invitasjon til Medvirkning"),
            paragraphs=(
                _("Du er invitert til å lede %(unit)s (%(owner)s) i Medvirkning.")
                % {"unit": invitation.unit.name, "owner": invitation.unit.owner_name},
                _(
                    "Som leder vurderer du enheten mot de 11 rådene for bruker- og pårørendemedvirkning, "
                    "og følger opp det dere vil gjøre."
                ),
                _("Lenken gjelder bare deg, virker én gang, og går ut %(date)s.")
                % {"date": format_date(invitation.expires_at)},
            ),
            why=_("Du får denne fordi noen har oppgitt deg som leder. Stemmer ikke det, trenger du ikke gjøre noe."),
            link_text=_("Se invitasjonen"),
            link_path=reverse("units:invitation", args=[token]),
            sender=str(invitation.invited_by or ""),
        )

    event = f"unit-invitation:{invitation.pk}:{invitation.token_hash[:16]}"
    language = invitation.unit.applicant_language if invitation.is_applicants else ""
    _to_address(invitation.email, event, compose, language=language, is_secret=True)


def tell_new_leader_is_in(invitation: UnitInvitation) -> None:
    """Who invited hears that it was accepted."""
    inviter = invitation.invited_by
    if inviter is None:
        return

    def compose() -> Mail:
        return Mail(
            subject=_("Invitasjonen er tatt imot"),
            paragraphs=(
                _("%(who)s leder nå %(unit)s.") % {"who": invitation.accepted_by, "unit": invitation.unit.name},
            ),
            why=_("Du får denne fordi du inviterte."),
            link_text=_("Se enheten"),
            link_path=invitation.unit.get_absolute_url(),
        )

    notify(kind=ACCEPTED.name, event=f"unit-invitation:{invitation.pk}:accepted", user=inviter, compose=compose)


def _to_address(
    address: str, event: str, compose: Callable[[], Mail], *, language: str, is_secret: bool = False
) -> None:
    """To an address that may or may not be an account's: in the account's language where it is one."""
    if not address:
        return
    account = User.objects.active().by_email(address).first()
    reads = account.language if account is not None else language or Language.NB
    notify(kind=UNITS.name, event=event, address=address, language=reads, compose=compose, is_secret=is_secret)
