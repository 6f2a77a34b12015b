"""The pages of grants: what each reader meets, figures that lead to their grants, and the import by the Centre."""

import csv
import datetime
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.jobs.enums import JobState
from medvirkning.jobs.models import Job
from medvirkning.jobs.services import run_job
from medvirkning.web import slots
from representatives.grants.models import Grant, GrantScheme
from tests import factories, register_factories

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year
LIST = "/tilskudd/"
# What every page asks to know who is there.
SIGNING_IN = (
    'FROM "django_session"',
    'FROM "accounts_user" WHERE "accounts_user"."id" =',
    'FROM "mfa_authenticator"',
)


@pytest.fixture
def centre(signed_in: Any) -> Any:
    return signed_in(factories.centre())


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.content.decode()
    return str(response.content.decode().replace("\u00a0", " "))


def test_a_contact_sees_the_own_grants_with_requirement_and_judgement(signed_in: Any) -> None:
    own = register_factories.grant(requirement_state="not_met", requirement_reason="Ingen brukere var med.")
    other = register_factories.grant()
    client = signed_in(register_factories.contact(of=own.organisation))

    page = text_of(client.get(LIST))
    assert str(own.organisation) in page
    assert str(other.organisation) not in page
    page = text_of(client.get(own.get_absolute_url()))
    assert "Brukere skal være med i styringen." in page
    assert "Ikke oppfylt" in page
    assert "Ingen brukere var med." in page
    assert "Historikk" not in page
    assert client.get(other.get_absolute_url()).status_code == 404
    scheme = text_of(client.get(other.scheme.get_absolute_url()))
    assert "Ingen tilskudd er lagt inn ennå" in scheme


def test_sums_by_year_follow_the_filters(centre: Any) -> None:
    scheme = register_factories.scheme()
    for amount, year in ((100_000, YEAR), (200_000, YEAR), (1_000_000, YEAR - 1)):
        register_factories.grant(of=scheme, year=year, amount=amount)
    register_factories.municipal_grant(amount=7)

    page = text_of(centre.get(LIST))
    assert "4 tilskudd på til sammen 1 300 007 kroner" in page
    page = text_of(centre.get(LIST, {"ordning": scheme.code, "aar": YEAR}))
    assert "2 tilskudd på til sammen 300 000 kroner" in page
    assert f"ordning={scheme.code}" in page
    assert "1 tilskudd på 7 kroner" in text_of(centre.get(LIST, {"mottaker": "municipality"}))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"krav": "met"}, 1),
        ({"krav": "judged"}, 2),
        ({"krav": "unknown"}, 2),
        ({"rapport": "missing"}, 1),
        ({"rapport": "received"}, 1),
        ({"q": "5501"}, 1),
        ({"q": "tROMSØ"}, 1),
        ({"q": "finnes ikke"}, 0),
        ({"aar": "1999"}, 0),
        ({"aar": "tull"}, 0),
        ({"ordning": "finnes\x00ikke"}, 0),
    ],
)
def test_filters(centre: Any, query: dict[str, str], found: int) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    register_factories.grant(requirement_state="met", report_received_on=yesterday)
    register_factories.grant(requirement_state="partly", requirement_reason="Litt")
    register_factories.grant(report_due_on=yesterday)
    register_factories.municipal_grant()
    rows = text_of(centre.get(LIST, query)).count('class="under"')
    assert rows == found


def test_every_figure_of_the_shares_leads_to_as_many_grants(centre: Any) -> None:
    scheme = register_factories.scheme(rules_from=2020)
    for state in ("met", "met", "partly", "unknown"):
        register_factories.grant(of=scheme, requirement_state=state, requirement_reason="x" * (state == "partly"))
    page = text_of(centre.get("/tilskudd/krav/"))
    assert "66,7 %" in page
    for query, number in (("judged", 3), ("met", 2), ("partly", 1), ("not_met", 0)):
        address = f"{LIST}?ordning={scheme.code}&aar={YEAR}&krav={query}"
        assert address.replace("&", "&amp;") in page
        assert text_of(centre.get(address)).count('class="under"') == number


@pytest.mark.parametrize(("number", "is_few"), [(1, True), (4, True), (5, False)])
def test_a_share_of_few_says_so(centre: Any, number: int, is_few: bool) -> None:
    scheme = register_factories.scheme(rules_from=2020)
    for _each in range(number):
        register_factories.grant(of=scheme, requirement_state="met")
    page = text_of(centre.get("/tilskudd/krav/"))
    assert "100,0 %" in page
    assert ("(få saker)" in page) is is_few


def test_nothing_judged_has_no_share(centre: Any) -> None:
    register_factories.grant()
    (row,) = csv.DictReader(io.StringIO(_download(centre, "/tilskudd/krav/?format=csv")), delimiter=";")
    assert (row["Andel oppfylt av vurderte"], row["Vurdert"]) == ("", "0")
    assert "–" in text_of(centre.get("/tilskudd/krav/"))


def test_the_list_is_downloaded_with_numbers(centre: Any) -> None:
    grant = register_factories.municipal_grant(amount=250_000)
    (row,) = csv.DictReader(io.StringIO(_download(centre, f"{LIST}?format=csv")), delimiter=";")
    assert (row["Mottaker"], row["Kroner"], row["Kravet om medvirkning"]) == ("Tromsø", "250000", "Ikke vurdert")
    assert row["Organisasjonsnummer eller kommunenummer"] == grant.municipality_number


def _download(client: Any, address: str) -> str:
    response = client.get(address)
    return b"".join(response.streaming_content).decode("utf-8-sig")


def test_a_grant_is_entered_by_the_organisations_name(centre: Any) -> None:
    scheme, organisation = register_factories.scheme(), register_factories.registered(name="Kreftforeningen")
    fields = {
        "scheme": scheme.pk,
        "year": YEAR,
        "recipient_kind": "organisation",
        "organisation_words": "kreftforeningen",
        "amount": "250 000",
    }
    response = centre.post("/tilskudd/ny/", fields)
    grant = Grant.objects.get()
    assert response["Location"] == grant.get_absolute_url()
    assert (grant.organisation, grant.amount) == (organisation, 250_000)


def test_some_words_are_followed_by_a_choice(centre: Any) -> None:
    scheme = register_factories.scheme()
    first = register_factories.registered(name="Foreningen Nord")
    register_factories.registered(name="Foreningen Sør")
    fields = {
        "scheme": scheme.pk,
        "year": YEAR,
        "recipient_kind": "organisation",
        "organisation_words": "foreningen",
        "amount": "1",
    }
    page = text_of(centre.post("/tilskudd/ny/", fields))
    assert "Velg organisasjonen i lista" in page
    assert "Foreningen Nord" in page
    assert "Foreningen Sør" in page
    centre.post("/tilskudd/ny/", fields | {"organisation_for": "foreningen", "organisation": first.pk})
    assert Grant.objects.get().organisation == first


def test_what_is_wrong_is_said_at_its_field(centre: Any) -> None:
    fields = {"scheme": register_factories.scheme().pk, "year": "1800", "amount": "12,50"}
    page = text_of(
        centre.post("/tilskudd/ny/", fields | {"recipient_kind": "municipality", "municipality_number": "9"})
    )
    for text in ("uten øre", "Oslo er 0301", "Skriv navnet på kommunen"):
        assert text in page
    page = text_of(centre.post("/tilskudd/ny/", fields | {"recipient_kind": "organisation"}))
    assert "Skriv hvilken organisasjon" in page


def test_a_second_save_is_met_with_both_versions(centre: Any) -> None:
    grant = register_factories.grant()
    address = reverse("grants:judge", args=[grant.pk])
    fields = {"version": 1, "requirement_state": "met", "requirement_reason": ""}
    assert centre.post(address, fields).status_code == 302
    late = centre.post(address, fields | {"requirement_state": "not_met", "requirement_reason": "Nei"})
    assert late.status_code == 409
    assert "Ikke oppfylt" in late.content.decode()
    grant.refresh_from_db()
    assert grant.requirement_state == "met"


def test_a_conflict_shows_what_differs_and_no_more(centre: Any) -> None:
    grant = register_factories.municipal_grant(amount=250_000)
    register_factories.registered(name="Foreningen Nord")
    register_factories.registered(name="Foreningen Sør")
    with audit.context(command="test"):
        Grant.objects.filter(pk=grant.pk).update(version=2, municipality_name="Romsa")
    fields = {
        "version": 1,
        "scheme": grant.scheme_id,
        "year": YEAR,
        "recipient_kind": "municipality",
        # What stands at the other kind of recipient is let be, a choice among many too.
        "organisation_words": "foreningen",
        "municipality_number": "5501",
        "municipality_name": "Tromsø",
        "amount": "250 000,00",
    }
    late = centre.post(reverse("grants:edit", args=[grant.pk]), fields)
    assert late.status_code == 409
    assert "Romsa" in late.content.decode()


def test_a_grant_is_changed_by_the_form_it_is_shown_in(centre: Any) -> None:
    grant = register_factories.grant(amount=1)
    address = reverse("grants:edit", args=[grant.pk])
    page = text_of(centre.get(address))
    assert str(grant.organisation) in page
    fields = {
        "version": 1,
        "scheme": grant.scheme_id,
        "year": YEAR,
        "recipient_kind": "municipality",
        "organisation_words": str(grant.organisation),
        "municipality_number": "0301",
        "municipality_name": "Oslo",
        "amount": "2",
    }
    assert centre.post(address, fields).status_code == 302
    grant.refresh_from_db()
    assert (grant.recipient, grant.amount, grant.version) == ("Oslo", 2, 2)


def test_rules_in_use_are_not_changed_but_followed_by_new_ones(centre: Any) -> None:
    grant = register_factories.grant()
    address = reverse("grants:edit-rules", args=[grant.rules_id])
    page = text_of(
        centre.post(address, {"version": 1, "first_year": 2020, "requirement": "Noe annet", "source_url": ""})
    )
    assert "kan ikke endres" in page
    scheme = grant.scheme.get_absolute_url()
    assert "kan ikke endres" in text_of(centre.get(scheme))
    centre.post(f"{scheme}regelverk/", {"first_year": YEAR, "requirement": "Nytt krav"})
    grant.refresh_from_db()
    assert grant.requirement == "Nytt krav"


def test_a_scheme_is_entered_with_any_code(centre: Any) -> None:
    for code in ("761.79", "kap/761", "ny", "æ ø", "~"):
        centre.post("/tilskudd/ordninger/ny/", {"code": code, "name": f"Ordning {code}"})
        scheme = GrantScheme.objects.get(code=code)
        assert scheme.name in text_of(centre.get(scheme.get_absolute_url()))
    assert "alt denne koden" in text_of(centre.post("/tilskudd/ordninger/ny/", {"code": "NY", "name": "x"}))


def test_a_file_is_imported_as_a_job(centre: Any) -> None:
    text = (
        "scheme_code,scheme_name,year,municipality_number,municipality_name,amount\nA,Ordning,2024,0301,Oslo,1 000\n"
    )
    job = _ordered(centre, text.encode(), check="1")
    assert job.state == JobState.SUCCEEDED
    assert "ingenting er lagret" in job.message
    assert not Grant.objects.exists()

    job = _ordered(centre, text.encode())
    assert "nye: 1" in job.message
    assert Grant.objects.get().amount == 1000
    with job.result_file.open("rb") as file:
        assert "A, 2024, 0301" in file.read().decode("utf-8-sig")


def test_the_jobs_page_tells_of_the_first_rows(centre: Any) -> None:
    register_factories.scheme(code="A", name="Slik den heter")
    heading = "scheme_code,scheme_name,year,municipality_number,municipality_name,amount\n"
    rows = [f"A,,{2000 + number},0301,Oslo,1000\n" for number in range(12)]
    _ordered(centre, (heading + "".join(rows[:2])).encode())
    rows[0] = "A,Noe annet,2000,0301,Oslo,2000\n"
    job = _ordered(centre, (heading + "".join(rows)).encode())
    assert "nye: 10, endret: 1, uendret: 1" in job.message
    assert "1 rad har noe å se på." in job.message
    page = text_of(centre.get(reverse("jobs:detail", args=[job.key])))
    assert "De første radene" in page
    assert "Feil rad for rad" not in page
    # The name in the portal stands, and that is said.
    assert "Ordningen heter «Slik den heter» i portalen" in page
    told = [(dict(row)["Linje"], dict(row)["Hva skjedde"]) for row in job.error_rows]
    assert [what for _line, what in told][1:] == ["endret", *["ny"] * 10]
    assert [line for line, _what in told][:3] == [2, 2, 4]


def test_a_faulty_file_is_told_row_by_row(centre: Any) -> None:
    text = "scheme_code,scheme_name,year,municipality_number,municipality_name,amount\nA,Ordning,2024,0301,Oslo,x\n"
    job = _ordered(centre, text.encode())
    assert (job.state, job.message) == (JobState.FAILED, "Ingenting er lagret: filen har feil.")
    page = text_of(centre.get(reverse("jobs:detail", args=[job.key])))
    assert "hele kroner" in page


def test_what_is_not_a_csv_is_refused(centre: Any) -> None:
    for name, content, says in (
        ("tilskudd.xlsx", b"PK", "Velg en CSV-fil"),
        ("tilskudd.csv", b"", "Filen er tom"),
    ):
        page = text_of(centre.post("/tilskudd/importer/", {"upload": SimpleUploadedFile(name, content)}))
        assert says in page
    assert not Job.objects.exists()


def _ordered(client: Any, content: bytes, **fields: str) -> Job:
    response = client.post("/tilskudd/importer/", {"upload": SimpleUploadedFile("t.csv", content), **fields})
    assert response.status_code == 302, response.content.decode()
    job = Job.objects.latest("pk")
    run_job(job_id=job.pk)
    job.refresh_from_db()
    return job


def test_an_organisations_page_gets_its_grants(rf: Any) -> None:
    grant = register_factories.grant(requirement_state="met")
    request = rf.get("/")
    request.user = factories.staff()
    shown = str(slots.render("organisations.detail", request, grant.organisation))
    assert grant.get_absolute_url() in shown
    assert "Kravet om medvirkning: oppfylt" in shown
    request.user = factories.user()
    assert grant.get_absolute_url() not in str(slots.render("organisations.detail", request, grant.organisation))


def test_who_did_what_is_told_to_the_centre(centre: Any) -> None:
    grant = register_factories.grant()
    with audit.context(actor=centre.account):
        Grant.objects.filter(pk=grant.pk).update(amount=5)
    page = text_of(centre.get(grant.get_absolute_url()))
    assert centre.account.name in page


def test_the_list_asks_as_many_queries_of_a_long_register_as_of_a_short_one(signed_in: Any) -> None:
    client = signed_in(factories.staff())

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            text_of(client.get(LIST))
        own = [one["sql"] for one in captured if not any(mark in one["sql"] for mark in SIGNING_IN)]
        assert len(own) <= 8, "\n".join(own)
        return len(own)

    register_factories.grant()
    client.get(LIST)
    first = asked()
    for _number in range(5):
        register_factories.grant()
        register_factories.municipal_grant()
    assert asked() == first


def test_an_empty_list_says_so_once(signed_in: Any) -> None:
    """The box in the place of the rows says it; who hears the page changed is told there too."""
    page = signed_in(factories.staff()).get(reverse("grants:list"), {"q": "finnes ikke"}).text
    assert page.count("Ingen treff") == 1
    headers = {"hx-request": "true"}
    fragment = signed_in(factories.staff()).get(reverse("grants:list"), {"q": "finnes ikke"}, headers=headers).text
    assert '<span class="ds-sr-only">Ingen treff</span>' in fragment


def test_the_history_writes_kroner_as_the_page_does(centre: Any) -> None:
    grant = register_factories.grant(amount=400_000)
    with audit.context(command="test"):
        Grant.objects.filter(pk=grant.pk).update(amount=425_000)
    page = text_of(centre.get(grant.get_absolute_url())).replace("\u00a0", " ")
    assert "400 000 kroner" in page
    assert page.count("425 000 kroner") >= 2
    assert "425000" not in page
