"""A backup holds what was erased and withdrawn after it was made: the list without names does it again."""

import json
import subprocess
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from medvirkning import audit
from medvirkning.audit import chain, erasure_list
from medvirkning.audit.models import Erasure
from medvirkning.local import database
from representatives.consents import services as consents
from representatives.consents.models import Consent
from representatives.consents.reading import is_in_register
from representatives.people.models import Person
from representatives.people.outsiders import source_of
from representatives.people.services import erase, erase_on_request, erase_outsider
from tests import factories, register_factories, traces

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = ("Fjellrypa", "Strandtusten", "99112233")


@pytest.fixture(autouse=True)
def path(settings, tmp_path):
    """The list of this test."""
    settings.MEDVIRKNING_ERASURE_LIST = str(tmp_path / "list" / "erasures.jsonl")
    return Path(settings.MEDVIRKNING_ERASURE_LIST)


def run(program, *arguments):
    known = connection.settings_dict
    where = [f"--host={known['HOST']}", f"--username={known['USER']}", f"--dbname={known['NAME']}"]
    done = subprocess.run([str(database.program(program)), *where, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def backup(tmp_path):
    """Makes a dump; what it gives puts the dump back in the place of all that is there."""

    def make():
        file = str(tmp_path / "backup.dump")
        run("pg_dump", "--format=custom", f"--file={file}")

        def restore():
            connection.close()
            run("pg_restore", "--clean", "--if-exists", "--single-transaction", file)

        return restore

    return make


def entered(name, **values):
    person = register_factories.person(name=name, **values)
    register_factories.representative(who=person, mandate=f"{name} taler for oss")
    return person


def test_after_a_restore_nobody_is_back(backup, path, capsys):
    registered = entered("Fjellrypa", phone="99112233")
    logged = factories.person(name="Strandtusten")
    factories.involvement(factories.assignment(), event_fields={"people": [logged]})
    left, stays, renews = entered("Går"), entered("Blir"), entered("Fornyer")
    centre = factories.centre()
    restore = backup()

    with audit.context(command="test"):
        erase(actor=registered.user, person=registered)
        erase_on_request(actor=centre, person=logged, reason="asked", channel="letter")
        consents.withdraw(actor=left.user, person=left, purpose="register")
        consents.withdraw(actor=stays.user, person=stays, purpose="story")
        # Given anew after the backup and then withdrawn: what the backup holds is the consent before.
        consents.give(person=renews, purposes=["shown"], channel="portal")
        consents.withdraw(actor=renews.user, person=renews, purpose="shown")
    gone_at = Consent.objects.get(person=left, purpose="register").ended_at
    assert not [word for word in WORDS if traces.in_tables(word)]
    restore()
    assert all(traces.in_tables(word) for word in WORDS), "the backup was not put back"
    assert is_in_register(left)

    call_command("replay_erasures")

    assert capsys.readouterr().out.split("\n")[:2] == ["consent_withdrawn\t6", "erased\t3"]
    assert traces.of(*WORDS) == {}
    assert not is_in_register(left)
    assert Consent.objects.get(person=left, purpose="register").ended_at == gone_at
    held = set(Consent.objects.in_force().filter(person=stays).values_list("purpose", flat=True))
    assert held == {"register", "shown", "contact"}
    assert not Consent.objects.in_force().filter(person=renews, purpose="shown").exists()
    assert is_in_register(renews)
    assert set(Erasure.objects.values_list("rule", flat=True)) == {"asked", "asked:letter"}
    assert list(chain.verify()) == []

    call_command("replay_erasures")
    assert capsys.readouterr().out == ""
    assert Erasure.objects.count() == 3


def test_contacts_applicants_and_the_invited_are_erased_again(backup, capsys):
    """Of them the list names records; what hangs on their addresses goes again too."""
    organisation, centre = register_factories.registered(), factories.centre()
    contact = register_factories.contact(of=organisation, name="Fjellrypa", email="fjellrypa@forening.example")
    refused = register_factories.application(state="refused", decision_reason="Nei", applicant_name="Strandtusten")
    invited = register_factories.organisation_invitation(of=organisation, token="a", name="Strandtusten")
    post = register_factories.invited(by=organisation, token="b", name="Strandtusten")
    restore = backup()

    def erase_all():
        for kind, record in (
            ("konto", contact), ("innmelding", refused), ("kontaktinvitasjon", invited), ("representant", post),
        ):  # fmt: skip
            erase_outsider(actor=centre, source=source_of(kind), record=record, reason="asked", channel="mail")

    with audit.context(command="test"):
        erase_all()
    assert not [word for word in WORDS[:2] if traces.in_tables(word)]
    restore()
    assert all(traces.in_tables(word) for word in WORDS[:2]), "the backup was not put back"

    call_command("replay_erasures")

    assert capsys.readouterr().out == "erased\t4\n"
    assert not [word for word in WORDS[:2] if traces.in_tables(word)]
    assert not organisation.contacts.in_force().exists()
    assert list(chain.verify()) == []


def test_the_list_holds_keys_and_no_name(path):
    person = entered("Fjellrypa")
    with audit.context(command="test"):
        consents.withdraw(actor=person.user, person=person, purpose="story")
        erase(actor=person.user, person=person)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [(one["kind"], one["model"], one["pk"], one["what"]) for one in lines] == [
        ("consent_withdrawn", "representatives.Person", person.pk, "story"),
        ("erased", "representatives.Person", person.pk, "asked"),
        ("erased", "accounts.User", person.user_id, "asked"),
    ]
    assert "Fjellrypa" not in path.read_text()
    assert {key for one in lines for key in one} == {"at", "kind", "model", "pk", "what"}


def test_what_was_undone_is_not_on_the_list(path):
    person = factories.person()
    with pytest.raises(InterruptedError), audit.context(command="test"):
        _erase_and_fail(person)
    assert not path.exists()
    assert Person.objects.get(pk=person.pk).name


def _erase_and_fail(person):
    from django.db import transaction

    with transaction.atomic():
        erase(actor=None, person=person)
        raise InterruptedError


def test_whoever_was_given_the_key_of_an_erased_one_is_left_alone(path):
    """A restore sets the counters of keys back."""
    newcomer = entered("Fjellrypa")
    before = timezone.now() - timezone.timedelta(days=1)
    model = "representatives.Person"
    erasure_list._append(
        [
            erasure_list.Line(before, "erased", model, newcomer.pk, "asked"),
            erasure_list.Line(before, "consent_withdrawn", model, newcomer.pk, "register"),
            erasure_list.Line(before, "erased", model, 10**9, "asked"),
            erasure_list.Line(before, "consent_withdrawn", model, 10**9, "register"),
        ]
    )
    call_command("replay_erasures")
    assert Person.objects.get(pk=newcomer.pk).name == "Fjellrypa"
    assert is_in_register(newcomer)


def test_a_consent_given_after_the_withdrawal_stands(path):
    person = entered("Fjellrypa")
    with audit.context(command="test"):
        consents.withdraw(actor=person.user, person=person, purpose="story")
        consents.give(person=person, purposes=["story"], channel="portal")
    call_command("replay_erasures")
    assert Consent.objects.in_force().filter(person=person, purpose="story").exists()


def test_a_list_that_is_missing_or_torn_is_said(path, tmp_path, capsys):
    with pytest.raises(CommandError, match="no list"):
        call_command("replay_erasures", str(tmp_path / "none"))
    person = entered("Fjellrypa")
    path.parent.mkdir()
    path.write_text('{"at": "2026-')
    with audit.context(command="test"):
        erase(actor=None, person=person)
    assert len(path.read_text().splitlines()) == 3
    with pytest.raises(CommandError, match=r"don't open the portal: line 1 can't be read"):
        call_command("replay_erasures")


def test_a_line_that_fails_keeps_no_other_from_being_done(path, monkeypatch, capsys):
    first, second = entered("Fjellrypa"), entered("Strandtusten")
    now = timezone.now()
    erasure_list._append(
        erasure_list.Line(now, "consent_withdrawn", "representatives.Person", one.pk, "register")
        for one in (first, second)
    )
    source = erasure_list._sources["consent_withdrawn"]

    def fails_for_the_first(line):
        if line.pk == first.pk:
            raise InterruptedError
        return source.again(line)

    broken = erasure_list.Source(source.kind, source.lines, fails_for_the_first)
    monkeypatch.setitem(erasure_list._sources, source.kind, broken)
    with pytest.raises(CommandError, match=f"consent_withdrawn of representatives.Person {first.pk} failed"):
        call_command("replay_erasures")
    assert (is_in_register(first), is_in_register(second)) == (True, False)


def test_what_could_not_be_written_is_written_at_night(path, monkeypatch):
    person = entered("Fjellrypa")
    with monkeypatch.context() as full, audit.context(command="test"):
        full.setattr(erasure_list, "_append", _disk_is_full)
        consents.withdraw(actor=person.user, person=person, purpose="story")
        erase_on_request(actor=factories.centre(), person=entered("Strandtusten"), reason="asked", channel="phone")
    assert not path.exists()
    assert erasure_list.catch_up() == 3
    assert [line.kind for line in erasure_list.read(path)[0]] == ["consent_withdrawn", "erased", "erased"]
    assert erasure_list.catch_up() == 0


def _disk_is_full(lines):
    raise OSError(28, "No space left on device")
