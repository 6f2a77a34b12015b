"""The last mail that a person gets."""

from typing import Protocol

from django.utils.translation import gettext as _

from medvirkning.notifications.mails import Mail
from medvirkning.notifications.unkept import send_unkept


class Tell(Protocol):
    """How somebody is told of having been erased."""

    def __call__(self, *, address: str, language: str, account_too: bool) -> None: ...


def tell_erased(*, address: str, language: str, account_too: bool) -> None:
    """It is done, and what is left."""

    def compose() -> Mail:
        return _last_mail(
            _("Du har slettet opplysningene dine i Medvirkning. Dette kan ikke gjøres om."),
            _("Var det ikke deg som slettet? Skriv til Senter for brukermedvirkning."),
            account_too=account_too,
            why=_("Du får denne fordi opplysningene ble slettet fra kontoen din. Vi har ikke lenger adressen din."),
        )

    send_unkept(address=address, language=language, compose=compose)


def tell_erased_on_request(*, address: str, language: str, account_too: bool) -> None:
    """The Centre has done it, as somebody asked: whoever didn't ask must hear of it."""

    def compose() -> Mail:
        return _last_mail(
            _("Senter for brukermedvirkning har slettet det Medvirkning visste om deg. Dette kan ikke gjøres om."),
            _("Var det ikke du som ba om det? Skriv til Senter for brukermedvirkning."),
            account_too=account_too,
            why=_("Du får denne fordi noen ba oss slette opplysningene dine. Vi har ikke lenger adressen din."),
        )

    send_unkept(address=address, language=language, compose=compose)


def _last_mail(happened: str, not_you: str, *, account_too: bool, why: str) -> Mail:
    """Says no name, and is kept nowhere."""
    counted = _("At noen har deltatt, er fortsatt med i tallene. Ingenting sier at det var deg.")
    return Mail(
        subject=_("Opplysningene dine er slettet"),
        paragraphs=(happened, _of_account(account_too), counted, not_you),
        why=why,
    )


def _of_account(goes_too: bool) -> str:
    if goes_too:
        return _("Kontoen din er også slettet.")
    return _("Kontoen din er der fortsatt, siden du bruker den til annet enn å være representant.")
