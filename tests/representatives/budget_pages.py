"""Pages of the register for the query budgets: each is called twice, and makes more with a higher seed."""

import datetime

from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from representatives.enrolments.models import Representative
from representatives.enrolments.views.read import FEW
from representatives.organisations.models import Organisation
from representatives.people.models import Person
from representatives.profiles.enums import TrainingKind
from representatives.profiles.models import TrainingRecord
from tests import factories, register_factories

OWN = "Foreningen som budsjettene måles på"


def own_organisation() -> Organisation:
    """The one that the contact acts for."""
    return Organisation.objects.filter(name=OWN).first() or register_factories.registered(name=OWN)


def contact() -> User:
    return register_factories.contact(of=own_organisation())


def own_person() -> Person:
    """The representative whose page is measured: somebody with a post of the organisation."""
    found = Person.objects.filter(name=OWN).first()
    if found is None:
        found = register_factories.person(name=OWN, account=factories.user(roles=[Role.REPRESENTATIVE]))
        register_factories.representative(of=own_organisation(), who=found)
    return found


def representative() -> User:
    account: User = own_person().user
    return account


@audit.context(command="test")
def _somebody(organisation: Organisation) -> Person:
    """With a training, a calendar and a place in the log."""
    today = timezone.localdate()
    made = register_factories.person(ways=["video"], languages=["norsk"])
    register_factories.available(who=made, first=today, last=today + datetime.timedelta(days=90))
    TrainingRecord.objects.create(person=made, kind=TrainingKind.WEB_COURSE)
    register_factories.representative(of=organisation, who=made)
    factories.involvement(factories.assignment(), event_fields={"people": [made]})
    return made


def organisations(seed: int) -> str:
    """Organisations with subjects, under umbrellas, registered and only known."""
    for _ in range(3 * seed):
        umbrella = register_factories.registered(kind="umbrella")
        with audit.context(command="test"):
            register_factories.registered(umbrella=umbrella).subject_areas.add("rus")
        factories.organisation()
    own_organisation()
    return reverse("organisations:list")


def organisation(seed: int) -> str:
    """One with more members, contacts, people, panels and grants."""
    own = own_organisation()
    for _ in range(2 * seed):
        register_factories.registered(umbrella=own)
        register_factories.contact(of=own)
        register_factories.invited(by=own, token=f"lenke-{factories.number()}")
        register_factories.panel(owner=own)
        register_factories.grant(to=own)
        _somebody(own)
    return own.get_absolute_url()


def people(seed: int) -> str:
    """The people of one organisation: so many that the list has filters."""
    organisation(seed)
    for _ in range(FEW):
        _somebody(own_organisation())
    return reverse("enrolments:list", args=[own_organisation().pk, Representative.slug])


def found(seed: int) -> str:
    """People of several organisations, searched by a theme."""
    for _ in range(2 * seed):
        body = register_factories.registered()
        for _ in range(3):
            _somebody(body)
    return f"{reverse('finding:list')}?tema=psykisk+helse"


def panels(seed: int) -> str:
    for _ in range(2 * seed):
        made = register_factories.panel(owner=register_factories.registered())
        register_factories.member(of=made)
    register_factories.panel(owner=own_organisation())
    return reverse("panels:list")


def grants(seed: int) -> str:
    scheme = register_factories.scheme(rules_from=2020)
    for _ in range(2 * seed):
        register_factories.grant(of=scheme)
    register_factories.grant(to=own_organisation(), of=scheme)
    return reverse("grants:list")


def my_page(seed: int) -> str:
    """More that the representative took part in, said and was looked at for."""
    person = own_person()
    for _ in range(2 * seed):
        involvement = factories.involvement(factories.assignment(), event_fields={"people": [person]})
        factories.said(involvement, given_by=person, outcome="followed")
        first = timezone.localdate() + datetime.timedelta(days=10 * person.availability.count())
        register_factories.available(who=person, first=first, last=first + datetime.timedelta(days=5))
        register_factories.representative(who=person)
    return reverse("my_page:home")
