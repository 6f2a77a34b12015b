"""Retention: everything that holds people has a rule or a reason, and a simulated run tells what the real one does."""

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medvirkning import audit
from medvirkning.audit import erasure_list, purposes, retention
from medvirkning.audit.chain import history_models
from medvirkning.audit.erasure_list import Line
from medvirkning.audit.models import Erasure
from medvirkning.audit.services import ERASED, history_model
from medvirkning.audit.tracking import History
from medvirkning.web.models import Draft
from representatives.consents.enums import ConsentEnd
from representatives.consents.models import Consent
from representatives.organisations.enums import ApplicationState
from representatives.people.erasing import RESTS_ON_CONSENT, erase
from representatives.people.models import Person
from tests import factories, register_factories
from tests.factories import days_ago

pytestmark = pytest.mark.django_db
PRIVACY = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"

# Fields that tell of a person wherever they stand, tracked as personal or not.
TELLING = {"phone", "postal_address", "birth_year", "applicant_name", "applicant_email", "reply_to", "address"}
OWN_APPS = {
    "accounts", "advice", "api", "audit", "jobs", "notifications", "projects", "representatives", "web", "account",
}  # fmt: skip
# Holds people and is found by no rule itself. What stands here is looked at by hand when something is added.
WITHOUT_RULE = {
    "account.emailaddress": "goes with the account, by its eraser",
    "accounts.apitoken": "the name is a machine's",
    "advice.assessmentaction": "stands in the assessment; emptied where the account is erased",
    "advice.representativescore": "a comment under an organisation's label, without a name",
    "projects.input": "stands in the log as long as the work; emptied where the person is erased",
    "projects.involvementconfirmation": "stands in the log as long as the work; emptied where the person is erased",
    "representatives.profile": "goes with the consent to be in the register: RESTS_ON_CONSENT",
    "representatives.trainingrecord": "goes with the consent to be in the register: RESTS_ON_CONSENT",
    "web.savedfilter": "the address is a list's",
}


def _people_in(model: type[models.Model]) -> list[str]:
    """The fields of a model that tell of a person."""
    history = history_model(model)
    personal = set(history.personal_fields) if history is not None else set()
    telling = {
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.EmailField) or field.name in TELLING
    }
    return sorted(personal | telling)


def holding_people() -> set[str]:
    found = [model for model in apps.get_models() if model._meta.app_label in OWN_APPS and not model._meta.proxy]
    return {model._meta.label_lower for model in found if not issubclass(model, History) and _people_in(model)}


def with_rule() -> set[str]:
    return {rule.expired().model._meta.label_lower for rule in retention.rules()}


def neglected() -> set[str]:
    return holding_people() - with_rule() - set(WITHOUT_RULE)


def test_everything_that_holds_people_has_a_rule_or_a_reason() -> None:
    assert neglected() == set()


def test_no_reason_stands_for_what_is_gone_or_has_a_rule() -> None:
    left_over = {label for label in WITHOUT_RULE if label not in holding_people() or label in with_rule()}
    # An address of a mail and the filters of a list have rules beside.
    assert left_over <= {"web.savedfilter", "accounts.apitoken"}


def test_a_model_without_a_rule_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    left = {name: rule for name, rule in retention._rules.items() if name != "organisation_invitations"}
    monkeypatch.setattr(retention, "_rules", left)
    assert neglected() == {"representatives.organisationinvitation"}


def test_what_goes_with_consent_goes_by_an_eraser() -> None:
    for label, why in WITHOUT_RULE.items():
        if "RESTS_ON_CONSENT" in why:
            assert f"{label}.person" in {one.lower() for one in RESTS_ON_CONSENT}


def test_every_rule_and_every_personal_history_belongs_to_a_purpose() -> None:
    assert purposes.rules_without_purpose() == []
    assert purposes.unknown_rules() == []
    tracked = {history.pgh_tracked_model._meta.label_lower for history in history_models() if history.personal_fields}
    assert tracked - purposes.covered_models() == set()
    known = {model._meta.label_lower for model in apps.get_models()}
    assert purposes.covered_models() <= known


def test_the_document_names_every_purpose_and_every_rule() -> None:
    text = PRIVACY.read_text()
    assert [one.key for one in purposes.purposes() if f"`{one.key}`" not in text] == []
    assert [rule.name for rule in retention.rules() if f"`{rule.name}`" not in text] == []


def test_a_basis_is_set_by_the_privacy_officer_and_never_guessed(client: Any, settings: Any) -> None:
    page = client.get("/personvern/").text
    assert "Ikke satt ennå. Personvernombudet" in page
    settings.MEDVIRKNING_LEGAL_BASES = {one.key: "Forskrift om prøving § 1" for one in purposes.purposes()}
    page = client.get("/personvern/").text
    assert "Ikke satt ennå" not in page
    assert "Forskrift om prøving § 1" in page


# A simulated run


def everything() -> dict[str, str]:
    """A digest of each table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        digests = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{table}" t')
            digests[table] = cursor.fetchone()[0]
    return digests


def told(results: list[retention.RetentionResult]) -> dict[str, tuple[int, int]]:
    return {result.rule.name: (result.found, result.erased) for result in results}


DAYS = st.integers(0, 100)


@st.composite
def registers(draw: Any) -> list[tuple[str, int, bool]]:
    """What happened how many days ago, to whom."""
    kinds = ["left", "invited", "available", "refused", "returned", "contact", "draft"]
    return draw(st.lists(st.tuples(st.sampled_from(kinds), DAYS, st.booleans()), min_size=1, max_size=8))


def build(happenings: list[tuple[str, int, bool]]) -> None:
    organisation = register_factories.registered()
    for kind, days, flag in happenings:
        today = timezone.localdate()
        past = today - datetime.timedelta(days=days)
        if kind == "left":
            who = register_factories.person(in_log=flag)
            Consent.objects.filter(person=who).update(
                given_at=days_ago(days + 1), ended_at=days_ago(days), end=ConsentEnd.WITHDRAWN
            )
            # Old enough for its own rule too: whichever rule comes first takes it.
            draft = Draft.objects.create(user=who.user, form_key="x", values={})
            Draft.objects.filter(pk=draft.pk).update(updated_at=days_ago(days))
            register_factories.available(who=who, first=past - datetime.timedelta(days=400), last=past)
        elif kind == "invited":
            made = register_factories.invited(by=organisation, token=f"i{register_factories.number()}")
            type(made).objects.filter(pk=made.pk).update(invited_at=days_ago(days))
        elif kind == "available":
            who = register_factories.person()
            ended = today - datetime.timedelta(days=days * 5)
            register_factories.available(who=who, first=ended, last=ended)
        elif kind == "refused":
            register_factories.application(
                state=ApplicationState.REFUSED, decision_reason="Nei", decided_at=days_ago(days)
            )
        elif kind == "returned":
            register_factories.application(
                state=ApplicationState.RETURNED,
                decision_reason="Mer",
                decided_at=days_ago(days),
                token_hash=register_factories.token_hash(f"{days}-{flag}-{register_factories.number()}"),
                token_expires_at=days_ago(days),
            )
        elif kind == "contact":
            register_factories.organisation_invitation(
                of=organisation, token=f"t{register_factories.number()}", expires_at=days_ago(days)
            )
        else:
            draft = Draft.objects.create(user=factories.user(), form_key="x", values={})
            Draft.objects.filter(pk=draft.pk).update(updated_at=days_ago(days))


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(happenings=registers())
def test_a_simulated_run_changes_nothing_and_tells_what_the_real_one_does(
    happenings: list[tuple[str, int, bool]],
) -> None:
    with transaction.atomic(), audit.context(command="test"):
        build(happenings)
        before = everything()
        simulated = retention.erase_expired(simulate=True)
        assert everything() == before

        assert told(retention.erase_expired()) == told(simulated)
        assert {one.rule.name: one.found for one in retention.erase_expired(simulate=True) if one.found} == {}
        transaction.set_rollback(True)


def test_a_row_that_two_rules_find_is_counted_once() -> None:
    with audit.context(command="test"):
        build([("left", 60, False)])
        results = told(retention.erase_expired(simulate=True))
        # Its draft and its account go; the rule of drafts, being first, takes the draft.
        assert (results["drafts"], results["register_consents"]) == ((1, 1), (1, 1))
        assert Person.objects.exclude(name="").count() == 1


def test_a_run_that_was_killed_is_finished_by_the_next() -> None:
    with audit.context(command="test"):
        build([("left", 60, False), ("left", 60, True), ("left", 90, False), ("invited", 60, False)])
        with pytest.MonkeyPatch.context() as once:
            rule = retention._rules["register_consents"]
            calls: list[int] = []

            def killed(rows: models.QuerySet) -> int:
                calls.append(rule.erase(rows.filter(pk=rows.values_list("pk", flat=True)[0])))
                raise InterruptedError

            once.setitem(retention._rules, rule.name, dataclasses.replace(rule, erase=killed))
            with pytest.raises(InterruptedError):
                retention.erase_expired()
        assert calls == [1]
        assert told(retention.erase_expired())["register_consents"] == (2, 2)
        assert [one for one in retention.erase_expired(simulate=True) if one.found] == []


@pytest.mark.django_db(transaction=True)
def test_a_rule_that_fails_keeps_no_other_from_its_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(rows: models.QuerySet) -> int:
        raise InterruptedError

    broken = dataclasses.replace(retention._rules["drafts"], erase=fails)
    with audit.context(command="test"):
        build([("draft", 60, False), ("invited", 60, False), ("contact", 90, False)])
        monkeypatch.setitem(retention._rules, "drafts", broken)
        with pytest.raises(retention.RetentionFailedError, match="drafts"):
            retention.erase_expired()
    assert {rule.name for rule in retention.rules() if rule.expired().exists()} == {"drafts"}


def test_what_is_deleted_is_forgotten_by_its_history_too() -> None:
    with audit.context(command="test"):
        build([("returned", 60, False)])
        retention.erase_expired()
    model = apps.get_model("representatives.OrganisationApplication")
    assert not model.objects.exists()
    rows = list(model.history.rel.related_model.objects.all())
    assert rows
    assert [row.payload for row in rows] == [None] * len(rows)


# A restore


def tables_with(text: str) -> list[str]:
    """The tables in which the text stands anywhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}" t WHERE t::text ILIKE %s)', [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_a_restore_replays_the_erasing_of_somebody_in_the_register() -> None:
    name = "Qwyla Ødegårdstrand"
    with audit.context(command="test"):
        account = factories.user(name=name, email="qwyla@post.example", roles=["representative"])
        who = register_factories.person(name=name, account=account, phone="99887766")
        register_factories.representative(who=who, mandate="Qwylas mandat")
        restored = transaction.savepoint()
        erase(actor=None, person=who)
        listed = [Line(one.at, ERASED, one.subject_model, one.subject_pk, one.rule) for one in Erasure.objects.all()]
        transaction.savepoint_rollback(restored)
        assert tables_with("qwyla")

        assert erasure_list.replay(listed).done[ERASED] == len(listed) > 1
    assert tables_with("qwyla") == []
    assert tables_with("99887766") == []
