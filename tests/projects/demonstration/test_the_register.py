"""The register of the fictitious set: what the demonstration's people, organisations, panels and grants look like."""

import datetime

import pytest
from django.utils import timezone
from stdnum.no import orgnr

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.audit.models import AccessLog
from medvirkning.web import fictitious
from projects.demonstration.services import load
from representatives.consents.enums import ConsentPurpose
from representatives.consents.models import Consent
from representatives.demonstration.words import DIAGNOSES
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.finding.querysets import available, findable_for, summary_of
from representatives.geography.enums import County
from representatives.grants.models import Grant, GrantScheme
from representatives.organisations.models import Organisation, OrganisationApplication
from representatives.organisations.querysets import organisations_of
from representatives.panels.enums import MemberState, PanelKind
from representatives.panels.models import Panel, PanelMember
from representatives.people.models import Person
from representatives.profiles.models import Profile
from representatives.subjects.models import SubjectArea

PASSWORD = "a-password-for-the-demonstration"


def account(mailbox: str) -> User:
    return User.objects.by_email(f"{mailbox}@demo.example").get()


def organisations_are_registered_and_some_need_the_centre(today: datetime.date) -> None:
    registered = Organisation.objects.registered()
    assert 45 <= registered.count() < Organisation.objects.count()
    assert registered.overdue().exists()
    assert registered.ending().count() == 1
    assert Organisation.objects.filter(closed_on__lt=today).count() == 1
    states = list(OrganisationApplication.objects.values_list("state", flat=True))
    assert sorted(states) == ["returned", "submitted", "submitted"]
    assert all(orgnr.is_valid(one.organisation_number) for one in OrganisationApplication.objects.all())


def no_diagnosis_is_a_theme(today: datetime.date) -> None:
    themes = set(SubjectArea.objects.themes().values_list("code", flat=True))
    assert len(themes) > 15
    assert not themes & DIAGNOSES
    chosen = {theme for row in Profile.objects.values_list("themes", flat=True) for theme in row}
    assert chosen <= themes
    assert "pårørende" in chosen
    assert SubjectArea.objects.get(code="pårørende").name_nb == "pårørende fra før"


def every_county_has_somebody_and_troms_several_for_mental_health(today: datetime.date) -> None:
    found = findable_for(account("ansatt"))
    assert summary_of(found).counties == len(County)
    in_troms = found.filter(profile__county=County.TROMS, profile__themes__contains=["psykisk helse"])
    soon = available(in_troms, today + datetime.timedelta(days=14), today + datetime.timedelta(days=14))
    assert soon.count() >= 3


def consents_run_out_and_are_taken_back(today: datetime.date) -> None:
    register = Consent.objects.filter(purpose=ConsentPurpose.REGISTER)
    for days in (7, 30):
        assert register.filter(ended_at=None, expires_on=today + datetime.timedelta(days=days)).exists()
    assert register.filter(end="withdrawn").exists()
    assert register.filter(ended_at=None, expires_on__lt=today).exists()


def people_are_entered_by_organisations_and_employers(today: datetime.date) -> None:
    mandates = Representative.objects.all()
    assert mandates.waiting().exists()
    assert mandates.current().filter(valid_to__lt=today + datetime.timedelta(days=60)).exists()
    assert ExperienceConsultant.objects.all().current().exists()
    employers = ExperienceConsultant.objects.values_list("organisation__kind", flat=True)
    assert set(employers) == {"public_body"}
    # Somebody in the register whom the log has never named.
    assert Person.objects.filter(is_in_log=False, profile__isnull=False).exists()
    # Who acts for an organisation or a service has taken part in nothing: staff don't find them among people.
    acting = ["organisation_contact", "service_leader"]
    assert not Person.objects.filter(is_in_log=True, user__role_grants__role__in=acting).exists()


def six_panels(today: datetime.date) -> None:
    assert Panel.objects.count() == 6
    elsewhere = Panel.objects.filter(has_members=False)
    assert elsewhere.count() == 2
    assert not PanelMember.objects.filter(panel__in=elsewhere).exists()
    young = Panel.objects.get(kind=PanelKind.YOUTH, has_members=True)
    minors = young.members.filter(birth_year__gt=today.year - 16)
    assert minors.filter(state=MemberState.MEMBER).count() == 2
    for member in minors.filter(state=MemberState.MEMBER):
        assert Consent.objects.in_force().filter(person=member.person, guardian__agreed=True).exists()
    assert minors.filter(state=MemberState.AWAITING_GUARDIAN).count() == 1


def four_years_of_grants(today: datetime.date) -> None:
    assert GrantScheme.objects.count() == 3
    assert set(Grant.objects.values_list("year", flat=True)) == set(range(today.year - 3, today.year + 1))
    assert Grant.objects.filter(requirement_state="not_met").exists()
    for grant in Grant.objects.select_related("rules", "scheme"):
        assert grant.rules == grant.scheme.rules.for_year(grant.year).first()


def the_contact_has_an_organisation_with_people(today: datetime.date) -> None:
    (own,) = organisations_of(account("organisasjon"))
    posts = Representative.objects.visible_to(account("organisasjon")).filter(organisation=own)
    assert posts.current().count() >= 5
    assert posts.waiting().count() == 3
    assert posts.current().filter(valid_to__lte=today + datetime.timedelta(days=30)).exists()
    assert Panel.objects.get(owner=own).members.exists()
    assert Grant.objects.filter(organisation=own).count() == 4


def the_representative_has_a_story(today: datetime.date) -> None:
    person = Person.objects.get(user=account("representant"))
    assert Representative.objects.all().current().filter(person=person).values("organisation").count() == 2
    assert person.availability.count() == 2
    assert person.training.exists()
    assert Consent.objects.in_force().filter(person=person).count() == 2
    assert AccessLog.objects.about(person).count() == 5


CHECKS = (
    organisations_are_registered_and_some_need_the_centre,
    no_diagnosis_is_a_theme,
    every_county_has_somebody_and_troms_several_for_mental_health,
    consents_run_out_and_are_taken_back,
    people_are_entered_by_organisations_and_employers,
    six_panels,
    four_years_of_grants,
    the_contact_has_an_organisation_with_people,
    the_representative_has_a_story,
)


@pytest.mark.parametrize("seed", [1, 20261122])
def test_the_register_of_the_set(db, subtests, seed):
    with audit.context(command="test"):
        # As an import has left it: nobody may choose it, and the set gives it to people.
        SubjectArea.objects.create(code="pårørende", name_nb="pårørende fra før", is_theme=False)
    load(scale=1, seed=seed, password=PASSWORD, tell=lambda _text: None)
    for check in CHECKS:
        with subtests.test(check.__name__):
            check(timezone.localdate())
    fictitious.forget()
