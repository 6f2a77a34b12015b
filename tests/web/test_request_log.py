"""Neither log of requests keeps what lets its reader in."""

import datetime
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.urls import reverse

from medvirkning.web.access_log import AccessLogger
from medvirkning.web.request_log import RequestLogMiddleware, loggable

TOKEN = "hemmelig-hemmelig-hemmelig-hemmelig"


def tokened() -> str:
    return reverse("account_reset_password_from_key", args=["1", TOKEN])


@pytest.mark.parametrize("more", ["", "?side=1", "?next=/oppdrag/"])
def test_a_tokened_address_is_its_pattern(more):
    shown = loggable(f"{tokened()}{more}")
    assert TOKEN not in shown
    assert shown.startswith("/accounts/password/reset/key/")
    assert shown.endswith(more)


def test_a_last_slash_is_not_needed():
    assert TOKEN not in loggable(tokened().rstrip("/"))


def test_the_page_after_signing_in_is_left_out_too():
    assert TOKEN not in loggable(f"/accounts/login/?next={tokened()}")


@pytest.mark.parametrize(
    "address", ["/", "/oppdrag/?q=a+b", "/finnes-ikke/x", "-", "", "http://[", "/oppdrag/?next=/"]
)
def test_other_addresses_stand_as_they_are(address):
    assert loggable(address) in (address, "?")


def test_the_portals_log():
    request = RequestFactory().get(tokened())
    assert TOKEN not in RequestLogMiddleware.format_request(request)


def test_the_web_servers_log():
    logger = AccessLogger.__new__(AccessLogger)
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": tokened(),
        "PATH_INFO": tokened(),
        "QUERY_STRING": "",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"http://testserver/accounts/login/?next={tokened()}",
    }
    response = SimpleNamespace(status="200 OK", headers=[])
    atoms = logger.atoms(response, SimpleNamespace(headers=[]), environ, datetime.timedelta(seconds=1))
    assert TOKEN not in "".join(str(atoms[key]) for key in "rUqf")
