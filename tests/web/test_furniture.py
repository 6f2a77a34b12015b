"""Menus, language switch and error pages."""

import psycopg
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import HttpResponse

from medvirkning.accounts.enums import Role
from medvirkning.web import errors, navigation
from medvirkning.web.language_switch import switch_language
from medvirkning.web.middleware import DatabaseDownMiddleware
from medvirkning.web.navigation import NavItem, Place
from tests import factories

pytestmark = pytest.mark.urls("tests.web.urls")


@pytest.fixture
def menu(monkeypatch, rf):
    monkeypatch.setattr(navigation, "_registry", {})
    navigation.register(NavItem("work", "Oppdrag", "work", 20, navigation.everyone))
    navigation.register(NavItem("front", "Forside", "front", 10, navigation.everyone))
    navigation.register(NavItem("archive", "Arkiv", "archive", 30, navigation.everyone))
    navigation.register(NavItem("own", "Mitt", "front", 5))
    navigation.register(NavItem("foot", "Om", "front", 5, navigation.everyone, Place.FOOTER))

    def links(path):
        request = rf.get(path)
        request.user = AnonymousUser()
        return navigation.items_for(request, Place.MAIN)

    return links


def test_the_menu_shows_what_one_may_see_in_order(menu):
    assert [link.label for link in menu("/")] == ["Forside", "Oppdrag", "Arkiv"]


@pytest.mark.parametrize(
    ("path", "current"),
    [("/", "Forside"), ("/oppdrag/12/", "Oppdrag"), ("/oppdrag/arkiv/3/", "Arkiv"), ("/annet/", None)],
)
def test_the_deepest_item_that_holds_the_page_is_marked(menu, path, current):
    marked = [link.label for link in menu(path) if link.current]
    assert marked == ([current] if current else [])


@pytest.mark.django_db
@pytest.mark.urls("medvirkning.urls")
def test_a_wrong_host_gets_a_whole_page(client):
    """It is refused before anybody is known, so there are no menus."""
    response = client.get("/", headers={"host": "[::1"})
    assert response.status_code == 400
    assert "Vi forstår ikke forespørselen" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.urls("medvirkning.urls")
@pytest.mark.parametrize("role", Role)
def test_whoever_has_signed_in_gets_the_search_field(signed_in, settings, role):
    settings.MEDVIRKNING_DEMO = True  # no second factor first
    page = signed_in(factories.user(roles=[role])).get("/sok/?q=finnesikke")
    html = BeautifulSoup(page.content, "html.parser")
    assert {form["action"] for form in html.select(".site-header form[role=search]")} == {"/sok/"}


def switch(rf, target, code="nn", **data):
    request = rf.post(f"/sprak/?next={target}", {"switch_language_to": code, **data})
    request.user = AnonymousUser()
    return switch_language(request)


def test_the_switch_goes_back_to_the_page_and_remembers(rf):
    response = switch(rf, "/oppdrag/%3Fpage=2")
    assert response.url == "/oppdrag/?page=2"
    assert response.cookies["django_language"].value == "nn"


@pytest.mark.parametrize("target", ["https://vond.example/", "//vond.example", "javascript:alert(1)", ""])
def test_the_switch_leads_nowhere_else(rf, target):
    assert switch(rf, target).url == "/"


def test_an_unknown_language_changes_nothing(rf):
    assert not switch(rf, "/", "de").cookies


def database_error(cause):
    error = OperationalError("x")
    error.__cause__ = cause
    return error


def test_only_a_lost_database_is_a_503():
    assert errors.is_database_down(database_error(psycopg.OperationalError("connection refused")))
    assert errors.is_database_down(database_error(psycopg.errors.AdminShutdown("shutting down")))
    assert not errors.is_database_down(database_error(psycopg.errors.QueryCanceled("statement timeout")))
    assert not errors.is_database_down(database_error(psycopg.errors.DeadlockDetected("deadlock")))
    assert not errors.is_database_down(ValueError("x"))


def test_a_lost_database_answers_in_plain_words(rf):
    middleware = DatabaseDownMiddleware(lambda request: HttpResponse())
    response = middleware.process_exception(rf.get("/"), database_error(psycopg.OperationalError("refused")))
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "Medvirkning er nede akkurat nå" in response.content.decode()
    assert middleware.process_exception(rf.get("/"), ValueError("x")) is None


def test_the_500_page_needs_nothing(rf):
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Noe gikk galt hos oss" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("handler", "status"),
    [
        (errors.bad_request, 400),
        (errors.forbidden, 403),
        (errors.not_found, 404),
        (errors.conflict, 409),
        (errors.csrf_failure, 403),
    ],
)
def test_error_pages_say_what_to_do_in_the_look_of_the_portal(rf, handler, status, menu):
    request = rf.get("/oppdrag/")
    request.user = AnonymousUser()
    response = handler(request)
    assert response.status_code == status
    html = response.content.decode()
    assert '<html lang="nb"' in html
    assert "<h1>" in html
    assert "Gå til forsiden" in html
