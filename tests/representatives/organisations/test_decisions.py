"""The Centre approves, returns and refuses; what was returned is mended by its link."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.audit.services import history_model
from medvirkning.notifications.models import Message
from medvirkning.web.refusals import NotAllowedError
from medvirkning.web.request_log import loggable
from representatives.organisations import listeners, services
from representatives.organisations.enums import ApplicationState, RegistryState
from representatives.organisations.models import Organisation, OrganisationApplication
from representatives.subjects.models import SubjectArea
from tests import factories, register_factories
from tests.representatives.organisations.cases import (
    ADDRESS,
    NEW,
    NUMBER,
    OTHER_NUMBER,
    link_to,
    only_application,
    posted,
    token_to,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(signed_in):
    return signed_in(factories.centre())


def waiting(**values):
    return register_factories.application(
        **{"organisation_number": NUMBER, "name": "Nærlys", "applicant_email": ADDRESS} | values
    )


def decide(client, application, decision, **values):
    application.refresh_from_db()
    return client.post(
        application.get_absolute_url(), {"version": application.version, "decision": decision} | values, follow=True
    )


# Approving


def test_approving_makes_the_organisation_and_invites_who_signed_up(centre):
    application = waiting(about="Om oss", counties=["55"], is_national=False)
    with audit.context(command="test"):
        application.subject_areas.add(SubjectArea.objects.get(code="rus"))
    response = decide(centre, application, "approved")
    made = Organisation.objects.get(organisation_number=NUMBER)
    assert response.redirect_chain[-1][0] == made.get_absolute_url()
    today = timezone.localdate()
    assert (made.name, made.about, made.counties) == ("Nærlys", "Om oss", ["55"])
    assert (made.registered_on, made.confirmed_on, made.is_registered) == (today, today, True)
    assert [one.pk for one in made.subject_areas.all()] == ["rus"]
    application.refresh_from_db()
    assert (application.state, application.organisation, application.decided_by) == (
        ApplicationState.APPROVED, made, centre.account,
    )  # fmt: skip
    invitation = made.invitations.get()
    assert (invitation.email, invitation.invited_by) == (ADDRESS, centre.account)
    mail = Message.objects.get(address=ADDRESS)
    assert mail.is_secret
    assert invitation.token_hash not in mail.words


def test_the_known_one_with_the_number_becomes_it(centre):
    known = factories.organisation(organisation_number=NUMBER, name="Gammelt navn", kind="user")
    decide(centre, waiting(), "approved")
    known.refresh_from_db()
    assert (known.name, known.is_registered) == ("Nærlys", True)
    assert Organisation.objects.filter(organisation_number=NUMBER).count() == 1


def test_a_group_gets_a_code_of_its_own(centre):
    codes = set()
    for name in ("Erfaringskafeen", "Et annet treff"):
        decide(centre, waiting(organisation_number="", kind="informal", name=name), "approved")
        codes.add(Organisation.objects.get(name=name).external_id)
    assert len(codes) == 2
    assert all(code.startswith("MV-") for code in codes)


def test_a_code_that_a_file_has_given_is_not_given_again(centre):
    decide(centre, waiting(organisation_number="", kind="informal", name="Den første"), "approved")
    number = int(Organisation.objects.get(name="Den første").external_id.removeprefix("MV-"))
    factories.organisation(organisation_number=None, external_id=f"MV-{number + 2}", kind="informal")
    decide(centre, waiting(organisation_number="", kind="informal", name="Den neste"), "approved")
    assert Organisation.objects.get(name="Den neste").external_id != f"MV-{number + 2}"


def test_the_centre_says_that_it_is_one_known_from_the_log(centre):
    known = factories.organisation(
        organisation_number=None, external_id="G-7", kind="informal", name="Erfaringskafeen i nord"
    )
    application = waiting(organisation_number="", kind="informal", name="Erfaringskafeen i Nord")
    page = centre.get(application.get_absolute_url())
    assert list(page.context["form"].fields["same_as"].queryset) == [known]
    assert "Erfaringskafeen i nord" in page.text
    decide(centre, application, "approved", same_as=known.pk)
    known.refresh_from_db()
    assert (known.external_id, known.name, known.is_registered) == ("G-7", "Erfaringskafeen i Nord", True)
    assert Organisation.objects.count() == 1


def test_a_known_group_gets_its_number(centre):
    known = factories.organisation(organisation_number=None, external_id="G-7", kind="informal", name="Nærlys gruppe")
    decide(centre, waiting(name="Nærlys gruppe"), "approved", same_as=known.pk)
    known.refresh_from_db()
    assert (known.organisation_number, known.external_id, known.kind) == (NUMBER, "G-7", "user")


@pytest.mark.usefixtures("history_context")
def test_same_as_another_than_the_one_with_the_number():
    factories.organisation(organisation_number=NUMBER)
    other = factories.organisation(organisation_number=None, external_id="G-7", kind="informal")
    application = waiting()
    with pytest.raises(services.OrganisationRefusedError) as refused:
        services.approve(actor=factories.centre(), application=application, expected_version=1, same_as=other)
    assert refused.value.field == "same_as"


def test_who_counts_is_told_of_another_kind(centre, monkeypatch):
    told = []
    monkeypatch.setattr(listeners, "_listeners", [told.append])
    known = factories.organisation(organisation_number=NUMBER, kind="public_body")
    decide(centre, waiting(), "approved")
    assert told == [known]


@pytest.mark.parametrize("alike", ["organisation", "application"])
def test_what_is_alike_is_pointed_out(centre, alike):
    if alike == "organisation":
        other = register_factories.registered(name="Nærlys brukerforening avd. Troms")
    else:
        other = register_factories.application(name="Nærlys brukerforening avd. Troms")
    register_factories.registered(name="Noe helt annet")
    page = centre.get(waiting(name="Nærlys brukerforening").get_absolute_url())
    assert other.get_absolute_url() in page.text
    assert "Noe helt annet" not in page.text
    # What is in the register can't be claimed.
    assert "same_as" not in page.context["form"].fields


def test_a_deleted_entity_is_not_approved(centre):
    response = decide(centre, waiting(registry_state=RegistryState.DELETED), "approved")
    assert "Den kan ikke godkjennes" in response.text
    assert not Organisation.objects.exists()


def test_the_register_is_asked_anew(centre, entity_register):
    application = waiting()
    entity_register.has(NUMBER, "NÆRLYS SA", underAvvikling=True)
    page = centre.post(reverse("organisations:look-up-application", args=[application.pk]), follow=True)
    application.refresh_from_db()
    assert (application.registry_state, application.registry_name) == (RegistryState.WINDING_UP, "NÆRLYS SA")
    assert application.registry_checked_at is not None
    assert "NÆRLYS SA" in page.text
    assert "et annet navn enn Enhetsregisteret" in page.text
    # A version that was read is the version that is decided on.
    assert application.version == 1
    entity_register.says(NUMBER, 500)
    page = centre.post(reverse("organisations:look-up-application", args=[application.pk]), follow=True)
    assert "Enhetsregisteret svarer ikke nå" in page.text
    application.refresh_from_db()
    assert application.registry_state == RegistryState.WINDING_UP


# Returning and mending


def test_returning_sends_a_link_by_which_it_is_mended(client, centre):
    application = waiting()
    decide(centre, application, "returned", reason="Fortell hvem dere er til for.")
    application.refresh_from_db()
    assert application.state == ApplicationState.RETURNED
    days = (application.token_expires_at - timezone.now()).days
    assert days in (29, 30)
    mail = Message.objects.get(address=ADDRESS)
    assert mail.is_secret
    assert "Fortell hvem dere er til for." in mail.words
    link = link_to()
    page = client.get(link)
    assert "Fortell hvem dere er til for." in page.text
    assert page.context["form"]["name"].value() == "Nærlys"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    values = posted(name="Nærlys brukerforening", organisation_number=NUMBER)
    del values["applicant_email"]
    assert client.post(link, values).status_code == 302
    application.refresh_from_db()
    assert (application.state, application.name, application.token_hash) == (
        ApplicationState.SUBMITTED, "Nærlys brukerforening", None,
    )  # fmt: skip
    assert application.applicant_email == ADDRESS
    # What was asked for stands there for the Centre, and the link is spent.
    assert "Fortell hvem dere er til for." in centre.get(application.get_absolute_url()).text
    assert client.get(link).status_code == client.post(link, values).status_code == 410


def test_opening_the_link_changes_nothing(client, centre):
    application = waiting()
    decide(centre, application, "returned", reason="Noe")
    before = OrganisationApplication.objects.values().get()
    for method in (client.get, client.head, client.options):
        method(link_to())
    assert OrganisationApplication.objects.values().get() == before


def test_what_was_confirmed_stays_confirmed(client, centre):
    """The four criteria too: what is to be mended is what the Centre wrote of."""
    application = waiting()
    decide(centre, application, "returned", reason="Noe mangler")
    page = client.get(link_to()).text
    for name in ("is_democratic", "is_member_based", "is_run_by_users", "involvement_is_core"):
        (box,) = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page)
        assert "checked" in box


def test_a_used_link_says_so_of_the_link(client, centre):
    decide(centre, waiting(), "returned", reason="Noe mangler")
    link = link_to()
    client.post(link, posted(organisation_number=NUMBER))
    gone = client.get(link)
    assert gone.status_code == 410
    assert "Lenken gjelder ikke lenger" in gone.text
    assert "Invitasjonen" not in gone.text
    # Signing up anew would be refused: what was sent waits.
    assert "Har dere sendt innmeldingen på nytt, er den kommet fram." in gone.text


@pytest.mark.parametrize(
    ("expires", "told"),
    [(timezone.now(), "innmeldingen gikk ut"), (None, "har ingen lenke til å endre innmeldingen")],
)
def test_a_returned_one_whose_link_works_no_more_says_so(centre, expires, told):
    page = centre.get(register_factories.returned(token_expires_at=expires).get_absolute_url())
    assert told in page.text
    assert "går ut" not in page.text
    assert "Send lenken på nytt" in page.text


def test_the_number_may_be_mended(client, centre, entity_register):
    entity_register.has(OTHER_NUMBER)
    decide(centre, waiting(), "returned", reason="Feil nummer")
    client.post(link_to(), posted(organisation_number=OTHER_NUMBER))
    assert (only_application().organisation_number, only_application().registry_state) == (OTHER_NUMBER, "active")


@pytest.mark.parametrize("taken", ["registered", "waits", "deleted"])
def test_a_number_that_can_not_be_used_when_mending(client, centre, entity_register, taken):
    decide(centre, waiting(), "returned", reason="Feil nummer")
    link = link_to()
    if taken == "registered":
        register_factories.registered(organisation_number=OTHER_NUMBER)
    elif taken == "waits":
        register_factories.application(organisation_number=OTHER_NUMBER)
    entity_register.has(OTHER_NUMBER, **({"slettedato": "2020-01-01"} if taken == "deleted" else {}))
    response = client.post(link, posted(organisation_number=OTHER_NUMBER))
    assert response.context["form"].errors["organisation_number"]
    assert client.get(link).status_code == 200


def test_a_link_that_ran_out(client, centre):
    application = waiting()
    decide(centre, application, "returned", reason="Noe")
    link = link_to()
    with audit.context(command="test"):
        OrganisationApplication.objects.update(token_expires_at=timezone.now() - datetime.timedelta(seconds=1))
    for response in (client.get(link), client.post(link, posted(organisation_number=NUMBER))):
        assert response.status_code == 410
        assert "Nærlys" not in response.text
    # The Centre sends another one.
    centre.post(reverse("organisations:renew-link", args=[application.pk]))
    assert client.get(link).status_code == 410
    assert client.get(link_to()).status_code == 200


def test_the_token_stands_in_no_log_and_no_row(client, centre):
    decide(centre, waiting(), "returned", reason="Noe")
    token = token_to()
    assert token not in loggable(link_to())
    assert token not in str(OrganisationApplication.objects.values().get())
    client.post(link_to(), posted(organisation_number=NUMBER))
    rows = history_model(OrganisationApplication).objects
    assert rows.exists()
    assert token not in str(list(rows.values("payload", "pgh_context__metadata")))


# Refusing, and what holds of every decision


@pytest.mark.parametrize("decision", ["returned", "refused"])
def test_both_need_a_reason(centre, decision):
    application = waiting()
    response = decide(centre, application, decision, reason="  ")
    assert response.context["form"].errors["reason"]
    assert only_application().state == ApplicationState.SUBMITTED


def test_refusing_tells_why(centre):
    application = waiting()
    decide(centre, application, "refused", reason="Dere er en bedrift.")
    application.refresh_from_db()
    assert application.state == ApplicationState.REFUSED
    mail = Message.objects.get(address=ADDRESS)
    assert "Dere er en bedrift." in mail.words
    assert not mail.is_secret


def test_a_returned_one_may_be_refused(centre):
    application = waiting()
    decide(centre, application, "returned", reason="Noe")
    page = centre.get(application.get_absolute_url())
    assert [value for value, _text in page.context["form"].fields["decision"].choices] == ["approved", "refused"]
    decide(centre, application, "refused", reason="Dere svarte at dere er en bedrift.")
    application.refresh_from_db()
    assert (application.state, application.token_hash) == (ApplicationState.REFUSED, None)


def test_a_returned_one_may_be_approved_after_a_call(client, centre):
    """With a note of what was cleared up: the link by which it could be mended works no more."""
    application = waiting()
    decide(centre, application, "returned", reason="Fortell hvem dere er til for.")
    link = link_to()
    page = decide(centre, application, "approved", reason=" ")
    assert "Skriv hva som er avklart" in str(page.context["form"].errors["reason"])
    assert only_application().state == ApplicationState.RETURNED
    decide(centre, application, "approved", reason="Ringte: de er til for pårørende.")
    application.refresh_from_db()
    assert (application.state, application.token_hash) == (ApplicationState.APPROVED, None)
    assert application.decision_reason == "Ringte: de er til for pårørende."
    assert application.organisation.is_registered
    assert client.get(link).status_code == 410
    # The contact is invited, and reads nothing of the note.
    mail = Message.objects.filter(address=ADDRESS).latest("pk")
    assert "kontaktperson for" in mail.words
    assert "Ringte" not in mail.words


@pytest.mark.parametrize("decision", ["approved", "returned", "refused"])
def test_what_is_decided_is_not_decided_again(centre, decision):
    application = waiting()
    decide(centre, application, "refused", reason="Nei")
    assert not centre.get(application.get_absolute_url()).context["may_decide"]
    decide(centre, application, decision, reason="Likevel")
    assert only_application().state == ApplicationState.REFUSED
    assert not Organisation.objects.exists()


def test_what_was_mended_since_it_was_read_is_read_again(client, centre):
    application = waiting()
    decide(centre, application, "returned", reason="Noe")
    client.post(link_to(), posted(organisation_number=NUMBER))
    response = centre.post(application.get_absolute_url(), {"version": 1, "decision": "approved"})
    assert response.status_code == 409
    assert "endret siden du åpnet siden" in response.text
    assert "Du valgte «Godkjenn, og inviter" in response.text
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("first", "told"), [("approved", "godkjent"), ("refused", "avslått"), ("returned", "sendt tilbake")]
)
def test_a_decision_from_an_old_tab_is_told_who_came_first(signed_in, centre, first, told):
    application, other = waiting(), signed_in(factories.centre(name="Olav Først"))
    decide(other, application, first, reason="Den første grunnen")
    response = centre.post(
        application.get_absolute_url(), {"version": 1, "decision": "refused", "reason": "Den andre grunnen"}
    )
    assert response.status_code == 409
    for words in (f"alt avgjort: {told} av Olav Først", "Du valgte «Avslå»", "Den andre grunnen"):
        assert words in response.text
    assert ("Den første grunnen" in response.text) is (first != "approved")
    assert "Dette valget finnes ikke" not in response.text
    application.refresh_from_db()
    assert (application.state, application.decided_by) == (first, other.account)


@pytest.mark.usefixtures("history_context")
@pytest.mark.parametrize("who", ["staff", "administrator", "contact"])
def test_nobody_else_decides(who):
    account = {"staff": factories.staff, "administrator": factories.administrator}.get(
        who, lambda: register_factories.contact()
    )()
    application = waiting()
    for act in (
        lambda: services.approve(actor=account, application=application, expected_version=1),
        lambda: services.refuse(actor=account, application=application, expected_version=1, reason="x"),
        lambda: services.send_back(actor=account, application=application, expected_version=1, reason="x"),
        lambda: services.renew_link(actor=account, application=application),
        lambda: services.look_up_application(actor=account, application=application),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_those_that_wait_stand_first(centre):
    done = waiting(name="Avgjort", state=ApplicationState.REFUSED, decision_reason="x")
    first, second = (
        register_factories.application(name=name, submitted_at=factories.days_ago(days))
        for name, days in (("Eldst", 3), ("Nyere", 1))
    )
    rows = centre.get(reverse("organisations:applications")).context["table"].rows
    assert [row.record.pk for row in rows] == [first.pk, second.pk, done.pk]
    rows = centre.get(reverse("organisations:applications"), {"tilstand": "refused"}).context["table"].rows
    assert [row.record.pk for row in rows] == [done.pk]


def test_from_signing_up_to_a_contact(client, centre):
    """The whole way, by the links of the mails."""
    application = waiting(applicant_language="nn")
    decide(centre, application, "approved")
    organisation = Organisation.objects.get(organisation_number=NUMBER)
    assert Message.objects.get(address=ADDRESS).language == "nn"
    page = client.get(link_to())
    assert "Nærlys" in page.text
    client.post(link_to(), NEW)
    assert client.get(organisation.get_absolute_url()).status_code == 200
