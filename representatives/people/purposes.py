"""What the register holds of people, and for what (domain, «Personal data»).

It tells of the rooms above too, by name: there is one register for whoever stands in it. Only consent is known from
the sources as a basis; what else it rests on is for the privacy officer to set.
"""

from django.utils.translation import gettext_lazy as _

from medvirkning.audit.purposes import Basis, Purpose, register

# What goes when nobody agrees to it any more.
WHILE_AGREED = ("register_consents",)

for purpose in (
    Purpose(
        key="organisations",
        what_for=_("Godkjenne organisasjoner, og vite hvem som handler for dem"),
        data=_("Navn, e-postadresse, språk og meldingen fra den som meldte inn organisasjonen; kontaktpersonene"),
        whose=_("De som melder inn en organisasjon, og kontaktpersoner"),
        seen_by=_("Senter for brukermedvirkning, og kontaktpersonene i organisasjonen"),
        rules=(
            "refused_organisations",
            "registered_organisations",
            "organisations_without_contact",
            "returned_organisations",
            "organisation_invitations",
            "unused_accounts",
        ),
        covers=frozenset({"representatives.OrganisationApplication", "representatives.OrganisationInvitation"}),
        order=32,
    ),
    Purpose(
        key="invited",
        what_for=_("Spørre noen om å stå i registeret"),
        data=_(
            "Navn, én e-postadresse eller ett mobilnummer, og hva du er spurt om: mandatet eller stillingen, og når "
            "det gjelder. Ikke noe mer før du har svart."
        ),
        whose=_("De som en organisasjon eller arbeidsgiver har meldt inn"),
        seen_by=_("Organisasjonen som meldte deg inn, og Senter for brukermedvirkning"),
        rules=("unanswered_representatives", "unanswered_consultants"),
        covers=frozenset({"representatives.Representative", "representatives.ExperienceConsultant"}),
        order=33,
    ),
    Purpose(
        key="register",
        what_for=_("Finne noen som kan medvirke, og nå dem"),
        data=_(
            "Kontaktopplysninger, og det du selv velger å gi: kjønn, aldersgruppe, perspektiv, temaer, behov for "
            "tilrettelegging, fylke, språk, hvordan og når du kan delta, opplæring, bindinger, og mandat eller "
            "stilling. Aldri diagnoser. Er du bare med i paneler, er det bare kontaktopplysningene."
        ),
        whose=_("Brukerrepresentanter, erfaringskonsulenter og panelmedlemmer"),
        seen_by=_(
            "Du selv, organisasjonen du representerer, og Senter for brukermedvirkning. "
            "Er du bare med i paneler, ser de som leder panelet, og den som eier det, hvordan de når deg, og ingen "
            "ser resten. Administratorer ser ingenting av det."
        ),
        basis=Basis.CONSENT,
        rules=(*WHILE_AGREED, "availability"),
        covers=frozenset(
            {
                "representatives.Person",
                "representatives.Profile",
                "representatives.TrainingRecord",
                "representatives.Representative",
                "representatives.ExperienceConsultant",
            }
        ),
        order=34,
    ),
    Purpose(
        key="shown",
        what_for=_("La ansatte finne deg når de trenger noen til et oppdrag"),
        data=_("Tema, perspektiv, fylke og når du kan, uten navn. Navn og mer først når du er foreslått."),
        whose=_("De som har samtykket til det"),
        seen_by=_("Ansatte. Den som har ansvaret for oppdraget du er foreslått til, ser hvem du er mens det varer."),
        basis=Basis.CONSENT,
        rules=WHILE_AGREED,
        covers=frozenset({"representatives.Profile"}),
        order=35,
    ),
    Purpose(
        key="contact",
        what_for=_("Kontakte deg senere om andre oppdrag"),
        data=_("Navn og kontaktopplysninger"),
        whose=_("De som har samtykket til det"),
        seen_by=_("Senter for brukermedvirkning"),
        basis=Basis.CONSENT,
        rules=WHILE_AGREED,
        order=36,
    ),
    Purpose(
        key="story",
        what_for=_("Publisere historien din slik du har godkjent den"),
        data=_("Historien og navnet ditt"),
        whose=_("De som har samtykket til det"),
        seen_by=_("Alle, så lenge samtykket gjelder"),
        basis=Basis.CONSENT,
        kept=_("Trekker du samtykket, blir historien tatt bort fra direktoratets egne sider."),
        order=37,
    ),
    Purpose(
        key="panels",
        what_for=_("Drive paneler og brukerråd"),
        data=_("Navn, e-postadresse, språk, fødselsår og hvorfor du vil være med. Aldri hele fødselsdatoen."),
        whose=_("De som søker eller er med i et panel"),
        seen_by=_(
            "De som leder panelet, og kontaktpersonene hos den som eier det. For direktoratets egne paneler er det "
            "Senter for brukermedvirkning. Ingen andre."
        ),
        basis=Basis.CONSENT,
        rules=("panel_invitations", "panel_applications", *WHILE_AGREED),
        covers=frozenset({"representatives.PanelMember"}),
        order=38,
    ),
    Purpose(
        key="guardians",
        what_for=_("Spørre en foresatt før en ung person er med i et panel"),
        data=_("Navn, e-postadresse og svaret"),
        whose=_("Foresatte til unge under aldersgrensen for å samtykke selv"),
        seen_by=_("Den unge selv. De som leder panelet, ser bare at en foresatt er spurt."),
        basis=Basis.CONSENT,
        rules=("guardians",),
        covers=frozenset({"representatives.GuardianRequest"}),
        kept=_("Svaret gjelder til den unge når aldersgrensen og selv blir spurt."),
        order=39,
    ),
):
    register(purpose)
