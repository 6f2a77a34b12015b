"""What people hear of their consents. Subjects say neither what it is a consent to nor why somebody is here."""

import datetime
from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from medvirkning.notifications.kinds import NotificationKind, register
from medvirkning.notifications.mails import Mail
from medvirkning.notifications.services import notify
from medvirkning.web.dates import format_date
from representatives.consents.enums import ConsentPurpose
from representatives.consents.keeping import erased_after_days
from representatives.people.models import Person
from representatives.people.posts import holds_a_post

CONSENTS = register(NotificationKind(name="consents", label=gettext_lazy("Samtykkene dine"), optional=False))


def remind(person: Person, purposes: Sequence[str], last_day: datetime.date, *, days: int, left: int) -> bool:
    """At 30 and 7 days before. Gives whether a mail was queued: each is sent once."""

    def compose() -> Mail:
        return Mail(
            subject=_("Samtykkene dine går snart ut"),
            paragraphs=(
                ngettext(
                    "Om %(left)s dag, etter %(date)s, går dette ut:",
                    "Om %(left)s dager, etter %(date)s, går dette ut:",
                    left,
                )
                % {"left": left, "date": format_date(last_day)},
                *_names(purposes),
                _("Vil du fortsette, bekrefter du på siden din. Det er ett trykk, og gjelder i 12 måneder."),
                *_what_then(purposes),
            ),
            why=_("Du får denne fordi du har samtykket i Medvirkning."),
            link_text=_("Se samtykkene mine"),
            link_path=reverse("my_page:home"),
        )

    return _send(person, f"consents:{person.pk}:{last_day}:{days}", compose)


def tell_run_out(person: Person, purposes: Sequence[str], last_day: datetime.date) -> bool:
    """The day after. Gives whether a mail was queued."""

    def compose() -> Mail:
        return Mail(
            subject=_("Samtykkene dine har gått ut"),
            paragraphs=(
                _("Dette gikk ut %(date)s:") % {"date": format_date(last_day)},
                *_names(purposes),
                *(
                    (_("Ingen finner deg i registeret lenger."),)
                    if ConsentPurpose.REGISTER in purposes
                    else (_("Du står fortsatt i registeret."),)
                ),
                *((_("Vil du likevel fortsette, bekrefter du på siden din."),) if holds_a_post(person) else ()),
                *_what_then(purposes),
            ),
            why=_("Du får denne fordi du har samtykket i Medvirkning."),
            link_text=_("Se samtykkene mine"),
            link_path=reverse("my_page:home"),
        )

    return _send(person, f"consents:{person.pk}:{last_day}:out", compose)


def tell_left(person: Person) -> bool:
    """Somebody is out of the register, by an own press or a guardian's: what happens now, and how it is undone."""
    left = person.consents.filter(purpose=ConsentPurpose.REGISTER).order_by("-given_at", "-pk").first()

    def compose() -> Mail:
        regrets = _("Angrer du, gir du samtykket på nytt på siden din før den tid.")
        return Mail(
            subject=_("Samtykket er trukket"),
            paragraphs=(
                _("Du er borte fra alle lister i registeret. Ingen ser opplysningene dine lenger."),
                *_what_then([ConsentPurpose.REGISTER]),
                # Where a guardian agreed, the guardian agrees anew; without a post there is nothing to be in.
                *((regrets,) if holds_a_post(person) and (left is None or left.guardian_id is None) else ()),
            ),
            why=_("Du får denne fordi samtykket til at du står i registeret, er trukket."),
            link_text=_("Gå til min side"),
            link_path=reverse("my_page:home"),
        )

    return _send(person, f"consents:{person.pk}:{left.pk if left else 0}:left", compose)


def _names(purposes: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"– {ConsentPurpose(purpose).label}" for purpose in purposes)


def _what_then(purposes: Sequence[str]) -> tuple[str, ...]:
    """Without the first consent there is nothing to keep the rest for."""
    if ConsentPurpose.REGISTER not in purposes:
        return ()
    return (
        _(
            "Gjør du ingenting, sletter vi det du har skrevet om deg selv, %(days)s dager etter at samtykket er "
            "slutt. Bruker du ikke kontoen til noe annet, sletter vi den også."
        )
        % {"days": erased_after_days()},
    )


def _send(person: Person, event: str, compose: Callable[[], Mail]) -> bool:
    """To people with an account: others have given theirs by a link or by letter, and are asked so."""
    if person.user is None:
        return False
    return notify(kind=CONSENTS.name, event=event, user=person.user, compose=compose) is not None
