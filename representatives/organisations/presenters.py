"""How an organisation stands, said in a word or two."""

from django.utils.translation import gettext as _

from medvirkning.web.dates import format_date
from medvirkning.web.pages import State
from representatives.organisations.enums import ApplicationState, RegistryState
from representatives.organisations.models import Organisation

APPLICATION_COLORS = {
    ApplicationState.SUBMITTED: "warning",
    ApplicationState.RETURNED: "info",
    ApplicationState.APPROVED: "success",
}


def state_of(organisation: Organisation) -> State:
    """The one thing that matters most of how it stands."""
    if organisation.closed_on is not None:
        return State(_("Lagt ned"))
    if organisation.registered_on is None:
        return State(_("Fra loggen"))
    if organisation.is_ending:
        return State(ending_in_words(organisation), "danger")
    if organisation.is_overdue:
        return State(_("Ikke bekreftet"), "warning")
    return State(_("I registeret"), "success")


def ending_in_words(organisation: Organisation) -> str:
    """What Enhetsregisteret says of one that has ended or is about to."""
    return {
        RegistryState.BANKRUPT: _("Konkurs"),
        RegistryState.WINDING_UP: _("Under avvikling"),
        RegistryState.DELETED: _("Slettet i Enhetsregisteret"),
        RegistryState.NOT_FOUND: _("Finnes ikke i Enhetsregisteret"),
    }[RegistryState(organisation.registry_state)]


def told_by_the_register(organisation: Organisation) -> str:
    """The same as a sentence, with the day on which it was said."""
    sentence = {
        RegistryState.BANKRUPT: _("Enhetsregisteret sa %(day)s at organisasjonen er konkurs."),
        RegistryState.WINDING_UP: _("Enhetsregisteret sa %(day)s at organisasjonen er under avvikling."),
        RegistryState.DELETED: _("Enhetsregisteret sa %(day)s at organisasjonen er slettet."),
        RegistryState.NOT_FOUND: _("Enhetsregisteret fant ikke organisasjonen %(day)s."),
    }[RegistryState(organisation.registry_state)]
    return sentence % {"day": format_date(organisation.registry_checked_at)}


def place_of(record: Organisation) -> str:
    """The whole country, or the counties by name."""
    if record.is_national:
        return _("Hele landet")
    names = dict(Organisation._meta.get_field("counties").base_field.flatchoices)
    return ", ".join(sorted(str(names.get(one, one)) for one in record.counties))
