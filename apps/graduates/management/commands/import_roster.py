"""Import one roster file without a browser: upload, check and, where asked, certify."""

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from time import sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from apps.accounts.models import User
from apps.core.academic_year import christian_year
from apps.core.errors import PortalError
from apps.graduates.models import Finding, Roster
from apps.graduates.models.roster import Kind
from apps.graduates.phrases import finding_sentence, refusal_sentence
from apps.graduates.services.certifying import certify_roster
from apps.graduates.services.reviewing import confirm_findings
from apps.graduates.services.uploading import upload_roster
from apps.graduates.states import RosterState
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution, Membership
from apps.institutions.scope import scope, system_scope
from apps.institutions.selectors import actor_for, school_by_code
from apps.intake.services import UploadRefusedError
from apps.jobs.models import Job, State
from apps.jobs.services import run

DEMO_USER = "-"
POLL_SECONDS = 0.2
REASON = "confirmed at the import from the command line"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--school", required=True, help="school code of 10 or 8 digits")
        parser.add_argument("--year", required=True, type=int, help="school year, 2567 or 2024")
        parser.add_argument("--kind", choices=Kind.values, default=Kind.GRADUATES)
        parser.add_argument("--as", dest="uploader", default=DEMO_USER, metavar="USER")
        parser.add_argument(
            "--certify-as", dest="certifier", nargs="?", const=DEMO_USER, metavar="OTHER_USER"
        )
        parser.add_argument("--format", choices=["json"], default="json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file'].name}: {error.strerror}") from error
        try:
            school = school_by_code(options["school"])
            uploader = actor_of(school, Role.SCHOOL_UPLOADER, options["uploader"])
            roster = self.import_file(uploader, content, options)
            if options["certifier"] and roster.state == RosterState.IN_REVIEW:
                certifier = actor_of(school, Role.SCHOOL_CERTIFIER, options["certifier"])
                certify(uploader, certifier, roster)
            with scope(uploader):
                outcome = described(Roster.objects.get(pk=roster.pk))
        except UploadRefusedError as refusal:
            outcome = refused(refusal)
        except PortalError as error:
            raise CommandError(str(error.message)) from error
        self.stdout.write(json.dumps(outcome, ensure_ascii=False, indent=2))

    def import_file(self, actor: Actor, content: bytes, options: dict[str, Any]) -> Roster:
        with scope(actor):
            roster = upload_roster(
                actor=actor,
                content=content,
                filename=options["file"].name,
                academic_year=christian_year(options["year"]),
                kind=options["kind"],
            )
            job = roster.job
        if job is None:
            raise CommandError("The roster has no job.")
        finish(job, actor)
        with scope(actor):
            return Roster.objects.get(pk=roster.pk)


def finish(job: Job, actor: Actor) -> None:
    """Do the job here unless a worker already has it, and then wait for that worker."""
    while True:
        state = run(job.uuid)
        if not state:
            with scope(actor):
                state = Job.objects.get(pk=job.pk).state
        if state == State.DONE:
            return
        if state == State.FAILED:
            raise CommandError("The check failed three times; see the job's reason in the log.")
        sleep(POLL_SECONDS)  # a worker has it, or the next try is due later


def actor_of(school: Institution, role: Role, email: str) -> Actor:
    """The member named by e-mail address, or the school's first member in that role."""
    with system_scope("the command line acts for a member"):
        members = (
            Membership.objects.filter(
                institution=school, role=role, is_active=True, user__is_active=True
            )
            .select_related("user")
            .order_by("pk")
        )
        if email != DEMO_USER:
            members = members.filter(user__email=email.lower())
        member = members.first()
    if member is None:
        raise CommandError(f"No active {role} of school {school.code} is known by that address.")
    user: User = member.user
    return actor_for(member, user)


def certify(uploader: Actor, certifier: Actor, roster: Roster) -> None:
    """Confirm what waits for a confirmation, then certify as the second person."""
    with transaction.atomic():
        with scope(uploader):
            waiting = Finding.objects.filter(
                roster=roster, needs_confirmation=True, confirmed_at=None
            )
            for rule in sorted(set(waiting.values_list("rule", flat=True))):
                confirm_findings(actor=uploader, uuid=roster.uuid, rule=rule, reason=REASON)
        with scope(certifier):
            content = bytes(roster.content_hash or b"").hex()
            certify_roster(actor=certifier, uuid=roster.uuid, content_hash=content)


def refused(refusal: UploadRefusedError) -> dict[str, Any]:
    """A file that was not even kept, in the same shape as one that cannot be read."""
    return {
        "state": RosterState.UNREADABLE,
        "rows": 0,
        "accepted": 0,
        "kept_out": 0,
        "findings": {},
        "findings_list": [],
        "refusal": {"rule": refusal.code, "message": str(refusal.message)},
    }


def described(roster: Roster) -> dict[str, Any]:
    found = list(Finding.objects.filter(roster=roster).order_by("row", "pk"))
    outcome: dict[str, Any] = {
        "roster": str(roster.uuid),
        "version": roster.version,
        "state": roster.state,
        "layout": roster.layout,
        "rows": roster.rows,
        "accepted": roster.accepted,
        "kept_out": roster.kept_out,
        "dropped_columns": roster.dropped,
        "findings": dict(Counter(finding.cls for finding in found)),
        "findings_list": [
            {
                "row": finding.row,
                "column": finding.column,
                "class": finding.cls,
                "rule": finding.rule,
                "value": finding.value,
                "message": finding_sentence(finding),
            }
            for finding in found
        ],
    }
    if roster.refusal:
        outcome["refusal"] = {"rule": roster.refusal, "message": refusal_sentence(roster)}
    return outcome
