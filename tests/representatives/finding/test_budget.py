"""How many queries the list asks, however many it finds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from medvirkning.web import fictitious
from tests import factories
from tests import register_factories as register
from tests.representatives.finding.cases import found

# What every page asks to know who reads, and what is no question.
NOT_ITS_OWN = ('FROM "django_session"', 'FROM "accounts_user" WHERE "accounts_user"."id" =')
NO_QUESTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def asked(client, query: str) -> int:
    fictitious.is_fictitious()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/representanter/{query}").status_code == 200
    texts = [one["sql"] for one in captured]
    return sum(not text.startswith(NO_QUESTION) and not any(part in text for part in NOT_ITS_OWN) for text in texts)


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ("", 8),
        ("?fylke=55&opplaering=carer_module&sprak=norsk&slag=representative", 8),
        # Beside: the access log.
        ("?tema=rus&perspektiv=user", 8),
        # Beside: how many there would be without the dates.
        ("?fra=2030-01-01", 8),
        ("?tema=rus&fra=2030-01-01", 8),
    ],
)
def test_the_number_of_queries_stays_as_the_register_grows(signed_in, db, query, most):
    client = signed_in(factories.staff())
    client.get("/representanter/")
    counts = []
    # From five on nobody is hardly nameless, and so nobody else is looked up for the log.
    for more in (3, 12):
        for _ in range(more):
            for _ in range(2):
                who = found(themes=["rus"], experience="user", languages=["norsk"])
                register.available(who=who, first=factories.LONG_AGO, last=factories.LONG_AGO.replace(year=2035))
        counts.append(asked(client, query))
    assert counts[0] == counts[1] <= most
