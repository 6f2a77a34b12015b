"""Two people on one record: the second save is refused with both versions, and nothing is lost."""

import threading

import pytest
from bs4 import BeautifulSoup
from django.db import connection

from medvirkning import audit
from medvirkning.web.concurrency import StaleVersion, save_versioned
from projects.work.models import WorkItem
from tests import factories

urls = pytest.mark.urls("tests.web.mechanism_urls")


def rename(item, title, version):
    item.title = title
    with audit.context(command="test"):
        save_versioned(item, expected_version=version, fields=["title"])


@pytest.mark.django_db
def test_the_version_counts_and_a_stale_one_is_refused():
    item = factories.assignment(title="Først")
    mine, theirs = WorkItem.objects.get(pk=item.pk), WorkItem.objects.get(pk=item.pk)
    rename(theirs, "Deres", 1)
    assert theirs.version == 2
    with pytest.raises(StaleVersion) as stale:
        rename(mine, "Min", 1)
    assert (stale.value.current.title, stale.value.current.version) == ("Deres", 2)
    rename(mine, "Min", 2)
    assert WorkItem.objects.get(pk=item.pk).title == "Min"


@pytest.mark.django_db
def test_only_the_named_fields_are_saved():
    item = factories.assignment(title="Tittel")
    item.reference = "changed by mistake"
    rename(item, "Ny", 1)
    assert WorkItem.objects.get(pk=item.pk).reference != "changed by mistake"
    for wrong in ([], ["version"]):
        with pytest.raises(ValueError, match="version"):
            save_versioned(item, expected_version=2, fields=wrong)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_one_wins_each_version():
    item = factories.assignment()
    won = []

    def save(number):
        try:
            rename(WorkItem.objects.get(pk=item.pk), f"Tittel {number}", 1)
        except StaleVersion:
            return
        finally:
            connection.close()
        won.append(number)

    threads = [threading.Thread(target=save, args=[number]) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    item.refresh_from_db()
    assert (item.version, item.title) == (2, f"Tittel {won[0]}")


@urls
@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_second_save_shows_both_versions_and_can_go_on(signed_in, headers):
    item = factories.assignment(title="Først")
    client = signed_in(factories.staff())
    address = f"/test/tittel/{item.pk}/"
    rename(WorkItem.objects.get(pk=item.pk), "Deres", 1)

    typed = {"title": "Min", "kind": "standing_task", "version": "1"}
    response = client.post(address, typed, headers=headers)
    assert response.status_code == 409
    page = BeautifulSoup(response.text, "html.parser")
    cells = [[cell.get_text(strip=True) for cell in row.select("td")] for row in page.select("tbody tr")]
    assert cells[0] == ["Min", "Deres"]
    assert cells[1] == ["fast oppgave", "oppdrag"]
    form = page.select_one("form#page-form")
    assert form.select_one("[name=title]")["value"] == "Min"
    assert form.select_one("[name=version]")["value"] == "2"
    assert WorkItem.objects.get(pk=item.pk).title == "Deres"

    assert client.post(address, {**typed, "version": "2"}).status_code == 302
    assert WorkItem.objects.get(pk=item.pk).title == "Min"
