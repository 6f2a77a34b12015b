"""Grants from a file: all or nothing, every bad row named, and a second run that writes nothing."""

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.web.files.problems import LIMIT, Problem
from representatives.grants import services
from representatives.grants.enums import RequirementState
from representatives.grants.file_format import GRANTS
from representatives.grants.importing import GrantsRefusedError, ImportResult, import_grants
from representatives.grants.importing import rows as file_rows
from representatives.grants.models import Grant, GrantScheme, SchemeRules
from representatives.grants.tasks import _report
from representatives.organisations.models import Organisation
from tests import factories, register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]
YEAR = timezone.localdate().year
NUMBER = "974760673"
COLUMNS = (
    "scheme_code,scheme_name,year,organisation_number,municipality_number,municipality_name,amount,report_due_on,"
    "report_received_on,requirement_state,requirement_reason,requirement"
)
TWO = f"""{COLUMNS}
761.79,Bruker- og pårørendearbeid,2024,{NUMBER},,,250 000,2025-04-01,31.03.2025,partly,Brukerne var ikke med fra start,
761.79,,2024,,5501,Tromsø – Romsa,"400000,00",,,,,
"""


@pytest.fixture
def organisation() -> Organisation:
    """With the scheme of the file, whose rules of the year have a requirement to judge."""
    register_factories.scheme(rules_from=2020, code="761.79", name="Bruker- og pårørendearbeid")
    return register_factories.registered(organisation_number=NUMBER)


def load(text: str | bytes, *, dry_run: bool = False, name: str = "tilskudd.csv") -> ImportResult:
    raw = text if isinstance(text, bytes) else text.encode()
    return import_grants(open_file=lambda: io.BytesIO(raw), name=name, actor=None, dry_run=dry_run)


def refused(text: str | bytes) -> list[str]:
    """What was said of a file of which nothing was written."""
    before = Grant.objects.count(), GrantScheme.objects.count()
    with pytest.raises(GrantsRefusedError) as refusal:
        load(text)
    assert (Grant.objects.count(), GrantScheme.objects.count()) == before
    return [str(problem) for problem in refusal.value.result.problems.errors]


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(GrantsRefusedError) as refusal:
        load(text)
    return refusal.value.result.problems.errors


def row(**cells: object) -> str:
    values: dict[str, object] = {"scheme_code": "A", "scheme_name": "Ordning A", "year": 2024, "amount": 1000}
    values |= {"municipality_number": "0301", "municipality_name": "Oslo"} | cells
    quoted = ('"' + str(values.get(name, "")).replace('"', '""') + '"' for name in COLUMNS.split(","))
    return ",".join(quoted) + "\n"


def test_rows_become_grants_and_schemes(organisation: Organisation) -> None:
    result = load(TWO + row(scheme_code="NY", scheme_name="Ny ordning"))

    assert (result.count("created"), result.schemes, result.written) == (3, ["NY"], True)
    to_organisation = Grant.objects.get(organisation=organisation)
    assert to_organisation.amount == 250_000
    assert str(to_organisation.report_received_on) == "2025-03-31"
    assert to_organisation.requirement_state == RequirementState.PARTLY
    to_municipality = Grant.objects.get(municipality_number="5501")
    assert (to_municipality.amount, to_municipality.requirement_state) == (400_000, RequirementState.UNKNOWN)
    assert to_municipality.scheme.name == "Bruker- og pårørendearbeid"
    assert not result.problems.warnings


def test_a_second_run_writes_nothing_and_says_what_it_skipped(organisation: Organisation) -> None:
    load(TWO)
    versions = list(Grant.objects.order_by("pk").values_list("version", flat=True))
    again = load(TWO)

    assert [one.outcome for one in again.outcomes] == ["unchanged", "unchanged"]
    assert [one.key for one in again.outcomes] == [f"761.79, 2024, {NUMBER}", "761.79, 2024, 5501"]
    assert list(Grant.objects.order_by("pk").values_list("version", flat=True)) == versions
    assert "uendret: 2" in str(again)


def test_a_dry_run_writes_nothing(organisation: Organisation) -> None:
    result = load(TWO, dry_run=True)
    assert (result.count("created"), result.written) == (2, False)
    assert not Grant.objects.exists()
    assert load(f"{COLUMNS}\n{row()}", dry_run=True).schemes == ["A"]
    assert not GrantScheme.objects.filter(code="A").exists()


@pytest.mark.parametrize(
    "text",
    [
        TWO.replace(",", ";").replace('"400000;00"', "400000,00"),
        "\ufeff" + TWO,
        TWO.replace("\n", "\r\n"),
    ],
    ids=["semicolons", "with a mark", "from Windows"],
)
def test_files_as_programs_write_them(organisation: Organisation, text: str) -> None:
    assert load(text).count("created") == 2


def test_a_changed_row_updates_and_is_in_the_history(organisation: Organisation) -> None:
    load(TWO)
    result = load(TWO.replace("250 000", "275 000"))
    assert (result.count("updated"), result.count("unchanged")) == (1, 1)
    grant = Grant.objects.get(organisation=organisation)
    assert (grant.amount, grant.version) == (275_000, 2)
    assert grant.history.count() == 2


def test_a_row_edited_in_the_portal_is_kept_and_named(organisation: Organisation) -> None:
    load(TWO)
    grant = Grant.objects.get(organisation=organisation)
    centre = factories.centre()
    services.note_report(
        actor=centre, grant=grant, expected_version=1, received_on=grant.report_received_on, report="Godt"
    )
    result = load(TWO.replace("250 000", "275 000"))
    assert result.count("kept") == 1
    assert any("ikke overskrevet" in str(one) for one in result.problems.warnings)
    grant.refresh_from_db()
    assert (grant.amount, grant.report) == (250_000, "Godt")


def test_a_column_that_is_missing_lets_the_value_be(organisation: Organisation) -> None:
    load(TWO)
    short = f"scheme_code,year,organisation_number,amount\n761.79,2024,{NUMBER},1\n"
    assert load(short).count("updated") == 1
    grant = Grant.objects.get(organisation=organisation)
    assert (grant.amount, grant.requirement_state) == (1, RequirementState.PARTLY)


def test_a_grant_rests_on_the_rules_of_its_year() -> None:
    scheme = register_factories.scheme(rules_from=2020, code="A")
    load(f"{COLUMNS}\n{row(scheme_name='')}{row(scheme_name='', year=2019)}")
    assert [grant.rules for grant in Grant.objects.order_by("year")] == [None, scheme.rules.get()]


@pytest.mark.parametrize("rules_from", [None, 2024])
def test_what_the_scheme_does_not_require_cannot_be_met(rules_from: int | None) -> None:
    """The file is let no further than the screen."""
    scheme = register_factories.scheme(rules_from=rules_from, code="A")
    (said,) = refused(f"{COLUMNS}\n{row(scheme_name='', year=2023, requirement_state='met')}")
    assert "linje 2, requirement_state: «met» Kravet er ikke oppgitt" in said
    (said,) = refused(f"{COLUMNS}\n{row(scheme_code='NY', requirement_state='met')}")
    assert "requirement_state" in said
    # Unknown says nothing, and what was judged before stands.
    assert load(f"{COLUMNS}\n{row(scheme_name='', year=2023, requirement_state='unknown')}").count("created") == 1
    with audit.context(command="import_grants"):
        Grant.objects.filter(scheme=scheme).update(requirement_state=RequirementState.MET)
    again = load(f"{COLUMNS}\n{row(scheme_name='', year=2023, requirement_state='met', amount=5)}")
    assert again.count("updated") == 1


def test_all_that_is_wrong_with_a_row_is_named_at_once(organisation: Organisation) -> None:
    late = timezone.localdate() + datetime.timedelta(days=2)
    nobody = {"organisation_number": "923609016", "municipality_number": "", "municipality_name": ""}
    text = (
        COLUMNS
        + "\n"
        + row(scheme_code="NY", scheme_name="", amount="12,5")
        + row(scheme_code="761.79", amount="x", **nobody)
        + row(scheme_code="761.79")
        + row(scheme_code="761.79", report_received_on=late)
        + row(scheme_code="", organisation_number="123456789", municipality_number="", municipality_name="")
        + row(scheme_code="761.79", year=1800, report_received_on=late, requirement_state="not_met")
        + row(scheme_code="761.79", municipality_number="301", report_received_on=late)
    )
    places = {(one.line, one.column) for one in problems_of(text)}
    assert places == {
        (2, "amount"), (2, "scheme_name"),
        (3, "amount"), (3, "organisation_number"),
        (5, "scheme_code"), (5, "report_received_on"),
        (6, "scheme_code"), (6, "organisation_number"),
        (7, "year"), (7, "report_received_on"), (7, "requirement_reason"),
        (8, "municipality_number"), (8, "report_received_on"),
    }  # fmt: skip
    assert len(problems_of(text)) == len(places)


def test_a_new_scheme_that_is_named_on_a_faulty_row_is_not_asked_for_on_others() -> None:
    (said,) = refused(f"{COLUMNS}\n{row(amount='x')}{row(scheme_name='', year=2023)}")
    assert "linje 2, amount" in said


# The requirement, in the file


ASKED = "Brukere skal være med i styringen."


def test_a_file_brings_the_requirement_it_judges() -> None:
    text = (
        COLUMNS
        + "\n"
        + row(year=2023, requirement=ASKED, requirement_state="met")
        + row(year=2024, municipality_number="5501", requirement_state="not_met", requirement_reason="Nei")
        + row(year=2025, requirement=ASKED)
    )
    result = load(text, dry_run=True)
    assert (len(result.rules), SchemeRules.objects.count()) == (1, 0)
    result = load(text)
    assert "nye regelverk: 1" in str(result)
    rules = SchemeRules.objects.get()
    assert (rules.scheme.code, rules.number, rules.first_year, rules.requirement) == ("A", 1, 2023, ASKED)
    assert {grant.rules for grant in Grant.objects.all()} == {rules}
    again = load(text)
    assert [one.outcome for one in again.outcomes] == ["unchanged"] * 3
    assert not again.rules
    assert SchemeRules.objects.count() == 1


def test_other_words_in_a_later_year_are_new_rules() -> None:
    scheme = register_factories.scheme(rules_from=2020, code="A")
    standing = register_factories.municipal_grant(of=scheme, year=2025)
    judged = register_factories.municipal_grant(
        of=scheme, year=2025, municipality_number="5601", requirement_state="met"
    )
    load(f"{COLUMNS}\n{row(year=2022, requirement=ASKED)}{row(year=2024, requirement='Mer')}")
    first, second = scheme.rules.order_by("number")
    assert (first.first_year, second.first_year, second.requirement) == (2020, 2024, "Mer")
    standing.refresh_from_db()
    judged.refresh_from_db()
    # As when they are entered by hand: what is judged stays where it was judged.
    assert (standing.rules, judged.rules) == (second, first)


def test_the_words_of_the_portal_stand() -> None:
    register_factories.scheme(rules_from=2024, code="A")
    (said,) = refused(f"{COLUMNS}\n{row(requirement='Noe annet')}")
    assert "linje 2, requirement" in said
    assert "sier noe annet om kravet i portalen" in said
    (said,) = refused(
        f"{COLUMNS}\n{row(year=2025, requirement='Ett')}{row(year=2025, municipality_number='5501', requirement='To')}"
    )
    assert "linje 3, requirement: «To» Linje 2 sier noe annet" in said


def test_rules_that_are_entered_between_two_imports_are_no_edit() -> None:
    """The second round of a file whose requirement was missing: the grants were moved, and nobody changed them."""
    load(f"{COLUMNS}\n{row()}")
    scheme = GrantScheme.objects.get()
    services.add_rules(actor=factories.centre(), scheme=scheme, first_year=2024, requirement=ASKED)
    result = load(f"{COLUMNS}\n{row(requirement_state='met')}")
    assert result.count("updated") == 1
    assert Grant.objects.get().requirement_state == "met"
    # An edit that was kept once is kept again, also after a file has brought rules.
    services.note_report(
        actor=factories.centre(), grant=(one := Grant.objects.get()), expected_version=one.version,
        received_on=timezone.localdate(), report="Godt",
    )  # fmt: skip
    for amount in (2, 3):
        assert load(f"{COLUMNS}\n{row(amount=amount)}").count("kept") == 1


def test_a_schemes_name_in_the_portal_stands() -> None:
    register_factories.scheme(code="A", name="Slik den heter")
    result = load(f"{COLUMNS}\n{row()}")
    assert "blir stående" in str(result.problems.warnings[0])
    assert GrantScheme.objects.get().name == "Slik den heter"


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"amount": "250.000"}, "linje 2, amount: «250.000» Skriv beløpet i hele kroner"),
        ({"amount": "12,50"}, "uten øre"),
        ({"amount": ""}, "amount: Cellen er tom"),
        ({"amount": "=SUM(A1)"}, "formel"),
        ({"year": "1800"}, "Tallet må være fra 1990"),
        ({"year": YEAR + 2}, "Året er ikke kommet ennå"),
        ({"year": "2024,5"}, "helt tall"),
        ({"municipality_number": "301"}, "Oslo er 0301"),
        ({"municipality_number": "9901"}, "fylker har nummeret 99"),
        ({"municipality_name": ""}, "Skriv navnet på kommunen"),
        ({"municipality_name": "x" * 101}, "plass til 100"),
        (
            {"municipality_number": "", "municipality_name": ""},
            "Fyll ut organisation_number eller municipality_number",
        ),
        ({"organisation_number": NUMBER}, "ikke begge"),
        ({"organisation_number": "123456789"}, "ikke et gyldig organisasjonsnummer"),
        (
            {"organisation_number": "923609016", "municipality_number": "", "municipality_name": ""},
            "linje 2, organisation_number: «923609016» Ingen organisasjon i portalen har dette nummeret",
        ),
        ({"scheme_name": ""}, "Ordningen finnes ikke fra før"),
        ({"scheme_code": ""}, "scheme_code: Cellen er tom"),
        ({"scheme_code": "x" * 61}, "plass til 60"),
        ({"report_due_on": "2024-13-01"}, "Datoen kan ikke leses"),
        ({"report_due_on": "2024-05"}, "Datoen kan ikke leses"),
        ({"report_received_on": timezone.localdate() + datetime.timedelta(days=2)}, "ikke kommet ennå"),
        ({"requirement_state": "kanskje"}, "unknown, met, partly, not_met"),
        ({"requirement_state": "not_met"}, "Skriv hvorfor"),
        ({"requirement_reason": "Fordi"}, "sier ikke om kravet er oppfylt"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(cells: dict[str, object], says: str) -> None:
    said = refused(f"{COLUMNS}\n{row(**cells)}{row(scheme_code='B')}")
    # What else is wrong with the row stands beside it.
    assert any(says in one for one in said)
    assert len(said) <= 2
    assert all(one.startswith("tilskudd.csv, linje 2") for one in said)


def test_every_bad_row_is_named_to_a_thousand() -> None:
    bad = "".join(row(amount="x", year=1990 + number % 30) for number in range(LIMIT + 5))
    with pytest.raises(GrantsRefusedError) as refusal:
        load(f"{COLUMNS}\n{bad}")
    problems = refusal.value.result.problems
    assert (len(problems.errors), problems.more_errors) == (LIMIT, True)


def test_two_rows_of_one_key_are_refused() -> None:
    (said,) = refused(f"{COLUMNS}\n{row()}{row(amount=2)}")
    assert "linje 3" in said
    assert "Den samme raden står på linje 2" in said


def test_a_code_written_otherwise_is_a_slip() -> None:
    register_factories.scheme(code="TVO")
    (said,) = refused(f"{COLUMNS}\n{row(scheme_code='tvo')}")
    assert "har koden «TVO»" in said
    (said,) = refused(f"{COLUMNS}\n{row(scheme_code='Ny')}{row(scheme_code='NY', year=2023)}")
    assert "Skriv den likt" in said


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "Filen er tom"),
        (b"\n\n", "Filen er tom"),
        (b"\n\nA,1\n", "Overskriften mangler"),
        (TWO.encode("latin-1", "replace"), "ikke skrevet i UTF-8"),
        (TWO.encode("utf-16"), "ikke skrevet i UTF-8"),
        (TWO.replace("761.79", "761\x0079").encode(), "NUL"),
        (TWO.replace("amount", "belop").encode(), "Ukjent kolonne"),
        (TWO.replace("scheme_code", "year").encode(), "finnes to ganger"),
        (b"year,amount\n2024,1\n", "Kolonnen mangler og er påkrevd"),
        (f'{COLUMNS}\n"A,1\n'.encode(), "lukkes aldri"),
        (f"{COLUMNS}\nA,1\n".encode(), "Raden har 2 felt"),
        (COLUMNS.encode() + b"\n" + b"x" * (1024 * 1024 + 10), "for stor"),
    ],
)
def test_files_that_cannot_be_read(raw: bytes, says: str) -> None:
    assert any(says in one for one in refused(raw))


def test_a_file_that_is_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_rows, "MOST_ROWS", 2)
    said = refused(COLUMNS + "\n" + "".join(row(year=2000 + number) for number in range(3)))
    assert "for mange rader" in said[-1]


@pytest.mark.parametrize("text", [COLUMNS, COLUMNS + "\n", COLUMNS + "\n\n\n"])
def test_a_heading_alone_is_told_of(text: str) -> None:
    (said,) = refused(text)
    assert "Filen har ingen rader under overskriften" in said


def test_names_of_all_kinds() -> None:
    names = ["Tromsø – Romsa", "Kárášjohka", "D'Artagnan", "Čáhcesuolu \u2060", "🏔"]
    text = "".join(
        row(municipality_number=f"55{number:02}", municipality_name=name) for number, name in enumerate(names)
    )
    load(f"{COLUMNS}\n{text}")
    assert Grant.objects.count() == len(names)


@pytest.fixture
def command(capsys: Any) -> Callable[..., str]:
    def run(*arguments: object) -> str:
        call_command("import_grants", *map(str, arguments))
        said = capsys.readouterr()
        assert said.out == ""
        return str(said.err)

    return run


def test_the_command_tells_what_it_did(tmp_path: Path, organisation: Organisation, command: Any) -> None:
    path = tmp_path / "tilskudd-2024.csv"
    path.write_text(TWO)
    assert "prøvekjøring" in command(path, "--dry-run")
    assert not Grant.objects.exists()
    assert "tilskudd-2024.csv – nye: 2" in command(path)
    assert "nye: 0, endret: 0, uendret: 2" in command(path)


def test_the_command_refuses_with_1_and_wrong_usage_with_2(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "tilskudd.csv"
    path.write_text(f"{COLUMNS}\n{row(amount='x')}")
    with pytest.raises(CommandError) as refusal:
        call_command("import_grants", str(path))
    assert refusal.value.returncode == 1
    assert "linje 2, amount" in capsys.readouterr().err
    with pytest.raises(CommandError) as usage:
        call_command("import_grants", str(tmp_path / "finnes-ikke.csv"))
    assert usage.value.returncode == 2


@pytest.mark.parametrize("length", [20, 200])
def test_a_longer_file_takes_no_more_statements(length: int, django_assert_max_num_queries: Any) -> None:
    text = "".join(
        row(scheme_code=f"S{number % 5}", scheme_name="Ordning", municipality_number=f"55{number // 5:02}")
        for number in range(length)
    )
    with django_assert_max_num_queries(16):
        assert load(f"{COLUMNS}\n{text}").count("created") == length


def test_who_ordered_it_is_in_the_history(organisation: Organisation) -> None:
    actor: User = factories.centre()
    import_grants(open_file=lambda: io.BytesIO(TWO.encode()), name="x.csv", actor=actor)
    metadata = Grant.objects.first().history.get().pgh_context.metadata
    assert (metadata["command"], metadata["actor"]) == ("import_grants", actor.pk)


def test_the_template_can_be_imported_as_it_is(signed_in: Any) -> None:
    """Every column, and a row that says that it is made up."""
    file = b"".join(signed_in(factories.centre()).get(reverse("grants:import-template")).streaming_content)
    heading, example = file.decode("utf-8-sig").strip().split("\r\n")
    assert heading.split(";") == [column.name for column in GRANTS.columns]
    assert "Oppdiktet" in example
    assert load(file).count("created") == 1
    page = signed_in(factories.centre()).get(reverse("grants:import")).text
    assert reverse("grants:import-template") in page
    assert page.index("Bare kontroller") < page.index(">Importer<")


def test_the_report_leads_to_each_grant(organisation: Organisation) -> None:
    addresses = [line.rsplit(";", 1)[1] for line in _report(load(TWO)).splitlines() if "/tilskudd/" in line]
    pks = Grant.objects.order_by("pk").values_list("pk", flat=True)
    assert [urlsplit(one).path for one in addresses] == [f"/tilskudd/{pk}/" for pk in pks]
    checked = _report(load(f"{COLUMNS}\n{row()}", dry_run=True))
    assert "/tilskudd/" not in checked


@pytest.mark.parametrize("column", ["scheme_name", "requirement_reason", "requirement", "municipality_name"])
def test_no_identity_number_comes_in_by_a_file(column: str) -> None:
    cells = {"requirement": "Brukere med.", "requirement_state": "met", "requirement_reason": "Ja."}
    (said,) = refused(f"{COLUMNS}\n{row(**cells | {column: 'Se 01019000083'})}")
    assert f"linje 2, {column}" in said
    assert "fødselsnummer" in said
