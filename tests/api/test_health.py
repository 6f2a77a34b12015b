"""What the machinery around asks."""

import psycopg
import pytest
from django.db import OperationalError
from django.db.backends.postgresql.base import DatabaseWrapper
from django.test import Client

from medvirkning.api import health
from medvirkning.jobs.signs import show_sign


class BrokenConnection:
    def cursor(self):
        raise OperationalError("gone")


def test_the_process_answers_without_a_database():
    response = Client().get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def lost(self, *args, **kwargs):
    error = OperationalError("gone")
    error.__cause__ = psycopg.errors.AdminShutdown("shutting down")
    raise error


@pytest.mark.django_db
def test_the_process_answers_whatever_cookies_it_gets(monkeypatch):
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32
    with monkeypatch.context() as database:
        database.setattr(DatabaseWrapper, "cursor", lost)
        response = client.get("/healthz")
    assert response.json() == {"status": "ok"}


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer mv_x"}])
def test_the_api_tells_of_a_lost_database_as_a_problem(monkeypatch, headers):
    client = Client(raise_request_exception=False, headers=headers)
    client.cookies["sessionid"] = "x" * 32
    with monkeypatch.context() as database:
        database.setattr(DatabaseWrapper, "cursor", lost)
        response = client.get("/api/v1/shares/?year=2025")
    assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
    assert response["Retry-After"] == "30"
    assert response.json()["status"] == 503


@pytest.mark.django_db
def test_ready_with_everything_there():
    show_sign()
    response = Client().get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": {"database": "ok", "migrations": "ok", "redis": "ok", "worker": "ok"},
    }


@pytest.mark.django_db
def test_redis_and_worker_are_named_as_degraded(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    response = Client().get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["checks"]["redis"] == "down"
    assert response.json()["checks"]["worker"] == "silent"


def test_without_the_database_it_is_not_ready(monkeypatch):
    monkeypatch.setattr(health, "connection", BrokenConnection())
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "down"


@pytest.mark.django_db
def test_pending_migrations_are_not_ready(monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: ["pending"])
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["migrations"] == "pending"


@pytest.mark.django_db
def test_metrics_are_for_the_holder_of_their_token(settings):
    assert Client().get("/metrics").status_code == 404
    settings.MEDVIRKNING_METRICS_TOKEN = "measure"
    assert Client().get("/metrics").status_code == 404
    assert Client(headers={"Authorization": "Bearer wrong"}).get("/metrics").status_code == 404
    response = Client(headers={"Authorization": "Bearer measure"}).get("/metrics")
    assert response.status_code == 200
    assert "django_http_requests" in response.text
