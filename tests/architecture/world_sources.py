"""What University A's figures are made of: counts that were sent, samples, a survey, reports."""

from collections.abc import Mapping
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from apps.documents.models import Paper
from apps.institutions.scope import scope
from apps.jobs.models import Job, State
from apps.jobs.services import run
from apps.kpi.models import AuditItem, AuditRound, Cycle, Indicator, Report
from apps.kpi.periods import Period, period_at, previous
from apps.kpi.services.audit_checking import check_record
from apps.kpi.services.auditing import close_round, draw_sample
from apps.kpi.services.feeding import feed_counts
from apps.kpi.services.reporting import ask_report
from apps.kpi.services.surveying import SurveyLink, hand_out, take_answer
from tests.builders import kpi as build
from tests.builders.cast import Cast, Person

COUNTS = "ตัวชี้วัด,งวด,ตัวตั้ง,ตัวหาร\nREG01,1/2567,95,100\n"
REGISTER = "รหัสนักศึกษา\n6500000001\n6500000002\n6500000003\n"
CODES = REGISTER.split()[1:]
SAMPLES = {"audit": "2024", "audit_checked": "2023", "audit_closed": "2022"}


def sources_ids(cast: Cast, clerk_browser: Client) -> dict[str, str]:
    """All `i_…`, of indicators that are published.

    i_register: cycle of A alone without a sample; i_audit, i_audit_checked and i_audit_closed were
    drawn by A's registrar and are checked by its approver
    """
    only_a = [cast.university_a]
    register = build.open_cycle_for(cast, "REG04", "2025", institutions=only_a)
    ids: dict[str, object] = {
        "register": register.uuid,
        "register_upload": _handed_in(
            clerk_browser, f"/indicators/audits/cycles/{register.uuid}/register/", REGISTER
        ),
        "counts_upload": _handed_in(clerk_browser, "/indicators/fed/", COUNTS),
        **_samples(cast),
        **_survey(cast.registrar_a),
        **_reports(cast),
    }
    with scope(cast.registrar_a.actor) as actor:
        fed = {"2025-T1": {"good": 9, "bad": 1}}
        feed_counts(actor=actor, indicator=Indicator.objects.get(code="REG01"), rows=fed)
    return {f"i_{name}": str(value) for name, value in ids.items()}


def _handed_in(browser: Client, path: str, content: str) -> UUID:
    """A file that A's registrar has chosen and not taken yet; only that session has it."""
    file = SimpleUploadedFile("list.csv", content.encode("utf-8-sig"))
    answer = browser.post(path, {"file": file})
    return UUID(str(answer.headers["Location"]).rstrip("/").rpartition("/")[2])


def _samples(cast: Cast) -> Mapping[str, object]:
    only_a = [cast.university_a]
    cycles = {
        name: build.open_cycle_for(cast, "REG04", period, institutions=only_a)
        for name, period in SAMPLES.items()
    }
    rounds = {name: _drawn(cast.registrar_a, cycle) for name, cycle in cycles.items()}
    for name in ("audit_checked", "audit_closed"):
        _check(cast.approver_a, rounds[name])
    with scope(cast.approver_a.actor) as actor:
        close_round(actor=actor, uuid=rounds["audit_closed"].uuid)
        records = {
            f"{name}_record": AuditItem.objects.get(round=one, position=1).uuid
            for name, one in rounds.items()
        }
    return {name: one.uuid for name, one in rounds.items()} | {
        "audit_cycle": cycles["audit"].uuid,
        **records,
    }


def _drawn(person: Person, cycle: Cycle) -> AuditRound:
    with scope(person.actor) as actor:
        return draw_sample(actor=actor, cycle=cycle, codes=CODES, size=len(CODES))


def _check(person: Person, one: AuditRound) -> None:
    with scope(person.actor) as actor:
        for item in AuditItem.objects.filter(round=one):
            check_record(actor=actor, uuid=item.uuid, wrong=[], seen="")


def _survey(clerk: Person) -> Mapping[str, object]:
    """Links of the counter: one that waits, one that was answered."""
    with scope(clerk.actor) as actor:
        links: list[SurveyLink] = hand_out(actor=actor, count=2)
    take_answer(token=links[1].token, points={"overall": 5})
    return {"link": links[0].token, "link_used": links[1].token}


def _reports(cast: Cast) -> Mapping[str, object]:
    """Of the last academic year: A's is issued in Thai, waits in English; others failed."""
    period = previous(period_at(timezone.localdate(), "year", "academic"))
    made = _asked(cast.registrar_a, period, "th")
    assert made.job is not None
    assert run(made.job.uuid) == "done"
    with scope(cast.registrar_a.actor):
        code = Paper.objects.get(uuid=made.paper).code
    before = previous(period)
    failed = [_asked(person, before, "th") for person in (cast.registrar_a, cast.secretary)]
    for person, report in zip((cast.registrar_a, cast.secretary), failed, strict=True):
        with scope(person.actor):
            Job.objects.filter(pk=report.job_id).update(state=State.FAILED, failure="worker_lost")
    return {
        "report": made.uuid,
        "report_code": code,
        "report_waiting": _asked(cast.registrar_a, period, "en").uuid,
        "report_failed": failed[0].uuid,
        "report_network": failed[1].uuid,
        "report_period": f"year:academic:{period.code}",
    }


def _asked(person: Person, period: Period, language: str) -> Report:
    with scope(person.actor) as actor:
        return ask_report(actor=actor, period=period, language=language)
