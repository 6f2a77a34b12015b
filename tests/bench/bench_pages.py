"""Pages beside a trivial one, rendered in the same process and run; in a small and in a large register.

The trivial page is the static accessibility statement: every middleware and the whole layout, nothing of the register.
A page asks as many queries in the large register as in the small one.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advice.units.models import UnitLeader
from medvirkning import audit
from medvirkning.accounts.enums import Scope
from medvirkning.accounts.models import User
from medvirkning.accounts.services import create_token
from medvirkning.local.places import CHECKOUT
from medvirkning.web import fictitious
from projects.shares.models import CountedWork
from representatives.enrolments.models import Representative
from representatives.organisations.models import OrganisationContact

SMALL, LARGE = 1, 50
TRIVIAL = "trivial page"
READ = "from tests.bench import bench_pages; bench_pages.print_readings()"
REPEAT = 5


def run(bench: Any) -> None:
    small = _beside(bench, scale=SMALL)
    bench.command("load_demo", "--scale", str(LARGE))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    large = readings(lambda function: bench.seconds(function, repeat=REPEAT))
    bench.row(f"{TRIVIAL} at scale {LARGE}", large[TRIVIAL]["seconds"] * 1000, "ms")
    for name, page in large.items():
        if name == TRIVIAL:
            continue
        beside = small[name]
        bench.row(f"{name} at scale {SMALL}", beside["seconds"] / small[TRIVIAL]["seconds"], "times trivial")
        bench.row(f"{name} at scale {LARGE}", page["seconds"] / large[TRIVIAL]["seconds"], "times trivial")
        bench.row(f"{name}: queries", page["queries"], "queries")
        more = abs(page["queries"] - beside["queries"])
        bench.row(f"{name}: queries more or fewer than at scale {SMALL}", more, "queries", limit=0)


def pages() -> Iterator[tuple[str, Client, str]]:
    """The pages that are measured: name, who reads, address."""
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="ansatt@demo.example"))
    with audit.context(command="bench"):
        _row, token = create_token(actor=None, name="Bench", scopes=[Scope.SHARES_READ, Scope.REGISTER_READ])
    machine = Client(headers={"host": "localhost", "authorization": f"Bearer {token}"})
    user = User.objects.get(email="ansatt@demo.example")
    year = timezone.localdate().year
    department = user.memberships.order_by("pk")[0].department
    counted = CountedWork.objects.filter(year=year, department=department, any_on__isnull=False)
    # The account's own work is alike at every scale, so its pages hold as much.
    item = counted.filter(work_item__reference__startswith="DEMO-E").order_by("work_item__reference")[0].work_item
    root = department.lineage[0]
    yield TRIVIAL, client, reverse("front:accessibility")
    yield "first page", client, reverse("front:home")
    yield "list of work", client, reverse("work:list")
    yield "item", client, reverse("work:detail", args=[item.reference])
    yield "quick log", client, reverse("involvement:log", args=[item.reference])
    yield "directorate's dashboard", client, reverse("insight:dashboard")
    yield "department's dashboard", client, reverse("insight:department", args=[department.code])
    yield "records behind a figure", client, reverse("insight:records", args=[root]) + f"?aar={year}&maal=with_any"
    yield "description of the measure", client, reverse("insight:method")
    yield "search", client, reverse("search:search") + "?q=veileder"
    yield "API shares/ of a year", machine, reverse("api-shares") + f"?year={year - 1}"
    yield (
        "API records behind a figure",
        machine,
        (reverse("api-share-records", args=[year - 1, root]) + "?measure=with_any&scope=total"),
    )
    yield from pages_of_advice(machine)
    yield from pages_of_the_register(client, machine)


def pages_of_advice(machine: Client) -> Iterator[tuple[str, Client, str]]:
    """The pages of advice that are read most, and those whose rows grow with the number of units."""
    visitor = Client(headers={"host": "localhost"})
    centre, service = (Client(headers={"host": "localhost"}) for _ in range(2))
    centre.force_login(User.objects.get(email="senter@demo.example"))
    service.force_login(User.objects.get(email="tjeneste@demo.example"))
    own = UnitLeader.objects.get(user__email="tjeneste@demo.example").unit
    open_one = own.assessments.get(year=timezone.localdate().year)
    frozen = own.assessments.get(year=timezone.localdate().year - 1)
    yield "advice, a visitor", visitor, reverse("catalogue:list")
    yield "piece of advice, a visitor", visitor, reverse("catalogue:detail", args=[3])
    yield "glossary, a visitor", visitor, reverse("glossary:list")
    yield "implementation plan, a visitor", visitor, reverse("implementation:plan")
    yield "national overview", service, reverse("overview:national") + f"?aar={timezone.localdate().year - 1}"
    yield "list of assessments", centre, reverse("assessments:list")
    yield "list of units", centre, reverse("units:list")
    yield "first page of the Centre", centre, reverse("front:home")
    yield "first page of a service leader", service, reverse("front:home")
    yield "assessment at work", service, reverse("assessments:detail", args=[open_one.pk])
    yield "frozen assessment", service, reverse("assessments:detail", args=[frozen.pk])
    yield "comparison of years", service, reverse("assessments:compare", args=[open_one.pk])
    yield "API advice/", machine, reverse("api-advice")


def pages_of_the_register(staff: Client, machine: Client) -> Iterator[tuple[str, Client, str]]:
    """Those of the register that grow with it, and those that its people open."""
    contact, representative = (Client(headers={"host": "localhost"}) for _ in range(2))
    contact.force_login(User.objects.get(email="organisasjon@demo.example"))
    representative.force_login(User.objects.get(email="representant@demo.example"))
    own = OrganisationContact.objects.get(user__email="organisasjon@demo.example").organisation
    yield "people found", staff, reverse("finding:list")
    yield "people found by a theme", staff, reverse("finding:list") + "?tema=psykisk+helse"
    yield "list of organisations", staff, reverse("organisations:list")
    yield "list of panels", staff, reverse("panels:list")
    yield "list of grants", staff, reverse("grants:list")
    yield "own organisation", contact, own.get_absolute_url()
    yield "own representatives", contact, reverse("enrolments:list", args=[own.pk, Representative.slug])
    yield "first page of a contact", contact, reverse("front:home")
    yield "my page", representative, reverse("my_page:home")
    yield "what is held of me", representative, reverse("my_page:data")
    yield "first page of a representative", representative, reverse("front:home")
    yield "API organisations/", machine, reverse("api-organisations")


def readings(least: Callable[[Callable[[], object]], float]) -> dict[str, dict[str, float]]:
    """Seconds and queries of each page."""
    found = {}
    for name, client, address in pages():
        # Once before: what a process learns once belongs to no page.
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answers {response.status_code}")
        seconds = least(lambda client=client, address=address: client.get(address))
        # Asked once a minute, so it belongs to no page.
        fictitious.forget()
        fictitious.is_fictitious()
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        found[name] = {"seconds": seconds, "queries": len(captured)}
    return found


def print_readings() -> None:
    """For the process that reads the small register."""
    from tests_services.bench import Bench

    bench = Bench("small")
    sys.stdout.write("\n" + json.dumps(readings(lambda function: bench.seconds(function, repeat=REPEAT))) + "\n")


def _beside(bench: Any, *, scale: int) -> dict[str, dict[str, float]]:
    """The readings of another database with a demonstration set of another scale, in a process of its own."""
    name = f"{bench.database}_small"
    connection.close()
    server = {"host": connection.settings_dict["HOST"], "user": connection.settings_dict["USER"]}
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as server_connection:
        server_connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{bench.database}" STRATEGY file_copy')
    env = {**os.environ, "DATABASE_URL": f"postgresql://{server['user']}@/{name}?host={server['host']}"}
    manage = [sys.executable, str(CHECKOUT / "manage.py")]
    subprocess.run([*manage, "load_demo", "--scale", str(scale)], env=env, cwd=CHECKOUT, check=True)
    read = subprocess.run(
        [*manage, "shell", "--verbosity", "0", "-c", READ],
        env=env, cwd=CHECKOUT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: dict[str, dict[str, float]] = json.loads(read.stdout.splitlines()[-1])
    return found
