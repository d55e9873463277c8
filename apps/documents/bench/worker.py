"""One worker of the bench: a chunk of papers in one transaction, as a job does it.

Reads a line of JSON {"institution", "user", "papers"} (ids) and answers "ready"; waits for "go" and
answers "done".
"""

import json
import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registrar_net.settings.demo")
    django.setup()

from apps.documents.bench.certificates import reserve, work_of
from apps.documents.models import Paper
from apps.documents.services.bulk import produce_papers
from apps.institutions.actor import Actor, Role
from apps.institutions.scope import scope


def main() -> None:
    asked = json.loads(sys.stdin.readline())
    actor = Actor(asked["institution"], Role.REGISTRAR, user_id=asked["user"], label="Bench")
    with scope(actor):
        produce_papers(actor=actor, work=work_of(reserve(actor, 1)))
    _say("ready")
    sys.stdin.readline()
    with scope(actor):
        papers = Paper.objects.select_related("issuer").filter(pk__in=asked["papers"])
        produce_papers(actor=actor, work=work_of(list(papers)))
    _say("done")


def _say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
