# Two commands are enough: `make demo` and `make test`. Everything they make lies under .venv/,
# node_modules/, static/vendor/ and var/. Servers of your own are used when DATABASE_URL,
# DATABASE_OWNER_URL and REDIS_URL name them.
PYTHON ?= python3
# as a module from inside its folder: registrar_net itself needs packages that are not there yet
RUN := cd registrar_net && exec $(if $(findstring /,$(PYTHON)),$(abspath $(PYTHON)),$(PYTHON)) -m bootstrap

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check bench setup servers stop python
.NOTPARALLEL:

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1\t\2/p' Makefile | expand -t 18

demo: python ## the portal with invented data on http://127.0.0.1:8000 (PORT=… for another)
	@$(RUN).demo

demo-reset: python ## forget the demo's data; the next `make demo` begins anew
	@$(RUN).demo_reset

test: python ## the checks and all tests, journeys in a browser included
	@$(RUN).run_tests

check: python ## style, types, import contract, templates, migrations, settings, Thai messages
	@$(RUN).checks

bench: python ## measure against the bare tools beneath
	@$(RUN).bench

setup: python ## only what the other commands need: packages, assets, catalogues, keys
	@$(RUN).setup

servers: python ## private PostgreSQL and Valkey alone; `python manage.py …` finds them
	@$(RUN).servers

stop: python ## stop the private servers
	@$(RUN).servers stop

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Python 3.11 or newer is needed as "$(PYTHON)"; name another: make PYTHON=/path/to/python3 …' >&2; \
	  exit 1; }
