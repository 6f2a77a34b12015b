"""The quick log, as it is filled in: prefilled, searched in, refused, saved, saved again."""

import datetime
import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning.web.models import Draft, ParkedForm
from projects.involvement.models import Event, Involvement
from projects.work.models import Touch
from representatives.organisations.models import Organisation
from representatives.people.models import Affiliation, Person
from tests import factories

pytestmark = pytest.mark.django_db


def text_of(response):
    html = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).replace("\u00a0", " ")


def ticked(response):
    return set(map(unescape, re.findall(r'name="people" value="([^"]+)"[^>]*\bchecked', response.content.decode())))


def offered(response):
    return set(re.findall(r'name="people" value="(\w+)"', response.content.decode()))


def chosen(response, name):
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', response.content.decode(), re.DOTALL)[0]
    found = re.search(r'<option value="([^"]*)" selected', select)
    return found[1] if found else ""


@pytest.fixture
def anne():
    """Anne Berg, who belongs to Mental Helse; as a key to tick."""
    body = factories.organisation(name="Mental Helse")
    person = factories.person(name="Anne Berg")
    _belongs(person, body)
    return f"p{person.pk}o{body.pk}"


def _belongs(person, body, valid_from=factories.LONG_AGO):
    from medvirkning import audit

    with audit.context(command="test"):
        Affiliation.objects.create(person=person, organisation=body, valid_from=valid_from)


def values(**changes):
    filled = {
        "started_on": "21.11.2025",
        "form": factories.involvement_form().pk,
        "phase": "drafting",
        "span": "dag",
        "people": [],
        "users_count": "2",
        "perspective": "user",
        "capacity": "representation",
        "degree": "3",
        "summary": "De ville ha et forløp.",
    }
    return {name: value for name, value in {**filled, **changes}.items() if value is not None}


# What it starts from


def test_it_starts_from_today_and_offers_the_last_group_without_ticking_anybody(staff, item, address, anne):
    person = Person.objects.get()
    event = factories.event(form="reference_group", people=[person])
    event.people.all()
    factories.involvement(item, event=event, phases=["investigation"], perspective="carer")
    page = staff.get(address)
    html = page.content.decode()
    assert f'value="{timezone.localdate():%d.%m.%Y}"' in html
    assert chosen(page, "form") == "reference_group"
    assert chosen(page, "phase") == "investigation"
    assert chosen(page, "perspective") != "carer"
    assert ticked(page) == set()
    assert person.name in html
    assert not re.search(r'name="degree"[^>]*checked', html)


@pytest.mark.parametrize("year", ["1900", "2062"])
def test_a_year_that_must_be_mistyped_is_refused_at_the_date(staff, address, anne, year):
    response = staff.post(address, values(people=[anne], started_on=f"22.11.{year}"))
    assert "Kontroller årstallet" in response.content.decode()
    assert not Involvement.objects.exists()


def test_the_same_as_last_time_takes_the_degree_too_and_not_the_words(staff, item, address):
    row = factories.involvement(item, degree=4, summary="Det forrige møtet", started_on=factories.day("2025-03-03"))
    assert f"?som={row.pk}" in staff.get(address).content.decode()
    html = staff.get(address, {"som": row.pk}).content.decode()
    assert re.search(r'name="degree" value="4"[^>]*checked', html)
    assert "Det forrige møtet" not in html
    assert f'value="{timezone.localdate():%d.%m.%Y}"' in html


def test_a_gap_leads_here_with_its_perspective(staff, address):
    assert chosen(staff.get(address, {"perspektiv": "carer"}), "perspective") == "carer"


def test_at_most_seven_inputs_are_required(item, staff):
    from projects.involvement.forms import LogForm

    form = LogForm(user=staff.account, work_item=item)
    required = [name for name, field in form.fields.items() if field.required]
    assert len(required) + 1 <= 7, "who took part is required besides, as people or as a number"


# Saving


def test_a_filled_form_is_registered_and_touches_the_count(staff, item, address, anne):
    before = Touch.objects.count()
    response = staff.post(address, values(people=[anne], users_count=""))
    assert response["Location"] == reverse("work:detail", args=[item.reference])
    row = Involvement.objects.get()
    assert row.state == "registered"
    assert row.logged_by == staff.account
    assert row.event.started_on == row.event.ended_on == factories.day("2025-11-21")
    assert row.event.capacities == ["representation"]
    named = row.event.people.get()
    assert (named.person.name, named.organisation.name, named.capacity) == (
        "Anne Berg",
        "Mental Helse",
        "representation",
    )
    assert Touch.objects.count() == before + 1


def test_and_one_more_keeps_the_rest(staff, item, address, anne):
    response = staff.post(address, {**values(people=[anne], again="1"), "users_count": "5"})
    page = staff.get(response["Location"])
    html = page.content.decode()
    assert ticked(page) == {anne}
    assert 'value="21.11.2025"' in html
    assert re.search(r'name="degree" value="3"[^>]*checked', html)
    assert re.search(r'name="users_count" value="5"', html)
    assert "De ville ha et forløp." not in html


def test_each_may_have_a_capacity_of_its_own(staff, address, anne):
    staff.post(address, {**values(people=[anne], users_count=""), f"role_{anne}": "experience"})
    assert Involvement.objects.get().event.capacities == ["experience"]


def test_a_period_with_its_planned_end(staff, address):
    end = timezone.localdate() + datetime.timedelta(days=200)
    staff.post(address, values(span="periode", ended_on=f"{end:%d.%m.%Y}"))
    assert Event.objects.get().ended_on == end


def test_an_end_left_over_from_a_period_is_not_taken(staff, address):
    staff.post(address, values(ended_on="31.12.2030"))
    assert Event.objects.get().ended_on == factories.day("2025-11-21")


def test_a_month_is_kept_as_a_month(staff, address):
    staff.post(address, values(started_on="11.2025"))
    event = Event.objects.get()
    assert (event.started_on, event.started_on_precision) == (factories.day("2025-11-01"), "month")
    assert (event.ended_on, event.ended_on_precision) == (factories.day("2025-11-30"), "month")


def test_several_phases_and_several_work_items(staff, item, address):
    other = factories.assignment(title="Veileder om løslatelse")
    staff.post(address, values(more_phases=["mandate"], more_work=[str(other.pk)], phase="drafting"))
    rows = Involvement.objects.order_by("pk")
    assert {row.work_item for row in rows} == {item, other}
    assert Event.objects.count() == 1
    assert rows[0].phases == ["mandate", "drafting"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"started_on": ""}, "Fyll ut «Når»"),
        ({"started_on": "31.11.2025"}, "Datoen finnes ikke i kalenderen"),
        ({"form": ""}, "Velg under «Form»"),
        ({"phase": ""}, "Velg under «Fase»"),
        ({"perspective": ""}, "Velg under «Hvem snakket de for»"),
        ({"capacity": ""}, "Velg under «De var med som»"),
        ({"degree": None}, "Velg under «Hvor mye kunne de påvirke?»"),
        ({"degree": "7"}, "Dette valget finnes ikke"),
        ({"users_count": ""}, "Oppgi minst én person, organisasjon eller et antall."),
        ({"users_count": "0", "carers_count": "3"}, "Antall brukere kan ikke være 0 når brukere medvirket."),
        ({"perspective": "both", "carers_count": "0"}, "Antall pårørende kan ikke være 0 når pårørende medvirket."),
        ({"users_count": "-1"}, "ikke være lavere enn 0"),
        ({"span": "periode"}, "Oppgi når perioden slutter etter planen."),
        ({"span": "periode", "ended_on": "20.11.2025"}, "Sluttdatoen er før startdatoen."),
        ({"people": ["p999999"]}, "Dette valget finnes ikke"),
    ],
)
def test_each_refusal_says_why_and_keeps_what_was_typed(staff, address, changes, message):
    response = staff.post(address, values(**changes))
    assert response.status_code == 200
    assert message in text_of(response)
    html = response.content.decode()
    assert "De ville ha et forløp." in html
    assert "<title>Feil:" in html
    assert "data-error-summary" in html
    assert not Involvement.objects.exists()


def test_a_person_must_have_belonged_to_the_organisation_that_day(staff, address):
    person, body = factories.person(name="Anne Berg"), factories.organisation(name="Mental Helse")
    _belongs(person, body, factories.day("2025-12-01"))
    response = staff.post(address, values(people=[f"p{person.pk}o{body.pk}"]))
    assert "Anne Berg hørte ikke til Mental Helse den dagen." in text_of(response)
    assert ticked(response) == {f"p{person.pk}o{body.pk}"}


def test_nobody_represents_no_one(staff, address):
    person = factories.person(name="Anne Berg")
    response = staff.post(address, values(people=[f"p{person.pk}"]))
    assert "Anne Berg kan ikke representere noen uten en organisasjon." in text_of(response)


def test_one_person_for_two_organisations_is_refused(staff, address, anne):
    other = factories.organisation()
    person = Person.objects.get()
    _belongs(person, other)
    response = staff.post(address, values(people=[anne, f"p{person.pk}o{other.pk}"]))
    assert "Samme person er valgt for to organisasjoner." in text_of(response)


def test_a_public_consultation_needs_an_answer_from_those_concerned(staff, address):
    body = factories.organisation(kind="public_body")
    consultation = factories.involvement_form("consultation").pk
    response = staff.post(address, values(form=consultation, users_count="", people=[f"o{body.pk}"]))
    assert "En høring teller bare når" in text_of(response)


# Looking further


def test_search_adds_choices_and_keeps_the_form(staff, address, anne):
    response = staff.post(address, values(q_people="anne", find_people="1", degree="1"))
    assert response.status_code == 200
    assert anne in offered(response)
    assert ticked(response) == set()
    html = response.content.decode()
    assert "De ville ha et forløp." in html
    assert re.search(r'name="degree" value="1"[^>]*checked', html)
    assert "<title>Feil:" not in html
    assert not Involvement.objects.exists()


def test_those_ticked_stay_ticked_through_the_next_search(staff, address, anne):
    factories.person(name="Jonas Lie Vik")
    response = staff.post(address, values(people=[anne], q_people="jonas", find_people="1"))
    assert ticked(response) == {anne}
    assert len(offered(response)) == 2


def test_enter_in_the_search_field_searches(staff, address, anne):
    response = staff.post(address, values(q_people="anne", enter="1"))
    assert anne in offered(response)
    assert not Involvement.objects.exists()


def test_enter_anywhere_else_registers(staff, address):
    staff.post(address, values(enter="1", q_people=""))
    assert Involvement.objects.count() == 1


def test_no_hit_says_so(staff, address):
    assert "Ingen treff." in text_of(staff.post(address, values(q_people="zzz", find_people="1")))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"add_person": "1"}, "Skriv navnet på personen."),
        ({"add_person": "1", "new_person_name": "Ola", "new_person_by": "Ukjent"}, "Vi finner ikke organisasjonen"),
        (
            {"add_organisation": "1", "new_organisation_name": "Ny", "new_organisation_number": "123456789"},
            "Organisasjonsnummeret er ikke gyldig.",
        ),
    ],
)
def test_what_can_not_be_added(staff, address, typed, message):
    response = staff.post(address, values(new_organisation_kind="user", **typed))
    assert message in text_of(response)
    assert "De ville ha et forløp." in response.content.decode()
    assert not Person.objects.exists()


def test_a_new_organisation_by_its_number(staff, address):
    response = staff.post(
        address,
        values(
            add_organisation="1",
            new_organisation_name="RIO",
            new_organisation_number="988 077 917",
            new_organisation_kind="user",
        ),
    )
    body = Organisation.objects.get()
    assert body.organisation_number == "988077917"
    assert ticked(response) == {f"o{body.pk}"}


def test_other_work_is_found_and_restricted_work_is_not(staff, address):
    other = factories.assignment(title="Veileder om løslatelse")
    hidden = factories.assignment(title="Veileder om noe hemmelig", restricted=True)
    response = staff.post(address, values(q_work="veileder", find_work="1"))
    html = response.content.decode()
    assert f'name="more_work" value="{other.pk}"' in html
    assert "hemmelig" not in html
    staff.post(address, values(more_work=[str(hidden.pk)]))
    assert not Involvement.objects.filter(work_item=hidden).exists()


# Nothing typed is lost


def test_a_draft_gives_back_the_people_that_were_searched_for(staff, item, address, anne):
    save = reverse("draft-save", args=["involvement.log"]) + f"?object={item.pk}"
    staff.post(save, values(people=[anne], summary="Halvferdig", **{f"role_{anne}": "experience"}))
    page = staff.get(address)
    assert ticked(page) == {anne}
    assert "Halvferdig" in page.content.decode()
    assert chosen(page, f"role_{anne}") == "experience"
    staff.post(address, values())
    assert not Draft.objects.exists()


def test_an_expired_session_gives_it_back(staff, address, anne):
    staff.get(address)
    staff.session.flush()
    page = f"http://testserver{address}"
    staff.post(address, values(people=[anne], summary="Skrevet for lenge siden"), headers={"referer": page})
    assert ParkedForm.objects.count() == 1
    staff.force_login(staff.account)
    again = staff.get(address)
    assert "Skrevet for lenge siden" in again.content.decode()
    assert ticked(again) == {anne}


# Who may


def test_staff_log_on_any_work_they_may_open(staff, address):
    assert staff.get(address).status_code == 200


def test_representatives_do_not_log(signed_in, address):
    assert signed_in(factories.user(roles=["representative"])).get(address).status_code == 404


def test_what_lies_ahead_is_said_to_be_planned(staff, address, anne):
    day = timezone.localdate() + datetime.timedelta(days=40)
    saved = text_of(staff.post(address, values(people=[anne], started_on=f"{day:%d.%m.%Y}"), follow=True))
    assert "Medvirkningen er registrert som planlagt. Den teller først" in saved
