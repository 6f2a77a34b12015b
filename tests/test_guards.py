"""The guards themselves: each must find its fault and let the faultless pass."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.template import Context, Engine, Template

from medvirkning import audit
from projects.departments.models import Department
from representatives.people.models import Person
from tests import factories
from tests.guards import MarkupError, UndefinedVariableError, check_markup


@pytest.mark.parametrize(
    "html",
    [
        '<button onclick="go()">Gå</button>',
        '<p style="color: red">Nei</p>',
        "<script>go()</script>",
        "<style>p { color: red }</style>",
        "<p>{{ name }}</p>",
        "<a href='{% url x %}'>Gå</a>",
    ],
)
def test_markup_that_the_policy_stops_is_found(html: str) -> None:
    with pytest.raises(MarkupError):
        check_markup(html)


def test_markup_that_the_policy_lets_be_passes() -> None:
    check_markup(
        '<script src="/static/a.js" defer></script><script nonce="x">go({{}})</script>'
        '<script type="application/json">{"a": {"b": 1}}</script><p data-on="1">Ja</p>'
    )


@pytest.mark.parametrize("source", ["{{ absent }}", "{{ present.absent }}", "{{ absent|upper }}"])
def test_an_undefined_variable_is_found(source: str) -> None:
    with pytest.raises(UndefinedVariableError, match="absent"):
        Template(source, engine=Engine()).render(Context({"present": {}}))


@pytest.mark.parametrize(
    "source", ["{{ present }}", "{% if absent %}a{% endif %}", "{{ absent|default:'' }}", "{{ empty }}"]
)
def test_what_is_defined_or_asked_for_passes(source: str) -> None:
    Template(source, engine=Engine()).render(Context({"present": 1, "empty": None}))


@pytest.mark.django_db
def test_a_list_without_order_comes_at_random() -> None:
    for _ in range(12):
        factories.person()
    orders = {tuple(Person.objects.order_by().values_list("pk", flat=True)) for _ in range(8)}
    assert len(orders) > 1
    assert list(Person.objects.order_by("pk").values_list("pk", flat=True)) == sorted(orders.pop())


@pytest.mark.django_db
def test_a_write_outlives_no_history_context() -> None:
    with audit.context(command="test"):
        Person.objects.create(name="Kari")
    with pytest.raises(DatabaseError, match="without a context"), transaction.atomic():
        Person.objects.create(name="Ola")
    with audit.context(command="test"):
        Person.objects.create(name="Ola")
    assert Person.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_the_cache_is_empty_at_the_start(turn: int) -> None:
    assert cache.get("left") is None
    cache.set("left", turn, timeout=60)


@pytest.mark.django_db
def test_the_factories_build_one_directorate() -> None:
    one, other = factories.division(), factories.division()
    assert one.parent == other.parent
    assert Department.objects.roots().count() == 1
