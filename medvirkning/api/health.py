"""What the machinery around asks: is the process alive, may it get traffic, what does it measure."""

import datetime
import secrets
from typing import Any

import django_prometheus.exports
import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medvirkning.jobs.signs import worker_seen_at

SILENT_AFTER = datetime.timedelta(minutes=2)

# Once nothing is pending, nothing will be until this process is replaced.
_migrated = False


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """503 without the database or with pending migrations; what the portal does without is named as degraded."""
    checks = {"database": _database()}
    if checks["database"] == "ok":
        checks["migrations"] = _migrations()
    needed = list(checks.values())
    checks["redis"] = _redis()
    checks["worker"] = _worker() if checks["database"] == "ok" else "unknown"
    if needed != ["ok", "ok"]:
        return JsonResponse({"status": "unavailable", "checks": checks}, status=503)
    degraded = any(state != "ok" for state in checks.values())
    return JsonResponse({"status": "degraded" if degraded else "ok", "checks": checks})


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' measures, for the holder of the metrics token; where none is set there is no such page."""
    expected = settings.MEDVIRKNING_METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if not expected or not secrets.compare_digest(given.encode(), expected.encode()):
        raise Http404
    response: HttpResponse = django_prometheus.exports.ExportToDjangoView(request)
    return response


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "down"
    return "ok"


def _migrations() -> str:
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "ok" if _migrated else "pending"


def _redis() -> str:
    client: Any = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5)
    try:
        client.ping()
    except (redis.RedisError, OSError):
        return "down"
    finally:
        client.close()
    return "ok"


def _worker() -> str:
    """A sign of life proves scheduler, broker and worker together."""
    seen = worker_seen_at()
    return "ok" if seen is not None and timezone.now() - seen < SILENT_AFTER else "silent"
