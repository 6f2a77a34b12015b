"""What a person is told of the account, and of whom the own data is open to and was read by."""

from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.accounts.models import RoleGrant, User
from medvirkning.jobs.models import Job
from medvirkning.notifications.kinds import UnknownKindError, kind_of
from medvirkning.notifications.models import Message, NotificationChoice
from medvirkning.web.dates import format_date, format_moment
from medvirkning.web.models import Draft, ParkedForm, SavedFilter
from representatives.my_page.reading import in_words, looks_at, name_of
from representatives.organisations.models import OrganisationContact, OrganisationInvitation
from representatives.people import my_data
from representatives.people.models import Affiliation, Disclosure, Person

Record = my_data.Record
Of = Callable[[User], list[Record]]


def _account(person: Person) -> list[Record]:
    record: Record = {_("Navn"): person.name}
    account = person.user
    if account is not None:
        addresses = EmailAddress.objects.filter(user=account).order_by("pk")
        record |= {
            _("Navn på kontoen"): account.name,
            _("E-post"): ", ".join(dict.fromkeys([account.email, *(one.email for one in addresses)])),
            _("Språk"): account.get_language_display(),
            _("Opprettet"): format_moment(account.created_at),
            _("Sist logget inn"): format_moment(account.last_login),
        }
    return [record]


def _roles(account: User) -> list[Record]:
    rows = RoleGrant.objects.filter(user=account).order_by("valid_from", "pk")
    return [
        {
            _("Rolle"): row.get_role_display(),
            _("Fra"): format_date(row.valid_from),
            _("Til og med"): format_date(row.valid_to),
        }
        for row in rows
    ]


def _sign_in(account: User) -> list[Record]:
    """Where one is signed in, and by what; secrets are told to nobody."""
    sessions: list[Record] = [
        {
            _("Innlogget"): format_moment(row.created_at),
            _("Sist sett"): format_moment(row.last_seen_at),
            _("Adresse på nettet"): row.ip,
            _("Nettleser"): row.user_agent,
        }
        for row in UserSession.objects.filter(user=account).order_by("created_at", "pk")
    ]
    factors: list[Record] = [
        {_("Innloggingsmåte"): row.get_type_display(), _("Tatt i bruk"): format_moment(row.created_at)}
        for row in Authenticator.objects.filter(user=account).order_by("created_at", "pk")
    ]
    providers: list[Record] = [
        {_("Innloggingsmåte"): row.provider, _("Tatt i bruk"): format_moment(row.date_joined)}
        for row in SocialAccount.objects.filter(user=account).order_by("date_joined", "pk")
    ]
    return sessions + factors + providers


def _messages(account: User) -> list[Record]:
    rows = Message.objects.filter(user=account).order_by("-created_at", "-pk")
    return [
        {
            _("Skrevet"): format_moment(row.created_at),
            _("Til"): row.address,
            _("Emne"): row.subject,
            # A link that lets its reader in stands in the mail alone.
            _("Tekst"): "" if row.is_secret else row.text,
        }
        for row in rows
    ]


def _choices(account: User) -> list[Record]:
    rows = NotificationChoice.objects.filter(user=account).order_by("kind", "pk")
    return [{_("Varsel"): _kind(row.kind), _("Ønsket"): _("ja") if row.wanted else _("nei")} for row in rows]


def _kind(name: str) -> str:
    try:
        return str(kind_of(name).label)
    except UnknownKindError:
        return name


def _typed(account: User) -> list[Record]:
    """What was begun and not sent, as typed."""
    drafts = Draft.objects.filter(user=account).order_by("-updated_at", "-pk")
    parked = ParkedForm.objects.filter(user=account).order_by("-created_at", "pk")
    return [
        *({_("Skjema"): one.form_key, _("Lagret"): format_moment(one.updated_at), _("Skrevet"): _fields(one.values)}
          for one in drafts),
        *({_("Skjema"): one.path, _("Lagret"): format_moment(one.created_at), _("Skrevet"): _fields(one.values)}
          for one in parked),
    ]  # fmt: skip


def _fields(values: dict[str, object]) -> str:
    """The fields of a form as typed, a line each."""
    lines = []
    for name, value in values.items():
        parts = value if isinstance(value, list) else [value]
        lines.append(f"{name}: {', '.join(str(part) for part in parts)}")
    return "\n".join(lines)


def _filters(account: User) -> list[Record]:
    rows = SavedFilter.objects.filter(user=account).order_by("name", "pk")
    return [{_("Navn"): row.name, _("Liste"): row.address, _("Lagret"): format_moment(row.saved_at)} for row in rows]


def _jobs(account: User) -> list[Record]:
    rows = Job.objects.filter(owner=account).order_by("-created_at", "-pk")
    return [{_("Bestilt"): format_moment(row.created_at), _("Hva"): row.title} for row in rows]


def _affiliations(person: Person) -> list[Record]:
    rows = Affiliation.objects.filter(person=person).select_related("organisation").order_by("valid_from", "pk")
    return [
        {
            _("Organisasjon"): row.organisation.name,
            _("Fra"): format_date(row.valid_from),
            _("Til og med"): format_date(row.valid_to),
        }
        for row in rows
    ]


def _contact_for(account: User) -> list[Record]:
    """The organisations one acts or acted for, and the invitations one said yes to."""
    rows = OrganisationContact.objects.filter(user=account).select_related("organisation")
    invitations = OrganisationInvitation.objects.filter(accepted_by=account).select_related("organisation")
    acts: list[Record] = [
        {
            _("Organisasjon"): row.organisation.name,
            _("Fra"): format_date(row.valid_from),
            _("Til og med"): format_date(row.valid_to),
        }
        for row in rows.order_by("valid_from", "pk")
    ]
    return acts + [
        {
            _("Invitert av organisasjonen"): row.organisation.name,
            _("Som"): row.name,
            _("E-post"): row.email,
            _("Tatt imot"): format_moment(row.accepted_at),
        }
        for row in invitations.order_by("accepted_at", "pk")
    ]


def _disclosures(person: Person) -> list[Record]:
    rows = Disclosure.objects.filter(person=person).select_related("account").order_by("valid_from", "pk")
    return [
        {
            _("Hvem"): name_of(row.account),
            _("Hva"): row.get_access_class_display(),
            _("Grunnlag"): row.reason,
            _("Fra"): format_date(row.valid_from),
            _("Til og med"): format_date(row.valid_to),
        }
        for row in rows
    ]


def _looks(person: Person) -> list[Record]:
    return [
        {
            _("Når"): format_moment(look.at),
            _("Hvem"): look.who,
            _("Rolle"): look.roles,
            _("Hva"): look.what,
            _("Hvor"): look.where,
        }
        for look in map(in_words, looks_at(person))
    ]


def _section(
    key: str, label: str | Promise, records: Callable[[Person], list[Record]], order: int, *covers: str
) -> None:
    my_data.register(my_data.Section(key=key, label=label, records=records, covers=frozenset(covers), order=order))


def _of_account(key: str, label: str | Promise, records: Of, order: int, *covers: str) -> None:
    """A section on the account; nothing where the person has none."""

    def of_person(person: Person) -> list[Record]:
        return records(person.user) if person.user is not None else []

    _section(key, label, of_person, order, *covers)


_section("person", gettext_lazy("Navn og konto"), _account, 10, "representatives.Person.user",
         "account.EmailAddress.user")  # fmt: skip
_of_account("roles", gettext_lazy("Roller"), _roles, 11, "accounts.RoleGrant.user")
_of_account(
    "contact_for", gettext_lazy("Organisasjoner du er kontaktperson for"), _contact_for, 12,
    "representatives.OrganisationContact.user", "representatives.OrganisationInvitation.accepted_by",
)  # fmt: skip
_section(
    "affiliations", gettext_lazy("Organisasjoner du er ført på i loggen"), _affiliations, 40,
    "representatives.Affiliation.person",
)  # fmt: skip
_section(
    "disclosures", gettext_lazy("Hvem som har fått innsyn i opplysningene dine"), _disclosures, 60,
    "representatives.Disclosure.person",
)  # fmt: skip
_section("looks", gettext_lazy("Hvem som har sett opplysningene dine"), _looks, 61)
_of_account(
    "sign_in", gettext_lazy("Innlogging"), _sign_in, 70,
    "usersessions.UserSession.user", "mfa.Authenticator.user", "socialaccount.SocialAccount.user",
)  # fmt: skip
_of_account("messages", gettext_lazy("E-post vi har sendt deg"), _messages, 71, "notifications.Message.user")
_of_account(
    "notifications", gettext_lazy("Varsler du har valgt"), _choices, 72, "notifications.NotificationChoice.user"
)
_of_account("typed", gettext_lazy("Påbegynte skjemaer"), _typed, 73, "web.Draft.user", "web.ParkedForm.user")
_of_account("filters", gettext_lazy("Lagrede filtre"), _filters, 74, "web.SavedFilter.user")
_of_account("jobs", gettext_lazy("Filer du har bestilt"), _jobs, 75, "jobs.Job.owner")
