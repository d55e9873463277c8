"""One verification by API beside the emptiest authenticated endpoint of the same server."""

import json
import statistics
from collections.abc import Sequence
from uuid import uuid4

from apps.core.bench.clock import seconds_of
from apps.core.bench.report import Comparison
from apps.core.bench.server import fetch, server, token
from apps.graduates.bench.cast import School
from apps.graduates.bench.rosters import YEAR
from apps.graduates.demo.people import RosterRow
from apps.institutions.models import Institution
from apps.partner_api.services import make_client

PATH = "/api/v1/graduate-verifications/"
WARM_UP, TIMES = 10, 60


def compare_api(university: Institution, school: School, rows: Sequence[RosterRow]) -> Comparison:
    """Medians, both requests in turns, each over a connection of its own."""
    client = make_client(institution=university, name="Bench", scopes=["graduates:verify"])
    with server() as port:
        bearer = {"Authorization": f"Bearer {token(port, *client)}"}
        taken = []
        for place in range(WARM_UP + TIMES):
            body = _question(school, rows[place % len(rows)])
            headers = {
                **bearer, "Content-Type": "application/json", "Idempotency-Key": uuid4().hex,
            }  # fmt: skip
            asked = seconds_of(lambda: fetch(port, "POST", PATH, body, headers))  # noqa: B023
            empty = seconds_of(lambda: fetch(port, "GET", "/api/v1/me", "", bearer))
            taken.append((asked, empty))
    asked, empty = (statistics.median(column) for column in zip(*taken[WARM_UP:], strict=True))
    return Comparison("one verification by API", asked, "GET /api/v1/me, same server", empty, 2)


def _question(school: School, row: RosterRow) -> str:
    applicant = {
        "person_id": row.national_id, "first_name": row.first_name, "last_name": row.last_name,
        "birth_date": row.born_on.isoformat(), "school_code": school.institution.code,
        "academic_year": YEAR, "gpax": str(row.gpax),
    }  # fmt: skip
    question = {"officer": "Bench", "purpose": "admission", "case": "BENCH-2"}
    return json.dumps({**question, "applicants": [applicant]})
