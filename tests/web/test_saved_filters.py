"""A list's filters saved by name: kept for their owner alone, used by a link, renamed and deleted."""

import datetime

import pytest
from django.utils import timezone

from medvirkning.web.models import SavedFilter
from medvirkning.web.saved_filters import MOST
from tests import factories

pytestmark = pytest.mark.django_db

LIST, NEW = "/oppdrag/", "/filtre/ny/oppdrag/"
QUERY = "?status=open&enhet=&q=r%C3%A5d&page=2"


def saved_by(account, name="Mine råd", query="status=open", **values):
    return SavedFilter.objects.create(user=account, address=LIST, name=name, query=query, **values)


@pytest.fixture
def account():
    return factories.staff()


@pytest.fixture
def browser(account, signed_in):
    return signed_in(account)


def test_a_list_offers_to_save_its_filters(browser):
    assert "/filtre/ny/" not in browser.get(LIST).content.decode()
    page = browser.get(f"{LIST}?status=open&page=1").content.decode()
    assert 'href="/filtre/ny/oppdrag/?status=open"' in page


def test_saving_tells_what_is_saved_and_leads_back_to_the_list(browser, account):
    page = browser.get(NEW + QUERY).content.decode()
    assert "Status: Planlagt eller pågår" in page
    assert "Oppdrag og faste oppgaver" in page
    answer = browser.post(NEW + QUERY, {"name": " Mine råd "}, follow=True)
    saved = SavedFilter.objects.get()
    assert (saved.user, saved.address, saved.name, saved.query) == (
        account,
        LIST,
        "Mine råd",
        "q=r%C3%A5d&status=open",
    )
    assert answer.redirect_chain == [(f"{LIST}?q=r%C3%A5d&status=open", 302)]
    page = answer.content.decode()
    assert "«Mine råd» er lagret" in page
    assert 'aria-current="page">Mine råd</a>' in page


@pytest.mark.parametrize(
    ("address", "name", "said"),
    [
        (NEW, "Tomt", "Velg minst ett filter i lista først"),
        (NEW + QUERY, "", "aria-invalid"),
        (NEW + QUERY, "Brukt", "Du har alt et filter med det navnet"),
        (f"{NEW}?q={'x' * 2001}", "Langt", "for lange"),
    ],
)
def test_what_is_refused_says_why_and_keeps_the_name(browser, account, address, name, said):
    saved_by(account, name="Brukt")
    answer = browser.post(address, {"name": name})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert f'value="{name}"' in answer.content.decode() or not name
    assert SavedFilter.objects.count() == 1


def test_there_is_an_end_to_how_many(browser, account):
    SavedFilter.objects.bulk_create(
        SavedFilter(user=account, address=LIST, name=f"{number}", query="q=1") for number in range(MOST)
    )
    assert f"Du har {MOST} lagrede filtre" in browser.post(NEW + QUERY, {"name": "Ett til"}).content.decode()
    assert SavedFilter.objects.count() == MOST


def test_others_filters_are_neither_seen_nor_changed(browser):
    theirs = saved_by(factories.staff(), name="Hemmelig")
    for address in (LIST, "/filtre/"):
        assert "Hemmelig" not in browser.get(address).content.decode()
    assert browser.get(f"/filtre/{theirs.pk}/navn/").status_code == 404
    assert browser.post(f"/filtre/{theirs.pk}/slett/").status_code == 404
    assert SavedFilter.objects.count() == 1


def test_one_is_renamed_and_deleted(browser, account):
    mine, other = saved_by(account), saved_by(account, name="Annet")
    page = browser.get("/filtre/").content.decode()
    assert page.index("Annet") < page.index("Mine råd")
    assert "Du har alt et filter" in browser.post(f"/filtre/{mine.pk}/navn/", {"name": "Annet"}).content.decode()
    assert browser.post(f"/filtre/{mine.pk}/navn/", {"name": "Nytt"}).status_code == 302
    assert SavedFilter.objects.get(pk=mine.pk).name == "Nytt"
    assert browser.post(f"/filtre/{other.pk}/slett/").status_code == 302
    assert not SavedFilter.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("address", ["/filtre/ny/finnes-ikke/", "/filtre/ny/enheter/", "/filtre/ny//evil.example/"])
def test_only_lists_with_filters_are_saved(browser, address):
    assert browser.get(f"{address}?q=1").status_code == 404
    assert browser.post(f"{address}?q=1", {"name": "X"}).status_code == 404


def test_retention_takes_those_of_accounts_nobody_uses(account):
    today = timezone.localdate()
    long_ago = factories.days_ago(900)
    unused, used = factories.staff(), factories.staff()
    for one in (unused, used, account):
        saved_by(one)
    SavedFilter.objects.filter(user__in=[unused, used]).update(saved_at=long_ago)
    type(used).objects.filter(pk=used.pk).update(last_login=timezone.now())
    found = SavedFilter.objects.of_accounts_unused_since(today - datetime.timedelta(days=730))
    assert [row.user for row in found] == [unused]
