# The portal as one image: web server, worker, scheduler and migrations differ by their command.

# Front-end files; this image brings npm and Python.
FROM node:22-bookworm AS assets
WORKDIR /portal
COPY package.json package-lock.json ./
COPY registrar_net/bootstrap registrar_net/bootstrap
RUN cd registrar_net && python3 -m bootstrap.assets

FROM python:3.12-slim-bookworm AS base
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=registrar_net.settings.prod \
    PATH=/opt/venv/bin:$PATH
RUN apt-get -qq update \
 && apt-get -qq install -y --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-tlwg-laksaman-ttf \
 && rm -rf /var/lib/apt/lists/*

FROM base AS build
RUN apt-get -qq update && apt-get -qq install -y --no-install-recommends gettext
COPY requirements.lock /tmp/
RUN python -m venv /opt/venv \
 && pip install --no-cache-dir --require-hashes -r /tmp/requirements.lock
WORKDIR /portal
COPY . .
COPY --from=assets /portal/static/vendor static/vendor
# The settings want every value; these are made for this one step and stay out of the image.
RUN cd registrar_net \
 && python -c 'from bootstrap.catalogues import compile_catalogues; compile_catalogues()' \
 && python -c 'from bootstrap.keys import key_lines; print(key_lines())' > /tmp/keys.env \
 && set -a && . /tmp/keys.env && rm /tmp/keys.env && cd .. \
 && ALLOWED_HOSTS=build.example BASE_URL=https://build.example \
    DATABASE_URL=postgres://build:build@127.0.0.1/build REDIS_URL=redis://127.0.0.1 \
    EMAIL_URL=smtp://127.0.0.1:25 \
    python manage.py collectstatic --noinput

FROM base
RUN useradd --system --uid 10001 --home-dir /portal portal \
 && install -d -o portal -g portal /data /portal/var
COPY --from=build /opt/venv /opt/venv
COPY --from=build --chown=root:root /portal /portal
RUN chown portal:portal /portal/var
WORKDIR /portal
USER portal
ENV UPLOADS_ROOT=/data/uploads PAPERS_ROOT=/data/papers CHECKPOINTS_ROOT=/data/audit-checkpoints
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "registrar_net.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--no-control-socket", \
     "--worker-class", "gthread", "--threads", "4", "--worker-tmp-dir", "/dev/shm", \
     "--timeout", "60", "--no-control-socket"]
