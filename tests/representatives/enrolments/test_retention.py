"""Names go when they are of no use any more; that somebody was asked, or had a post, is a count."""

import pytest
from django.utils import timezone

from medvirkning import audit
from medvirkning.audit import erasers, retention
from medvirkning.audit.services import erase_person, history_model
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.people import my_data
from representatives.people.erasing import erase
from tests import register_factories
from tests.factories import days_ago
from tests.representatives.enrolments.cases import today

pytestmark = pytest.mark.django_db


def rule_named(name):
    [found] = [one for one in retention.rules() if one.name == name]
    return found


def erase_by(name):
    rule = rule_named(name)
    with audit.context(command="erase_expired"):
        rows = rule.expired()
        found = rows.count()
        assert (rule.erase(rows) if found else 0) == found
    return found


def history_of(row):
    return history_model(type(row)).objects.filter(pgh_obj_id=row.pk, payload__isnull=False)


@pytest.mark.parametrize(("days", "gone"), [(29, 0), (32, 1)])
def test_who_never_answered(organisation, days, gone):
    row = register_factories.invited(by=organisation)
    with audit.context(command="test"):
        Representative.objects.filter(pk=row.pk).update(invited_at=days_ago(days))
    assert erase_by("unanswered_representatives") == gone
    row.refresh_from_db()
    assert row.state == (EnrolmentState.LAPSED if gone else EnrolmentState.INVITED)
    assert bool(row.name or row.email) is not bool(gone)
    assert history_of(row).exists() is not bool(gone)
    assert erase_by("unanswered_representatives") == 0


def test_simulated_nothing_goes(organisation):
    row = register_factories.invited(by=organisation)
    with audit.context(command="test"):
        Representative.objects.filter(pk=row.pk).update(invited_at=days_ago(40))
        results = {one.rule.name: one for one in retention.erase_expired(simulate=True)}
    assert results["unanswered_representatives"].found == 1
    row.refresh_from_db()
    assert row.name


def test_an_erased_person_leaves_posts_that_say_nothing(organisation):
    person = register_factories.person(name="Nils Navn")
    mandate = register_factories.representative(of=organisation, who=person, mandate="Nils snakker for oss")
    new = register_factories.representative(who=person, valid_from=today(5))
    employment = register_factories.consultant(who=person, position="Konsulent Nils")
    waiting = register_factories.agreed(who=person)
    with audit.context(command="test"):
        erase_person(actor=None, person=person, rule="test")
    for row in (mandate, new, employment, waiting):
        row.refresh_from_db()
        assert row.state == EnrolmentState.ENDED
        assert not history_of(row).exists()
    assert (mandate.valid_to, new.valid_to, employment.valid_to) == (today(-1), today(5), today(-1))
    assert (waiting.valid_from, waiting.valid_to) == (None, None)
    assert (mandate.mandate, employment.position) == ("", "")
    assert Representative.objects.filter(organisation=organisation).count() == 1
    assert not Representative.objects.current().exists()
    assert not ExperienceConsultant.objects.current().exists()


def test_an_erased_person_is_in_no_invitation_either(organisation):
    person = register_factories.person(name="Nils Navn")
    row = register_factories.invited(by=organisation, name="Nils Navn", email=person.user.email)
    other = register_factories.invited(by=organisation, token="en-annen")
    with audit.context(command="test"):
        erase(actor=None, person=person)
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.state, row.name, row.email) == (EnrolmentState.DECLINED, "", "")
    assert not history_of(row).exists()
    assert other.name


def test_every_relation_of_a_post_has_an_eraser_and_is_told_of():
    relations = [
        f"representatives.{model}.{field}"
        for model in ("Representative", "ExperienceConsultant")
        for field in ("person", "invited_by", "accepted_by")
    ]
    assert not set(relations) & set(erasers.missing())
    assert {relation.lower() for relation in relations} <= set(my_data.covered())


def test_a_person_is_told_of_the_own_posts(organisation):
    person = register_factories.person()
    register_factories.representative(of=organisation, who=person, mandate="Uttaler seg")
    register_factories.consultant(who=person)
    account = register_factories.contact(of=organisation, account=person.user)
    with audit.context(command="test"):
        Representative.objects.create(
            organisation=organisation,
            name="En Annen",
            email="annen@post.example",
            invited_by=account,
            token_hash="x" * 64,
            expires_at=timezone.now(),
        )
    told = my_data.everything_about(person)
    assert told["posts"][0]["organisation"].value == "Foreningen Fri"
    assert {"Uttaler seg", "Erfaringskonsulent"} <= {
        str(field.value) for one in told["posts"] for field in one.values()
    }
    assert told["entered"][0]["organisation"].value == "Foreningen Fri"
    assert "En Annen" not in str(told)
