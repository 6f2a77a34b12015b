"""The first version of each text that people agree to: the portal's own words, in three languages.

The privacy officer of the body that runs the portal reads them before it opens; the Centre publishes what follows.
What they promise is held elsewhere: who sees what in `enrolments.reading`, how long in the rooms' `retention`.
"""

from representatives.consents.enums import Audience, ConsentPurpose

# (purpose, audience): bokmål, nynorsk, English.
FIRST_TEXTS: dict[tuple[str, str], tuple[str, str, str]] = {
    (ConsentPurpose.REGISTER, Audience.ADULT): (
        (
            "Jeg vil stå i registeret over dem som kan medvirke. Organisasjonen som registrerte meg, og Senter "
            "for brukermedvirkning ser det jeg skriver om meg selv. Samtykket gjelder i 12 måneder. Jeg kan "
            "trekke det når jeg vil, og da er jeg borte fra alle lister med en gang."
        ),
        (
            "Eg vil stå i registeret over dei som kan medverke. Organisasjonen som registrerte meg, og Senter for"
            " brukarmedverknad ser det eg skriv om meg sjølv. Samtykket gjeld i 12 månader. Eg kan trekkje det "
            "når eg vil, og då er eg borte frå alle lister med ein gong."
        ),
        (
            "I want to be in the register of people who can take part. The organisation that entered me, and the "
            "Centre for user involvement, see what I write about myself. My consent holds for 12 months. I can "
            "withdraw it whenever I want, and then I am gone from every list at once."
        ),
    ),
    (ConsentPurpose.SHOWN, Audience.ADULT): (
        (
            "Ansatte i direktoratet kan finne meg når de søker etter noen som kan medvirke. De ser ikke navnet "
            "mitt og ikke hvordan de når meg, før jeg er foreslått til et oppdrag."
        ),
        (
            "Tilsette i direktoratet kan finne meg når dei søkjer etter nokon som kan medverke. Dei ser ikkje "
            "namnet mitt og ikkje korleis dei når meg, før eg er foreslått til eit oppdrag."
        ),
        (
            "Staff of the directorate can find me when they look for somebody who can take part. They see neither"
            " my name nor how to reach me before I am nominated to an assignment."
        ),
    ),
    (ConsentPurpose.CONTACT, Audience.ADULT): (
        "Direktoratet kan kontakte meg igjen senere, om andre oppdrag enn dem jeg alt er med i.",
        "Direktoratet kan kontakte meg igjen seinare, om andre oppdrag enn dei eg alt er med i.",
        ("The directorate may contact me again later, about other assignments than those I already take part in."),
    ),
    (ConsentPurpose.STORY, Audience.ADULT): (
        (
            "Direktoratet kan publisere historien min slik jeg har godkjent den, med navnet mitt. Trekker jeg "
            "samtykket, blir den tatt bort fra direktoratets egne sider."
        ),
        (
            "Direktoratet kan publisere historia mi slik eg har godkjent ho, med namnet mitt. Trekkjer eg "
            "samtykket, blir ho teken bort frå direktoratet sine eigne sider."
        ),
        (
            "The directorate may publish my story as I have approved it, with my name. If I withdraw my consent, "
            "it is taken off the directorate's own pages."
        ),
    ),
    (ConsentPurpose.REGISTER, Audience.PANEL): (
        (
            "Jeg vil være med i panelet og stå i registeret som medlem. De som leder panelet, ser navnet mitt og "
            "hvordan de når meg. Det gjør også kontaktpersonene hos den som eier panelet. Er panelet direktoratets "
            "eget, er det Senter for brukermedvirkning. Har en organisasjon eller en arbeidsgiver registrert meg, "
            "ser de og senteret det jeg skriver om meg selv. Samtykket gjelder i 12 måneder. Jeg kan trekke "
            "det når jeg vil, og da er jeg borte fra alle lister med en gang."
        ),
        (
            "Eg vil vere med i panelet og stå i registeret som medlem. Dei som leier panelet, ser namnet mitt og "
            "korleis dei når meg. Det gjer også kontaktpersonane hos den som eig panelet. Er panelet direktoratet "
            "sitt eige, er det Senter for brukarmedverknad. Har ein organisasjon eller ein arbeidsgivar registrert "
            "meg, ser dei og senteret det eg skriv om meg sjølv. Samtykket gjeld i 12 månader. Eg kan "
            "trekkje det når eg vil, og då er eg borte frå alle lister med ein gong."
        ),
        (
            "I want to be part of the panel and to be in the register as a member. The people who run the panel see "
            "my name and how to reach me. So do the contact persons of the panel's owner. If the panel is the "
            "directorate's own, that is the Centre for user involvement. If an organisation or an employer has "
            "entered me, they and the Centre see what I write about myself. My consent holds for 12 months. I "
            "can withdraw it whenever I want, and then I am gone from every list at once."
        ),
    ),
    (ConsentPurpose.REGISTER, Audience.YOUNG): (
        (
            "Jeg vil være med i panelet. De som leder panelet, kan se hva jeg heter, hvilket år jeg er født, og "
            "hvordan de får tak i meg. Det kan også kontaktpersonene hos den som eier panelet. Er panelet "
            "direktoratets eget, er det de som jobber i Senter for brukermedvirkning. Må en foresatt si ja, får den "
            "foresatte også vite det. Ingen andre får vite at jeg er med. Jeg kan slutte når jeg vil, uten å si "
            "hvorfor. Da sletter dere det dere vet om meg."
        ),
        (
            "Eg vil vere med i panelet. Dei som leier panelet, kan sjå kva eg heiter, kva år eg er fødd, og "
            "korleis dei får tak i meg. Det kan også kontaktpersonane hos den som eig panelet. Er panelet "
            "direktoratet sitt eige, er det dei som jobbar i Senter for brukarmedverknad. Må ein føresett seie ja, "
            "får den føresette også vite det. Ingen andre får vite at eg er med. Eg kan slutte når eg vil, utan å "
            "seie kvifor. Då slettar de det de veit om meg."
        ),
        (
            "I want to be part of the panel. The people who run it can see my name, the year I was born and how "
            "to reach me. So can the contact persons of the panel's owner. If the panel is the directorate's own, "
            "that is the people who work in the Centre for user involvement. If a guardian has to agree, the "
            "guardian gets to know too. Nobody else gets to know that I am part of it. I can stop whenever I want, "
            "without saying why. Then you delete what you know about me."
        ),
    ),
    (ConsentPurpose.SHOWN, Audience.YOUNG): (
        (
            "De som jobber i direktoratet, kan finne meg når de vil høre hva unge mener. De ser ikke hva jeg heter,"
            " og ikke hvordan de får tak i meg. Det får de vite først når noen har foreslått meg til noe bestemt."
        ),
        (
            "Dei som jobbar i direktoratet, kan finne meg når dei vil høyre kva unge meiner. Dei ser ikkje kva eg "
            "heiter, og ikkje korleis dei får tak i meg. Det får dei vite først når nokon har foreslått meg til noko "
            "bestemt."
        ),
        (
            "People who work in the directorate can find me when they want to hear what young people think. They "
            "don't see my name or how to reach me. They get to know that only when somebody has suggested me for "
            "something."
        ),
    ),
    (ConsentPurpose.CONTACT, Audience.YOUNG): (
        "Direktoratet kan spørre meg igjen senere, om andre ting enn det jeg er med på nå. Jeg kan si nei da.",
        "Direktoratet kan spørje meg igjen seinare, om andre ting enn det eg er med på no. Eg kan seie nei då.",
        "The directorate may ask me again later, about other things than what I take part in now. I can say no then.",
    ),
    (ConsentPurpose.STORY, Audience.YOUNG): (
        (
            "Direktoratet kan vise historien min til alle, med navnet mitt, slik jeg har sagt at den skal være. Angrer"
            " jeg, tar direktoratet den bort fra sidene sine. Har andre lagret den, kan ikke direktoratet slette den."
        ),
        (
            "Direktoratet kan vise historia mi til alle, med namnet mitt, slik eg har sagt at ho skal vere. Angrar eg,"
            " tek direktoratet ho bort frå sidene sine. Har andre lagra ho, kan ikkje direktoratet slette ho."
        ),
        (
            "The directorate may show my story to everybody, with my name, as I have said it should be. If I change "
            "my mind, it is taken off the directorate's pages. What others have saved, the directorate can't delete."
        ),
    ),
    (ConsentPurpose.REGISTER, Audience.GUARDIAN): (
        (
            "Jeg er foresatt til den unge, og sier ja til at han eller hun er med i panelet. De som leder "
            "panelet, ser navn, fødselsår og kontaktopplysninger. Det gjør også kontaktpersonene hos den som eier "
            "panelet. Er panelet direktoratets eget, er det Senter for brukermedvirkning. Jeg kan trekke samtykket "
            "når jeg vil. Når den unge er gammel nok til å svare selv, blir den unge spurt, og svaret mitt gjelder "
            "ikke lenger."
        ),
        (
            "Eg er føresett til den unge, og seier ja til at han eller ho er med i panelet. Dei som leier "
            "panelet, ser namn, fødselsår og kontaktopplysningar. Det gjer også kontaktpersonane hos den som eig "
            "panelet. Er panelet direktoratet sitt eige, er det Senter for brukarmedverknad. Eg kan trekkje "
            "samtykket når eg vil. Når den unge er gammal nok til å svare sjølv, blir den unge spurd, og svaret mitt "
            "gjeld ikkje lenger."
        ),
        (
            "I am a guardian of the young person, and agree that he or she takes part in the panel. The people "
            "who run the panel see name, year of birth and contact details. So do the contact persons of the "
            "panel's owner. If the panel is the directorate's own, that is the Centre for user involvement. I can "
            "withdraw my consent whenever I want. When the young person is old enough to answer, the young person "
            "is asked, and my answer no longer holds."
        ),
    ),
}

ROWS = [
    {
        "key": f"{purpose}:{audience}:1",
        "purpose": str(purpose),
        "audience": str(audience),
        "number": 1,
        "text_nb": nb,
        "text_nn": nn,
        "text_en": en,
        "valid_from": "2020-01-01",
    }
    for (purpose, audience), (nb, nn, en) in FIRST_TEXTS.items()
]
