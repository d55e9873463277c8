"""Figures of the route table: University A's in each state; B shares how it works, and is asked."""

import datetime as dt
from typing import Any

from django.utils import timezone

from apps.institutions.scope import scope
from apps.kpi.models import Cycle, Evidence, Indicator, Submission, SubmissionVersion
from apps.kpi.selectors.network_cycles import periods_offered
from apps.kpi.services.cycles import excuse
from apps.kpi.services.defining import draft_version
from apps.kpi.services.helping import answer_request, ask_for_help
from apps.kpi.services.sharing import Offer, end_sharing, share
from tests.builders import kpi as build
from tests.builders.cast import Cast, Person

FIGURE = build.share(95, 100)
PRACTICE = "ตรวจผลการเรียนสองคนก่อนประกาศ"
QUESTION = "ท่านตรวจผลการเรียนก่อนประกาศอย่างไร"
ANSWER = "มีผู้ตรวจคนที่สองทุกครั้ง"
STATES = {
    "draft": "2023-T1",
    "waiting": "2023-T2",
    "own": "2022-T1",
    "approved": "2022-T2",
    "accepted": "2021-T1",
}
LATER = 60


def indicators_ids(cast: Cast, approver_b: Person) -> dict[str, str]:
    """Cycles, figures and definitions, all `i_…`.

    i_open: cycle of A and B with nothing entered; `i_<state>_cycle` is of A alone, and so are
    i_closed and i_excused, in which nobody may enter; i_later: a day that an exception may name
    """
    build.publish_indicators()
    cycles = _cycles(cast)
    rows = _figures(cast, cycles)
    later = timezone.localdate() + dt.timedelta(days=LATER)
    with scope(cast.secretary.actor) as secretary:
        reg01, reg02 = (Indicator.objects.get(code=code) for code in ("REG01", "REG02"))
        draft_version(actor=secretary, indicator=reg02)
        excuse(
            actor=secretary, cycle=cycles["excused"], institution=cast.university_a,
            reason="no students yet",
        )  # fmt: skip
        offered = periods_offered(reg01)[0].period.code
    ids: dict[str, Any] = {
        "open": cycles["open"].uuid,
        "closed": cycles["closed"].uuid,
        "excused": cycles["excused"].uuid,
        "period": offered,
        "university": cast.university_a.uuid,
        "later": f"{later.day}/{later.month}/{later.year + 543}",
        **{f"{name}_cycle": cycles[name].uuid for name in STATES},
        **_of_figures(cast, rows),
        **_helping(cast, approver_b, reg01, reg02),
    }
    return {f"i_{name}": str(value) for name, value in ids.items()}


def _cycles(cast: Cast) -> dict[str, Cycle]:
    only_a = [cast.university_a]
    found = {
        name: build.open_cycle_for(cast, "REG01", period, institutions=only_a)
        for name, period in (*STATES.items(), ("excused", "2020-T1"))
    }
    found["open"] = build.open_cycle_for(cast)
    found["closed"] = build.open_cycle_for(
        cast, "REG01", "2020-T2", opens=-40, due=-30, locks=-10, institutions=only_a
    )
    return found


def _figures(cast: Cast, cycles: dict[str, Cycle]) -> dict[str, Submission]:
    clerk, approver = cast.registrar_a, cast.approver_a
    return {
        "draft": build.entered(clerk, cycles["draft"], FIGURE),
        "waiting": build.sent(clerk, cycles["waiting"], FIGURE),
        "own": build.sent(approver, cycles["own"], FIGURE),
        "approved": build.approved(clerk, approver, cycles["approved"], FIGURE),
        "accepted": build.accepted(clerk, approver, cast.secretary, cycles["accepted"], FIGURE),
    }


def _of_figures(cast: Cast, rows: dict[str, Submission]) -> dict[str, Any]:
    """Uuid and version of each, what an approval names, its file, and what was sent."""
    clerk = cast.registrar_a
    found: dict[str, Any] = {}
    for name, row in rows.items():
        found |= {name: row.uuid, f"{name}_version": build.fresh(clerk, row).version}
        with scope(clerk.actor):
            found[f"{name}_file"] = Evidence.objects.get(submission=row).uuid
    found |= {
        f"{name}_seen": build.digest(clerk, rows[name]) for name in ("draft", "waiting", "own")
    }
    with scope(clerk.actor):
        found["waiting_sent"] = SubmissionVersion.objects.get(submission=rows["waiting"]).version
    return found


def _helping(
    cast: Cast, approver_b: Person, reg01: Indicator, reg02: Indicator
) -> dict[str, object]:
    """B offers help with REG01 and REG02 and has ended it for REG03; A asked it about REG01, and
    about REG02 before, which was answered.
    """
    with scope(approver_b.actor) as helper:
        offer = Offer(True, PRACTICE, "งานทะเบียน โทร. 0 2000 0000")
        offered, other, ended = (
            share(actor=helper, indicator=each, offer=offer)
            for each in (reg01, reg02, Indicator.objects.get(code="REG03"))
        )
        end_sharing(actor=helper, indicator=ended.indicator)
    with scope(cast.registrar_a.actor) as asker:
        asked = ask_for_help(actor=asker, sharing=offered.uuid, message=QUESTION)
        before = ask_for_help(actor=asker, sharing=other.uuid, message=QUESTION)
    with scope(approver_b.actor) as helper:
        answer_request(actor=helper, uuid=before.uuid, reply=ANSWER)
    return {
        "offer": other.uuid,
        "offer_asked": offered.uuid,
        "offer_ended": ended.uuid,
        "help": asked.uuid,
        "help_answered": before.uuid,
    }
