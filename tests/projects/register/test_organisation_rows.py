"""organisations.csv: the two kinds of keys, and what isn't known."""

from pathlib import Path

import pytest
from django.utils import timezone

from medvirkning import audit
from representatives.organisations.models import Organisation
from tests.projects.register.registers import KREFT, UNGE, counts, load, refused, small, with_row, write_folder

pytestmark = pytest.mark.django_db


def test_a_kind_may_be_unknown_where_there_is_a_number(tmp_path: Path) -> None:
    load(tmp_path, with_row("organisations", 0, kind=""))

    assert Organisation.objects.get(organisation_number=KREFT).kind == ""


def test_a_group_that_gets_a_number_is_the_same_organisation(tmp_path: Path) -> None:
    load(tmp_path, small())
    before = Organisation.objects.get(external_id=UNGE)

    load(tmp_path, with_row("organisations", 1, organisation_number="971 527 412", kind="user"))

    before.refresh_from_db()
    assert (before.organisation_number, before.kind) == ("971527412", "user")


def test_a_number_and_a_code_of_two_organisations_are_refused(tmp_path: Path) -> None:
    load(tmp_path / "first", small())
    row = {"organisation_number": KREFT, "external_id": UNGE, "name": "Begge", "kind": "user"}

    found = refused(write_folder(tmp_path / "second", {"organisations": [row]}))

    assert [(problem.line, problem.column) for problem in found] == [(2, "external_id")]
    assert "to ulike organisasjoner" in found[0].why


def test_an_umbrella_without_a_number_stays_when_the_file_does_not_name_it(tmp_path: Path) -> None:
    load(tmp_path, small())
    register = with_row("organisations", 1, name="Unge stemmer Norge")
    for row in register["organisations"]:
        row.pop("umbrella_number", None)

    result = load(tmp_path, register)

    assert counts(result)["organisations"] == (0, 1, 1, 0)
    assert Organisation.objects.get(external_id=UNGE).umbrella.organisation_number == KREFT


def test_a_row_of_the_register_is_not_overwritten_and_stays_registered(tmp_path: Path) -> None:
    """What the portal says of an organisation wins over a file that differs, until somebody says otherwise."""
    load(tmp_path / "first", small())
    with audit.context(command="test"):
        organisation = Organisation.objects.get(organisation_number=KREFT)
        today = timezone.localdate()
        Organisation.objects.filter(pk=organisation.pk).update(
            registered_on=today, confirmed_on=today, name="Navnet i portalen", version=organisation.version + 1
        )
    register = small()
    register["organisations"][0] |= {"name": "Navnet i fila"}
    assert register["organisations"][0]["organisation_number"] == KREFT

    load(tmp_path / "second", register)

    organisation.refresh_from_db()
    assert (organisation.name, organisation.is_registered) == ("Navnet i portalen", True)
