"""The dashboard shows the figures of the rule, and from every number a link to exactly the records behind it."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from tests import factories
from tests.projects.shares.registers import YEAR, worked_example

pytestmark = pytest.mark.django_db


def page(client, code, **query):
    response = client.get(reverse("insight:department", kwargs={"code": code}), {"aar": YEAR, **query})
    assert response.status_code == 200
    return unescape(response.content.decode()).replace("\u00a0", " ")


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_the_worked_example_on_the_page(signed_in):
    department = worked_example()
    html = page(signed_in(factories.staff()), department.code)
    text = text_of(html)
    assert "63,3 %" in text
    assert "19 av 30 arbeider har medvirkning." in text
    assert "2 med godkjent unntak: 67,9 %" in text


def test_every_number_leads_to_as_many_records(signed_in):
    department = worked_example()
    client = signed_in(factories.staff())
    html = page(client, department.code)
    links = re.findall(r'<a [^>]*href="([^"]*/arbeid/\?[^"]*)"[^>]*>(.*?)</a>', html)
    assert len(links) > 40
    checked = 0
    for address, label in links:
        number = re.fullmatch(r"\d+", text_of(label).split(": ")[-1])
        response = client.get(address)
        assert response.status_code == 200, urlsplit(address)
        if number:
            found = re.search(r'role="status">([^<]*)<', response.content.decode())
            assert found
            assert found[1].split()[0] == number[0], (address, label)
            checked += 1
    assert checked > 30
