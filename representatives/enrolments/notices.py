"""Who is told what about people and posts.

Subjects name nobody, neither theme nor perspective. Mails to others than the person never name the person: they lie
in the outbox, and the name stands behind the sign-in.
"""

import datetime
import uuid
from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import account_of
from medvirkning.accounts.rules import is_centre
from medvirkning.notifications.kinds import NotificationKind, register
from medvirkning.notifications.mails import Mail
from medvirkning.notifications.services import forget_events, notify
from medvirkning.web.dates import format_date
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.kinds import Post, kind_of
from representatives.enrolments.models import Representative
from representatives.organisations.models import Organisation, OrganisationContact
from representatives.organisations.querysets import organisations_of


def _acts_for_an_organisation(user: User) -> bool:
    return user.has_role(Role.ORGANISATION_CONTACT)


POSTS = register(
    NotificationKind(name="enrolments", label=gettext_lazy("Invitasjoner og verv i registeret"), optional=False)
)
ANSWERED = register(
    NotificationKind(
        name="enrolments-answered",
        label=gettext_lazy("Svar fra personer organisasjonen har invitert, og personer som slutter"),
        reaches=lambda user: is_centre(user) or _acts_for_an_organisation(user),
    )
)
RUNNING_OUT = register(
    NotificationKind(
        name="mandates-running-out",
        label=gettext_lazy("Mandater som snart går ut"),
        reaches=_acts_for_an_organisation,
    )
)


def send_invitation(post: Post, *, token: str) -> None:
    """The link goes to one address; the mail is emptied once sent, since it lets its reader in."""

    def compose() -> Mail:
        organisation = post.organisation.name
        asks = (
            _("%(organisation)s vil registrere deg som sin representant i Medvirkning.")
            if isinstance(post, Representative)
            else _("%(organisation)s vil registrere deg som erfaringskonsulent i Medvirkning.")
        )
        return Mail(
            subject=_("Invitasjon til Medvirkning"),
            paragraphs=(
                asks % {"organisation": organisation},
                _(
                    "I Medvirkning finner direktoratet folk som kan være med og påvirke arbeidet. "
                    "Du bestemmer selv om du vil stå der, og hva du forteller om deg selv."
                ),
                _(
                    "Lenken gjelder bare deg, virker én gang, og går ut %(date)s. "
                    "Svarer du ikke, sletter vi det organisasjonen har oppgitt om deg."
                )
                % {"date": format_date(post.expires_at)},
            ),
            why=_("Du får denne fordi organisasjonen har oppgitt adressen din. Du trenger ikke svare."),
            link_text=_("Se invitasjonen og svar"),
            link_path=reverse("enrolments:invitation", args=[token]),
            sender=organisation,
        )

    _to_address(post.email, f"{_key(post)}:{post.token_hash[:16]}", compose, language=post.language, is_secret=True)


def forget_mails(*posts: Post) -> None:
    """What was sent to somebody who is not to come in: text and address go."""
    forget_events(*(f"{_key(post)}:" for post in posts))


def send_proof(post: Post, *, address: str, token: str) -> None:
    """To an address that somebody has typed: it may be anybody's, so the mail says nothing of who or what."""

    def compose() -> Mail:
        return Mail(
            subject=_("Bekreft e-postadressen din"),
            paragraphs=(
                _("Noen har oppgitt denne adressen for å svare på en invitasjon til Medvirkning."),
                _("Er det deg, går du videre med lenken. Den virker én gang, i høyst 14 dager."),
            ),
            why=_("Du får denne fordi adressen ble oppgitt i et skjema. Var det ikke deg, kan du slette den."),
            link_text=_("Gå videre til invitasjonen"),
            link_path=reverse("enrolments:invitation", args=[token]),
        )

    event = f"{_key(post)}:proof:{uuid.uuid4().hex}"
    _to_address(address, event, compose, language=post.language, is_secret=True)


def tell_answered(post: Post, *, by_another_name: bool = False) -> None:
    """Who invited hears that there is an answer, as long as they look after the organisation.

    `by_another_name`: who said yes has given a name that nothing of the entered one is in. The mail names neither.
    """
    inviter = post.invited_by
    if inviter is None or not _looks_after(inviter, post.organisation):
        return

    def compose() -> Mail:
        said_yes = post.state == EnrolmentState.AGREED
        return Mail(
            subject=_("En invitasjon er besvart"),
            paragraphs=(
                (
                    _("En av personene dere har invitert, har sagt ja."),
                    _what_is_left(post),
                    _who_it_is(by_another_name),
                )
                if said_yes
                else (
                    _("En av personene dere har invitert, har takket nei. Vi har slettet det dere oppga om personen."),
                )
            ),
            why=_("Du får denne fordi du inviterte."),
            link_text=_("Gå til personen") if said_yes else _("Se personene"),
            link_path=post.get_absolute_url() if said_yes else _list(post),
        )

    notify(kind=ANSWERED.name, event=f"{_key(post)}:answered", user=inviter, compose=compose)


def _what_is_left(post: Post) -> str:
    if isinstance(post, Representative):
        return _("Skriv inn mandatet. Fra da av representerer personen dere, og ansatte kan finne personen.")
    return _("Skriv inn ansettelsen. Fra da av kan ansatte finne personen.")


def _who_it_is(by_another_name: bool) -> str:
    """A link may have come into other hands: the organisation knows whom it meant."""
    if by_another_name:
        return _(
            "Navnet personen har oppgitt, er et annet enn det dere skrev. Se at det er den dere inviterte. Er det "
            "ikke det, sier dere nei på siden til personen."
        )
    return _("Se at det er den dere inviterte. Er det ikke det, sier dere nei på siden til personen.")


def tell_begun(post: Post) -> None:
    """The person hears from when to when the post is."""

    def compose() -> Mail:
        first, organisation = format_date(post.valid_from), post.organisation.name
        is_mandate = isinstance(post, Representative)
        words = (
            _("Du representerer %(organisation)s fra %(first)s til og med %(last)s.")
            if is_mandate
            else _("%(organisation)s har skrevet inn ansettelsen din fra %(first)s.")
        )
        return Mail(
            subject=_("Mandatet ditt er skrevet inn") if is_mandate else _("Ansettelsen din er skrevet inn"),
            paragraphs=(
                words % {"organisation": organisation, "first": first, "last": format_date(post.valid_to)},
                _("På Min side ser du det de har skrevet. Stemmer det ikke, kan du si vervet fra deg der."),
            ),
            why=_("Du får denne fordi du står i registeret."),
            link_text=_("Gå til Min side"),
            link_path=reverse(MY_PAGE),
            sender=organisation,
        )

    _to_person(post, f"{_key(post)}:begun", compose)


def tell_prolonged(post: Post) -> None:
    """The person hears how long the post lasts now."""

    def compose() -> Mail:
        organisation = post.organisation.name
        return Mail(
            subject=_("Et verv er forlenget"),
            paragraphs=(
                _("%(organisation)s har forlenget vervet ditt. Det varer nå til og med %(date)s.")
                % {"organisation": organisation, "date": format_date(post.valid_to)}
                if post.valid_to
                else _("%(organisation)s har forlenget vervet ditt. Det har ingen sluttdato nå.")
                % {"organisation": organisation},
                _("Vil du ikke fortsette, kan du si det fra deg på Min side."),
            ),
            why=_("Du får denne fordi du står i registeret."),
            link_text=_("Gå til Min side"),
            link_path=reverse(MY_PAGE),
            sender=organisation,
        )

    _to_person(post, f"{_key(post)}:until:{post.valid_to}:{post.version}", compose)


def tell_ended(post: Post) -> None:
    """The person hears that a post ends, or has ended."""

    def compose() -> Mail:
        return Mail(
            subject=_("Et verv er avsluttet"),
            paragraphs=(
                _("Vervet ditt for %(organisation)s har siste dag %(date)s.")
                % {"organisation": post.organisation.name, "date": format_date(post.valid_to)}
                if post.valid_from
                else _("Det ble ikke noe av vervet for %(organisation)s.") % {"organisation": post.organisation.name},
                _("Det du har fortalt om deg selv, står til du trekker samtykket eller det går ut."),
            ),
            why=_("Du får denne fordi du står i registeret."),
            link_text=_("Gå til Min side"),
            link_path=reverse(MY_PAGE),
        )

    _to_person(post, f"{_key(post)}:ended:{post.valid_to}:{post.version}", compose)


def tell_left(post: Post) -> None:
    """The organisation's contacts hear that somebody has left; who, the page says."""

    def compose() -> Mail:
        return Mail(
            subject=_("En person har sluttet"),
            paragraphs=(_("En av personene deres i registeret har sagt fra seg vervet."),),
            why=_("Du får denne fordi du er kontaktperson for organisasjonen."),
            link_text=_("Se personene"),
            link_path=_list(post),
        )

    for account in _contacts(post.organisation):
        notify(kind=ANSWERED.name, event=f"{_key(post)}:left", user=account, compose=compose)


def tell_gone(post: Post, *, mark: object) -> None:
    """The organisation's contacts hear that somebody is in the register no more; who, nobody tells them any more.

    `mark` is what ended: somebody who comes back and leaves again is told of again.
    """

    def compose() -> Mail:
        return Mail(
            subject=_("En person har trukket seg"),
            paragraphs=(
                _("En av personene dere har registrert, har trukket seg fra registeret."),
                _("Personen er borte fra lista deres, og ingen finner personen lenger. Dere trenger ikke gjøre noe."),
            ),
            why=_("Du får denne fordi du er kontaktperson for organisasjonen."),
            link_text=_("Se personene"),
            link_path=_list(post),
        )

    for account in _contacts(post.organisation):
        notify(kind=ANSWERED.name, event=f"{_key(post)}:gone:{mark}", user=account, compose=compose)


def tell_runs_out(post: Post) -> int:
    """The organisation's contacts hear of a mandate that runs out, once for each last day. Gives how many mails."""

    def compose() -> Mail:
        return Mail(
            subject=_("Et mandat går snart ut"),
            paragraphs=(
                _("Et mandat hos dere går ut %(date)s.") % {"date": format_date(post.valid_to)},
                _("Forleng det om personen skal fortsette. Ellers trenger dere ikke gjøre noe."),
            ),
            why=_("Du får denne fordi du er kontaktperson for organisasjonen."),
            link_text=_("Se mandatet"),
            link_path=post.get_absolute_url(),
        )

    event = f"{_key(post)}:runs-out:{post.valid_to}"
    sent = (
        notify(kind=RUNNING_OUT.name, event=event, user=account, compose=compose)
        for account in _contacts(post.organisation)
    )
    return sum(message is not None for message in sent)


# Where people see their posts: the room of that page lies above this one, so it is known by name alone.
MY_PAGE = "my_page:home"


def _key(post: Post) -> str:
    return f"{kind_of(post).model._meta.model_name}:{post.pk}"


def _list(post: Post) -> str:
    return reverse("enrolments:list", args=[post.organisation_id, kind_of(post).slug])


def _looks_after(user: User, organisation: Organisation) -> bool:
    return user.is_active and (is_centre(user) or organisation.pk in organisations_of(user))


def _contacts(organisation: Organisation, on: datetime.date | None = None) -> list[User]:
    rows = OrganisationContact.objects.in_force(on).filter(organisation=organisation)
    return [row.user for row in rows.select_related("user").order_by("pk")]


def _to_person(post: Post, event: str, compose: Callable[[], Mail]) -> None:
    if post.person is not None and post.person.user is not None:
        notify(kind=POSTS.name, event=event, user=post.person.user, compose=compose)


def _to_address(
    address: str, event: str, compose: Callable[[], Mail], *, language: str, is_secret: bool = False
) -> None:
    """To an address that may or may not be an account's: in the account's language where it is one."""
    account = account_of(address)
    reads = account.language if account is not None and account.is_active else language
    notify(kind=POSTS.name, event=event, address=address, language=reads, compose=compose, is_secret=is_secret)
