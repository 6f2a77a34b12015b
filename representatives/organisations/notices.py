"""Who is told what about organisations. Mails lie in the outbox: none names another person than its reader."""

import datetime
from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.accounts.enums import Language, Role
from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre
from medvirkning.notifications.kinds import NotificationKind, register
from medvirkning.notifications.mails import Mail
from medvirkning.notifications.services import notify
from medvirkning.web.dates import format_date
from representatives.organisations.models import Organisation, OrganisationApplication, OrganisationInvitation
from representatives.organisations.rules import acts_for_an_organisation

APPLICATIONS = register(
    NotificationKind(
        name="organisation-applications", label=gettext_lazy("Organisasjoner som melder seg inn"), reaches=is_centre
    )
)
ACCEPTED = register(
    NotificationKind(
        name="organisation-invitations",
        label=gettext_lazy("Svar på invitasjoner til å være kontaktperson"),
        reaches=is_centre | acts_for_an_organisation,
    )
)
ORGANISATIONS = register(
    NotificationKind(
        name="organisations",
        label=gettext_lazy("Innmelding og kontaktpersoner i organisasjoner"),
        optional=False,
        reaches=acts_for_an_organisation,
    )
)
CONFIRMATION = register(
    NotificationKind(
        name="organisation-confirmation",
        label=gettext_lazy("Den årlige bekreftelsen av organisasjonen"),
        optional=False,
        reaches=acts_for_an_organisation,
    )
)


def _centre() -> str:
    return _("Senter for brukermedvirkning")


def confirm_receipt(application: OrganisationApplication) -> None:
    """The address is nobody's until somebody answers from it: the mail carries nothing that a stranger wrote."""

    def compose() -> Mail:
        return Mail(
            subject=_("Vi har fått innmeldingen"),
            paragraphs=(
                _(
                    "Noen har meldt inn en organisasjon til Medvirkning og oppgitt denne e-postadressen. "
                    "Senter for brukermedvirkning ser på den og svarer i en ny e-post."
                ),
                _("Var det ikke deg, trenger du ikke gjøre noe."),
            ),
            why=_("Du får denne fordi adressen ble oppgitt i et skjema."),
        )

    event = f"organisation-application:{application.pk}:{application.version}:received"
    _to_applicant(application, event, compose)


def tell_centre(application: OrganisationApplication) -> None:
    """The Centre's accounts hear that an organisation waits for them."""

    def compose() -> Mail:
        return Mail(
            subject=_("En organisasjon venter på godkjenning"),
            paragraphs=(_("%(organisation)s har meldt seg inn.") % {"organisation": application.name},),
            why=_("Du får denne fordi du arbeider i Senter for brukermedvirkning."),
            link_text=_("Se innmeldingen og avgjør"),
            link_path=application.get_absolute_url(),
        )

    event = f"organisation-application:{application.pk}:{application.version}:waits"
    for account in User.objects.with_role(Role.CENTRE).order_by("pk"):
        notify(kind=APPLICATIONS.name, event=event, user=account, compose=compose)


def send_back(application: OrganisationApplication, *, token: str) -> None:
    """Who signed up reads why, and gets the link by which it is mended; the mail is emptied once sent."""

    def compose() -> Mail:
        until = application.token_expires_at
        return Mail(
            subject=_("Innmeldingen trenger noe mer"),
            paragraphs=(
                _("Senter for brukermedvirkning har sett på innmeldingen av %(organisation)s og trenger noe mer.")
                % {"organisation": application.name},
                application.decision_reason,
                _(
                    "Åpne lenken, endre det som må endres, og send inn på nytt. "
                    "Lenken virker én gang, og går ut %(date)s."
                )
                % {"date": format_date(until) if until else ""},
            ),
            why=_("Du får denne fordi du meldte inn organisasjonen."),
            link_text=_("Åpne innmeldingen"),
            link_path=reverse("organisations:mend", args=[token]),
            sender=_centre(),
        )

    event = f"organisation-application:{application.pk}:{(application.token_hash or '')[:16]}"
    _to_applicant(application, event, compose, is_secret=True)


def tell_refused(application: OrganisationApplication) -> None:
    """Who signed up hears why not."""

    def compose() -> Mail:
        return Mail(
            subject=_("Innmeldingen er avslått"),
            paragraphs=(
                _("Senter for brukermedvirkning har avslått innmeldingen av %(organisation)s.")
                % {"organisation": application.name},
                application.decision_reason,
                _("Opplysningene om deg blir slettet om 30 dager. Dere kan melde dere inn på nytt."),
            ),
            why=_("Du får denne fordi du meldte inn organisasjonen."),
            link_text=_("Meld inn på nytt"),
            link_path=reverse("organisations:register"),
            sender=_centre(),
        )

    _to_applicant(application, f"organisation-application:{application.pk}:refused", compose)


def send_invitation(invitation: OrganisationInvitation, *, token: str) -> None:
    """The link goes to one address; the mail is emptied once sent, since it lets its reader in."""

    def compose() -> Mail:
        return Mail(
            subject=_("Invitasjon til Medvirkning"),
            paragraphs=(
                _("Du er invitert til å være kontaktperson for %(organisation)s i Medvirkning.")
                % {"organisation": invitation.organisation.name},
                _(
                    "Som kontaktperson holder du opplysningene om organisasjonen ved like, og melder inn dem som "
                    "representerer dere."
                ),
                _("Lenken gjelder bare deg, virker én gang, og går ut %(date)s.")
                % {"date": format_date(invitation.expires_at)},
            ),
            why=_(
                "Du får denne fordi noen har oppgitt deg som kontaktperson. "
                "Stemmer ikke det, trenger du ikke gjøre noe."
            ),
            link_text=_("Se invitasjonen"),
            link_path=reverse("organisations:invitation", args=[token]),
            sender=str(invitation.invited_by or ""),
        )

    event = f"organisation-invitation:{invitation.pk}:{invitation.token_hash[:16]}"
    _to_address(invitation.email, event, compose, language=invitation.language, is_secret=True)


def tell_contact_is_in(invitation: OrganisationInvitation) -> None:
    """Who invited hears that it was accepted."""
    inviter = invitation.invited_by
    if inviter is None:
        return

    def compose() -> Mail:
        return Mail(
            subject=_("Invitasjonen er tatt imot"),
            paragraphs=(
                _("Den du inviterte, er nå kontaktperson for %(organisation)s.")
                % {"organisation": invitation.organisation.name},
            ),
            why=_("Du får denne fordi du inviterte."),
            link_text=_("Se organisasjonen"),
            link_path=invitation.organisation.get_absolute_url(),
        )

    notify(
        kind=ACCEPTED.name, event=f"organisation-invitation:{invitation.pk}:accepted", user=inviter, compose=compose
    )


def tell_declined(invitation: OrganisationInvitation) -> None:
    """Who invited hears that somebody said no; who it was is told to nobody."""
    inviter = invitation.invited_by
    if inviter is None:
        return

    def compose() -> Mail:
        return Mail(
            subject=_("Noen har takket nei til en invitasjon"),
            paragraphs=(
                _("En av dem som er invitert til å være kontaktperson for %(organisation)s, har takket nei.")
                % {"organisation": invitation.organisation.name},
                _("Navnet og e-postadressen er slettet. Trenger dere en kontaktperson til, inviterer du en annen."),
            ),
            why=_("Du får denne fordi du inviterte."),
            link_text=_("Se organisasjonen"),
            link_path=invitation.organisation.get_absolute_url(),
        )

    notify(
        kind=ACCEPTED.name, event=f"organisation-invitation:{invitation.pk}:declined", user=inviter, compose=compose
    )


def remind_of_confirmation(organisation: Organisation, user: User, *, step: str, last_day: datetime.date) -> bool:
    """A contact is asked to say that facts and criteria still hold. Gives whether a mail was sent."""

    def compose() -> Mail:
        last_step = step == "0"
        return Mail(
            subject=_("Fristen for å bekrefte er her") if last_step else _("Bekreft opplysningene om organisasjonen"),
            paragraphs=(
                _(
                    "Én gang i året bekrefter dere at opplysningene om %(organisation)s stemmer, og at dere fortsatt "
                    "er en organisasjon som registeret er for."
                )
                % {"organisation": organisation.name},
                _("Siste dag er %(date)s. Etter det blir organisasjonen merket som ikke bekreftet.")
                % {"date": format_date(last_day)},
            ),
            why=_("Du får denne fordi du er kontaktperson for organisasjonen."),
            link_text=_("Se over og bekreft"),
            link_path=reverse("organisations:confirm", args=[organisation.pk]),
        )

    event = f"organisation:{organisation.pk}:confirm:{last_day.isoformat()}:{step}"
    return notify(kind=CONFIRMATION.name, event=event, user=user, compose=compose) is not None


def _to_applicant(
    application: OrganisationApplication, event: str, compose: Callable[[], Mail], *, is_secret: bool = False
) -> None:
    _to_address(
        application.applicant_email, event, compose, language=application.applicant_language, is_secret=is_secret
    )


def _to_address(
    address: str, event: str, compose: Callable[[], Mail], *, language: str, is_secret: bool = False
) -> None:
    """To an address that may or may not be an account's: in the account's language where it is one."""
    if not address:
        return
    account = User.objects.active().by_email(address).first()
    reads = account.language if account is not None else language or Language.NB
    notify(kind=ORGANISATIONS.name, event=event, address=address, language=reads, compose=compose, is_secret=is_secret)
