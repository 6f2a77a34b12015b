"""Behind a link the page is in the language of the invitation, and what is said next in the one that was chosen."""

import datetime

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from representatives.panels.models import PanelMember
from tests import register_factories
from tests.representatives.enrolments.cases import NEW, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

TOKEN = register_factories.A_LINK


def html_in(language):
    return f'<html lang="{language}"'


def of_the_register(language):
    register_factories.invited(by=register_factories.registered(), language=language)
    return page_of(TOKEN)


def of_a_panel(language):
    with audit.context(command="test"):
        PanelMember.objects.create(
            panel=register_factories.panel(), state="invited", name="Ny", email="ny@post.example", language=language,
            token_hash=register_factories.token_hash(TOKEN), expires_at=timezone.now() + datetime.timedelta(days=9),
        )  # fmt: skip
    return reverse("panels:invitation", args=[TOKEN])


def of_an_organisation(language):
    organisation = register_factories.registered()
    register_factories.application(
        organisation=organisation, applicant_email="ny@post.example", applicant_language=language, state="approved",
        decided_at=timezone.now(),
    )  # fmt: skip
    register_factories.organisation_invitation(of=organisation, email="ny@post.example")
    return reverse("organisations:invitation", args=[TOKEN])


@pytest.mark.parametrize("made", [of_the_register, of_a_panel, of_an_organisation])
def test_the_page_is_in_the_language_of_the_invitation(client, made):
    page = client.get(made("en"), headers={"accept-language": "nb"})
    assert html_in("en") in page.text
    assert page.context["form"].initial["language"] == "en"


@pytest.mark.parametrize("made", [of_the_register, of_a_panel, of_an_organisation])
def test_a_choice_of_the_readers_own_holds(client, made):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nb"
    assert html_in("nb") in client.get(made("en")).text


def test_what_is_said_next_is_in_the_language_that_was_chosen(client):
    address = of_the_register("nb")
    page = client.post(address, NEW | {"language": "en"}, follow=True).text
    assert html_in("en") in page
    assert "Velkommen. Du står nå i registeret" not in page
