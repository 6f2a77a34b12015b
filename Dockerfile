# One image for web, workers, scheduler and commands: docker-compose.yml tells which runs what.
# The same hashed locks as `make run`. scripts/dockerfile_steps.py runs these steps without a container engine.

FROM python:3.13-slim AS packages
WORKDIR /build
COPY requirements/bootstrap.txt requirements/base.txt ./
RUN python3 -m venv /opt/venv
RUN /opt/venv/bin/python -m pip install --no-cache-dir --quiet --require-hashes --requirement bootstrap.txt
RUN /opt/venv/bin/python -m uv pip install --python /opt/venv/bin/python --quiet --no-cache --system-certs --require-hashes --requirement base.txt

FROM node:24-slim AS front-end
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM python:3.13-slim
RUN groupadd --system --gid 10001 medvirkning && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin medvirkning
WORKDIR /app
ENV DJANGO_SETTINGS_MODULE=medvirkning.settings.production
ENV PYTHONUNBUFFERED=1
COPY --from=packages /opt/venv /opt/venv
COPY --from=front-end /build/node_modules /app/node_modules
COPY manage.py ./
COPY medvirkning ./medvirkning
COPY representatives ./representatives
COPY projects ./projects
COPY advice ./advice
COPY templates ./templates
COPY static ./static
COPY locale ./locale
COPY scripts ./scripts
RUN /opt/venv/bin/python scripts/messages.py compile
# The settings ask for what only an installation has; collecting files uses none of it.
RUN MEDVIRKNING_SECRET_KEY=collecting MEDVIRKNING_HOSTS=localhost DATABASE_URL=postgresql:///none REDIS_URL=redis://localhost /opt/venv/bin/python manage.py collectstatic --noinput --verbosity 0
RUN /opt/venv/bin/python -m compileall -q /opt/venv/lib /app/medvirkning /app/representatives /app/projects /app/advice
RUN mkdir -p /app/var/media /app/var/erasures && chown -R 10001:10001 /app/var/media /app/var/erasures
USER 10001:10001
EXPOSE 8000
CMD ["/opt/venv/bin/python", "-m", "gunicorn", "medvirkning.wsgi", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--workers=2", "--threads=4", "--preload", "--no-control-socket", "--worker-tmp-dir=/dev/shm", "--access-logfile=-", "--logger-class=medvirkning.web.access_log.AccessLogger"]
