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
from medvirkning.web.models import Draft, ParkedForm, SavedFilter
from representatives.my_page.reading import in_words, looks_at, name_of, roles_held
from representatives.organisations.models import OrganisationContact, OrganisationInvitation
from representatives.people import my_data
from representatives.people.looks import kind_of_look
from representatives.people.models import Affiliation, Disclosure, Person

Told = my_data.Told
Record = my_data.Record
Of = Callable[[User], list[Record]]


def _account(person: Person) -> list[Record]:
    record: Record = {"name": Told(_("Navn"), person.name)}
    account = person.user
    if account is not None:
        addresses = EmailAddress.objects.filter(user=account).order_by("pk")
        record |= {
            "account_name": Told(_("Navn på kontoen"), account.name),
            "email": Told(_("E-post"), list(dict.fromkeys([account.email, *(one.email for one in addresses)]))),
            "language": Told(_("Språk"), account.language, account.get_language_display()),
            "created": Told(_("Opprettet"), account.created_at),
            "last_login": Told(_("Sist logget inn"), account.last_login),
        }
    return [record]


def _roles(account: User) -> list[Record]:
    rows = RoleGrant.objects.filter(user=account).order_by("valid_from", "pk")
    return [
        {
            "role": Told(_("Rolle"), row.role, row.get_role_display()),
            "valid_from": Told(_("Fra"), row.valid_from),
            "valid_to": Told(_("Til og med"), row.valid_to),
        }
        for row in rows
    ]


def _sign_in(account: User) -> list[Record]:
    """Where one is signed in, and by what; secrets are told to nobody."""
    sessions: list[Record] = [
        {
            "signed_in": Told(_("Innlogget"), row.created_at),
            "last_seen": Told(_("Sist sett"), row.last_seen_at),
            "ip": Told(_("Adresse på nettet"), row.ip),
            "user_agent": Told(_("Nettleser"), row.user_agent),
        }
        for row in UserSession.objects.filter(user=account).order_by("created_at", "pk")
    ]
    factors: list[Record] = [
        {
            "factor": Told(_("Innloggingsmåte"), row.type, row.get_type_display()),
            "taken_in_use": Told(_("Tatt i bruk"), row.created_at),
        }
        for row in Authenticator.objects.filter(user=account).order_by("created_at", "pk")
    ]
    providers: list[Record] = [
        {
            "factor": Told(_("Innloggingsmåte"), row.provider),
            "taken_in_use": Told(_("Tatt i bruk"), row.date_joined),
        }
        for row in SocialAccount.objects.filter(user=account).order_by("date_joined", "pk")
    ]
    return sessions + factors + providers


def _messages(account: User) -> list[Record]:
    rows = Message.objects.filter(user=account).order_by("-created_at", "-pk")
    return [
        {
            "written": Told(_("Skrevet"), row.created_at),
            "to": Told(_("Til"), row.address),
            "subject": Told(_("Emne"), row.subject),
            # A link that lets its reader in stands in the mail alone.
            "text": Told(_("Tekst"), "" if row.is_secret else row.text),
        }
        for row in rows
    ]


def _choices(account: User) -> list[Record]:
    rows = NotificationChoice.objects.filter(user=account).order_by("kind", "pk")
    return [
        {
            "notification": Told(_("Varsel"), row.kind, _kind(row.kind)),
            "wanted": Told(_("Ønsket"), row.wanted),
        }
        for row in rows
    ]


def _kind(name: str) -> str:
    try:
        return str(kind_of(name).label)
    except UnknownKindError:
        return name


def _typed(account: User) -> list[Record]:
    """What was begun and not sent, as typed."""
    drafts = Draft.objects.filter(user=account).order_by("-updated_at", "-pk")
    parked = ParkedForm.objects.filter(user=account).order_by("-created_at", "pk")
    begun = [
        *((one.form_key, one.updated_at, one.values) for one in drafts),
        *((one.path, one.created_at, one.values) for one in parked),
    ]
    return [
        {
            "form": Told(_("Skjema"), form),
            "saved": Told(_("Lagret"), saved),
            "written": Told(_("Skrevet"), _fields(values)),
        }
        for form, saved, values in begun
    ]


def _fields(values: dict[str, object]) -> str:
    """The fields of a form as typed, a line each."""
    lines = []
    for name, value in values.items():
        parts = value if isinstance(value, list) else [value]
        lines.append(f"{name}: {', '.join(str(part) for part in parts)}")
    return "\n".join(lines)


def _filters(account: User) -> list[Record]:
    rows = SavedFilter.objects.filter(user=account).order_by("name", "pk")
    return [
        {
            "name": Told(_("Navn"), row.name),
            "list": Told(_("Liste"), row.address),
            "saved": Told(_("Lagret"), row.saved_at),
        }
        for row in rows
    ]


def _jobs(account: User) -> list[Record]:
    rows = Job.objects.filter(owner=account).order_by("-created_at", "-pk")
    return [{"ordered": Told(_("Bestilt"), row.created_at), "what": Told(_("Hva"), row.title)} for row in rows]


def _affiliations(person: Person) -> list[Record]:
    rows = Affiliation.objects.filter(person=person).select_related("organisation").order_by("valid_from", "pk")
    return [
        {
            "organisation": Told(_("Organisasjon"), row.organisation.name),
            "valid_from": Told(_("Fra"), row.valid_from),
            "valid_to": Told(_("Til og med"), row.valid_to),
        }
        for row in rows
    ]


def _contact_for(account: User) -> list[Record]:
    """The organisations one acts or acted for, and the invitations one said yes to."""
    rows = OrganisationContact.objects.filter(user=account).select_related("organisation")
    invitations = OrganisationInvitation.objects.filter(accepted_by=account).select_related("organisation")
    acts: list[Record] = [
        {
            "organisation": Told(_("Organisasjon"), row.organisation.name),
            "valid_from": Told(_("Fra"), row.valid_from),
            "valid_to": Told(_("Til og med"), row.valid_to),
        }
        for row in rows.order_by("valid_from", "pk")
    ]
    return acts + [
        {
            "invited_by": Told(_("Invitert av organisasjonen"), row.organisation.name),
            "as_name": Told(_("Som"), row.name),
            "email": Told(_("E-post"), row.email),
            "accepted": Told(_("Tatt imot"), row.accepted_at),
        }
        for row in invitations.order_by("accepted_at", "pk")
    ]


def _disclosures(person: Person) -> list[Record]:
    rows = Disclosure.objects.filter(person=person).select_related("account").order_by("valid_from", "pk")
    return [
        {
            "who": Told(_("Hvem"), _name(row.account), name_of(row.account)),
            "what": Told(_("Hva"), row.access_class, row.get_access_class_display()),
            "reason": Told(_("Grunnlag"), row.reason),
            "valid_from": Told(_("Fra"), row.valid_from),
            "valid_to": Told(_("Til og med"), row.valid_to),
        }
        for row in rows
    ]


def _name(account: User | None) -> str | None:
    """Nothing of one that is erased."""
    return account.name if account is not None else None


def _looks(person: Person) -> list[Record]:
    return [
        {
            "when": Told(_("Når"), look.at),
            "who": Told(_("Hvem"), _name(row.actor), look.who),
            "role": Told(_("Rolle"), roles_held(row), look.roles),
            "what": Told(_("Hva"), row.access_class, look.what),
            "kind": Told(_("Hvordan"), kind_of_look(row.view), look.kind),
            "where": Told(_("Hvor"), row.view, look.where),
        }
        for row, look in ((row, in_words(row)) for row in looks_at(person))
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
