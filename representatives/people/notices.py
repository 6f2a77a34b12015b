"""The last mail that a person gets."""

from django.utils.translation import gettext as _

from medvirkning.notifications.mails import Mail
from medvirkning.notifications.unkept import send_unkept


def tell_erased(*, address: str, language: str, account_too: bool) -> None:
    """It is done, and what is left. Says no name, and is kept nowhere."""

    def compose() -> Mail:
        account = (
            _("Kontoen din er også slettet.")
            if account_too
            else _("Kontoen din er der fortsatt, siden du bruker den til annet enn å være representant.")
        )
        return Mail(
            subject=_("Opplysningene dine er slettet"),
            paragraphs=(
                _("Du har slettet opplysningene dine i Medvirkning. Dette kan ikke gjøres om."),
                account,
                _("At noen har deltatt, er fortsatt med i tallene. Ingenting sier at det var deg."),
                _("Var det ikke deg som slettet? Skriv til Senter for brukermedvirkning."),
            ),
            why=_("Du får denne fordi opplysningene ble slettet fra kontoen din. Vi har ikke lenger adressen din."),
        )

    send_unkept(address=address, language=language, compose=compose)
