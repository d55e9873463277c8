"""Load the demo's schools, people and three years of rosters; what is there already stays."""

import json
from datetime import date, datetime, time
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.graduates.demo.staff import school_staff
from apps.graduates.demo.story import PlannedRoster, story
from apps.graduates.demo.telling import planned_file
from apps.graduates.management.commands.import_roster import actor_of, certify, finish
from apps.graduates.models import Roster
from apps.graduates.services.demo_questions import ask_demo_questions
from apps.graduates.services.uploading import upload_roster
from apps.institutions.actor import Role
from apps.institutions.models import Institution, Kind, Membership
from apps.institutions.scope import scope, system_scope
from apps.partner_api.models import Client
from apps.partner_api.services import make_client

SEED = 2569
PASSWORD = "demo-registrar-2569"  # noqa: S105  (printed with the accounts)

Row = dict[str, Any]


def demo_rows(name: str) -> list[Row]:
    path = settings.FIXTURES_ROOT / "demo" / f"{name}.json"
    found: list[Row] = json.loads(path.read_text())["rows"]
    return found


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's data is never loaded into a production system.")
        with transaction.atomic():
            schools = {row["code"]: make_school(row) for row in demo_rows("schools")}
            for row in demo_rows("accounts"):
                make_account(row)
            for row in demo_rows("schools"):
                make_staff(row, schools[row["code"]])
        plans = story()
        for number, plan in enumerate(plans, 1):
            if import_plan(plan, schools[plan.school_code]) and number % 10 == 0:
                self.stdout.write(f"  rosters: {number} of {len(plans)}")
        make_demo_client()
        ask_demo_questions(actor_of_university("00500"), seed=SEED)


def make_school(row: Row) -> Institution:
    school, _new = Institution.objects.update_or_create(
        kind=Kind.SCHOOL,
        code=row["code"],
        defaults={
            "smis_code": row["smis_code"],
            "name_th": row["name_th"],
            "name_en": row["name_en"],
            "province_id": row["province"],
            "affiliation_id": row["affiliation"],
            "area_id": row.get("area") or None,
            "node_id": row.get("node"),
            "sponsor": Institution.objects.get(kind=Kind.UNIVERSITY, code=row["sponsor"]),
        },
    )
    return school


def make_user(email: str, name_th: str, name_en: str = "") -> User:
    user = User.objects.filter(email=email).first()
    return user or User.objects.create(
        email=email, password=hashed_password(), name_th=name_th, name_en=name_en
    )


@cache
def hashed_password() -> str:
    """Hashed once for all accounts: hashing is slow by design."""
    return make_password(PASSWORD)


def make_account(row: Row) -> None:
    user = make_user(row["email"], row["name_th"], row.get("name_en", ""))
    post = {field: row[field] for field in ("position_th", "position_en") if field in row}
    if post and not user.position_th:
        User.objects.filter(pk=user.pk).update(**post)
    for held in row["memberships"]:
        join(user, Institution.objects.get(code=held["institution"]), held["role"])


def make_staff(row: Row, school: Institution) -> None:
    for staff in school_staff(row["slug"], SEED):
        join(make_user(staff.email, staff.name_th), school, staff.role)


def join(user: User, institution: Institution, role: str) -> None:
    with system_scope("the demo's memberships"):
        Membership.objects.get_or_create(user=user, institution=institution, role=role)


def import_plan(plan: PlannedRoster, school: Institution) -> bool:
    """One roster of the story on the same way as a person's; False where it is there already."""
    uploader = actor_of(school, Role.SCHOOL_UPLOADER, "-")
    with scope(uploader):
        if Roster.objects.filter(
            academic_year=plan.academic_year, kind=plan.kind, version=plan.version
        ).exists():
            return False
        file = planned_file(plan, school_name=school.name_th, smis_code=school.smis_code, seed=SEED)
        roster = upload_roster(
            actor=uploader,
            content=file.data,
            filename=file.filename,
            academic_year=plan.academic_year,
            kind=plan.kind,
        )
        job = roster.job
    if job is None:
        raise CommandError("The roster has no job.")
    finish(job, uploader)
    if plan.state == "certified":
        with scope(uploader):
            roster = Roster.objects.get(pk=roster.pk)
        certify(uploader, actor_of(school, Role.SCHOOL_CERTIFIER, "-"), roster)
        with scope(uploader):
            certified = morning_of(plan.certified_on or timezone.localdate())
            Roster.objects.filter(pk=roster.pk).update(certified_at=certified)
    with scope(uploader):
        received = morning_of(plan.received_on)
        Roster.objects.filter(pk=roster.pk).update(created_at=received)
    return True


def morning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10, 30)))


def actor_of_university(code: str) -> Any:
    university = Institution.objects.get(kind=Kind.UNIVERSITY, code=code)
    return actor_of(university, Role.REGISTRAR, "-")


def is_known(client_id: str) -> bool:
    """Whether the kept key belongs to this database and not to one before it."""
    with system_scope("the demo looks for its client"):
        return Client.objects.filter(client_id=client_id).exists()


def make_demo_client() -> None:
    """One API client; its secret is shown with the accounts and kept in the demo's folder only."""
    kept = settings.DEMO_CLIENT_FILE
    if kept.exists() and is_known(json.loads(kept.read_text())["client_id"]):
        return
    university = Institution.objects.get(kind=Kind.UNIVERSITY, code="00500")
    client_id, secret = make_client(
        institution=university, name="ระบบรับเข้าศึกษา (demo)", scopes=["graduates:verify"]
    )
    kept.write_text(json.dumps({"client_id": client_id, "client_secret": secret}))
    kept.chmod(0o600)
