"""What is held of everybody with an account, and for what."""

from django.utils.translation import gettext_lazy as _

from medvirkning.audit.purposes import Purpose, register

WITH_ACCOUNT = _("Alle med konto")

for purpose in (
    Purpose(
        key="account",
        what_for=_("Logge inn, og styre hvem som får se og gjøre hva"),
        data=_("Navn, e-postadresse, språk, roller, hvilken enhet du hører til, og når du er innlogget"),
        whose=WITH_ACCOUNT,
        seen_by=_("Du selv og administratorer. Ansatte ser navn ved arbeidet."),
        kept=_("Kontoen blir stående til den slettes. Da er navnet og adressen borte, også fra historikken."),
        rules=("sessions", "cache_entries", "api_tokens"),
        covers=frozenset(
            {
                "accounts.User",
                "accounts.ApiToken",
                "account.EmailAddress",
                "account.EmailConfirmation",
                "admin.LogEntry",
                "mfa.Authenticator",
                "sessions.Session",
                "socialaccount.SocialAccount",
                "socialaccount.SocialToken",
                "usersessions.UserSession",
                "web.CacheEntry",
            }
        ),
        order=10,
    ),
    Purpose(
        key="history",
        what_for=_("Vise hvem som endret hva, og hvem som har sett personopplysninger"),
        data=_("Hvem, hva og når"),
        whose=WITH_ACCOUNT,
        seen_by=_("De som ser det historikken gjelder. Du ser selv hvem som har sett opplysningene dine."),
        kept=_("Historikken blir stående uten navn når personen er slettet."),
        rules=("access_log",),
        order=15,
    ),
    Purpose(
        key="typed",
        what_for=_("Ta vare på det du har skrevet, til du lagrer, og på hvordan du vil se listene"),
        data=_("Det du har skrevet i skjemaer og ikke lagret, og filtre du har lagret"),
        whose=WITH_ACCOUNT,
        seen_by=_("Du selv"),
        rules=("drafts", "parked_forms", "spent_tokens", "saved_filters"),
        covers=frozenset({"web.Draft", "web.ParkedForm", "web.SavedFilter", "web.SpentToken"}),
        order=20,
    ),
    Purpose(
        key="messages",
        what_for=_("Gi deg beskjed på e-post"),
        data=_("Adressen, teksten og når den ble sendt"),
        whose=_("Alle med konto, og de som blir invitert eller selv har meldt seg"),
        seen_by=_("Administratorer ser om en e-post kom fram, ikke teksten"),
        rules=("messages", "messages_without_account"),
        covers=frozenset({"notifications.Message"}),
        order=25,
    ),
    Purpose(
        key="files",
        what_for=_("Lage filer og importere for deg"),
        data=_("Filene du har bestilt eller lastet opp"),
        whose=WITH_ACCOUNT,
        seen_by=_("Du selv"),
        rules=("jobs",),
        covers=frozenset({"jobs.Job"}),
        kept=_("Filer i «Mine filer og importer» slettes 30 dager etter at de er ferdige."),
        order=30,
    ),
):
    register(purpose)
