"""No broken link: every address that a public page leads to answers, in each language."""

import re
from urllib.parse import urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from tests import advice_factories

pytestmark = pytest.mark.django_db

# What one may meet at the end of a link: a page, the way to another, or the sign-in.
FOUND = {200, 301, 302}
# More pages than the public part has; filters and versions to compare make no new ones.
MOST = 400


@pytest.fixture(autouse=True)
def _language_of_the_test_stays():
    with translation.override("nb"):
        yield


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_link_of_the_public_pages_leads_somewhere(client, language):
    advice_factories.publish(advice_factories.advice(1), wording="Ledere skal lytte")
    advice_factories.other_edition()
    waiting, seen, broken = ["/rad/"], {"/rad/"}, []
    while waiting:
        address = waiting.pop()
        page = client.get(address, headers={"Accept-Language": language})
        if page.status_code not in FOUND:
            broken.append(f"{address}: {page.status_code}")
            continue
        if page.status_code != 200 or not page["Content-Type"].startswith("text/html"):
            continue
        if not address.startswith("/rad/"):
            continue
        soup = BeautifulSoup(page.content, "html.parser")
        assert soup.html["lang"] == language
        ids = {tag["id"] for tag in soup.find_all(id=True)}
        for link in soup.find_all(["a", "link"], href=True):
            there, anchor = urldefrag(link["href"])
            if re.match(r"[a-z]+:", there):
                continue
            if not there and anchor and anchor not in ids:
                broken.append(f"{address}: #{anchor}")
            target = urljoin(address, there)
            if target and "/static/" not in target and target not in seen:
                seen.add(target)
                waiting.append(target)
        assert len(seen) < MOST, sorted(seen)[-20:]
    assert broken == []
    assert {"/rad/11/", "/rad/1/versjon/1/", "/rad/utgave/somatikk/1/", "/rad/alle/rad.pdf"} <= seen
